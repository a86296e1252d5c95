using System.Globalization;
using Dashboard.Features.Tasks;

namespace Dashboard.Benchmarks.Grid;

/// <summary>A random filter, order and page, and the same as hand-written SQL.</summary>
/// <param name="Filter">As the grid has it.</param>
/// <param name="Where">The conditions.</param>
/// <param name="OrderBy">The order.</param>
/// <param name="IsText">Whether texts are searched.</param>
/// <param name="IsDeep">Whether the page is not among the first.</param>
public sealed record GridCase(TaskFilter Filter, string Where, string OrderBy, bool IsText, bool IsDeep)
{
    private static readonly (string Key, string Sql)[] Orders =
    [
        ("created", "t.\"CreatedAt\""), ("id", "t.\"Id\""), ("status", "t.\"Status\""), ("name", "t.\"Name\""), ("customer", "t.\"UserName\""), ("phone", "t.\"UserPhone\""),
        ("assignee", "t.\"AssigneeUsername\""), ("updated", "t.\"UpdatedAt\""), ("auth_id", "t.\"AuthId\""), ("creation_id", "t.\"CreationId\""),
    ];

    /// <summary>Makes the next one.</summary>
    public static GridCase Next(Random chance, GridData data, int tasks)
    {
        var (filter, where, text) = (new TaskFilter(), new List<string>(), false);
        void And(double share, Func<TaskFilter> narrowed, Func<string> sql)
        {
            if (chance.NextDouble() >= share) return;
            filter = narrowed();
            where.Add(sql());
        }
        var statuses = new[] { new[] { 0 }, [1], [0, 1], [2], [3], [2, 3] }[chance.Next(6)];
        var assignee = $"incs_{chance.Next(1, GridData.Assignees)}";
        var auth = 30058 + chance.Next(GridData.Authorisations);
        var (creation, batch, template) = (chance.Next(1, tasks / 25), chance.Next(1, data.Batches + 1), GridData.FirstTemplate + chance.Next(GridData.Templates));
        var first = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(GridData.Oldest).UtcDateTime).AddDays(chance.Next(80));
        var last = first.AddDays(new[] { 0, 6, 30 }[chance.Next(3)]);
        var days = TimeSpan.FromDays(new[] { 1, 3, 7 }[chance.Next(3)]);
        var phone = chance.Next(10_000).ToString("D4", CultureInfo.InvariantCulture);
        var name = new[] { "promo", "四月", "customer 77", "reminder 4" }[chance.Next(4)];
        And(0.35, () => filter with { Statuses = statuses }, () => $"t.\"Status\" IN ({string.Join(',', statuses)})");
        And(0.3, () => filter with { Assignee = assignee }, () => $"t.\"AssigneeUsername\" = '{assignee}'");
        And(0.15, () => filter with { AuthId = auth }, () => $"t.\"AuthId\" = {auth}");
        And(0.05, () => filter with { CreationId = creation }, () => $"t.\"CreationId\" = {creation}");
        And(0.07, () => filter with { Batch = batch }, () => $"EXISTS (SELECT 1 FROM \"Assignments\" x WHERE x.\"TaskId\" = t.\"Id\" AND x.\"BatchId\" = {batch})");
        And(0.05, () => filter with { Template = template }, () => $"EXISTS (SELECT 1 FROM \"Assignments\" x WHERE x.\"TaskId\" = t.\"Id\" AND x.\"TemplateId\" = {template})");
        And(0.3, () => filter with { Created = DayRange.Of(first, last) }, () => $"t.\"CreatedAt\" >= {Ms(first)} AND t.\"CreatedAt\" < {Ms(last.AddDays(1))}");
        And(0.1, () => filter with { Updated = DayRange.Of(first, null) }, () => $"t.\"UpdatedAt\" >= {Ms(first)}");
        And(0.1, () => filter with { OpenLonger = days }, () => $"t.\"Status\" NOT IN (2, 3) AND t.\"CreatedAt\" < {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()} - {(long)days.TotalMilliseconds}");
        And(0.05, () => filter with { Phone = phone }, () => $"t.\"UserPhone\" LIKE '%{phone}'");
        And(0.08, () => filter with { Name = name }, () => (text = true, $"(lower(t.\"Name\") LIKE '%{name}%' OR lower(t.\"UserName\") LIKE '%{name}%')").Item2);
        var (key, sql) = Orders[chance.Next(3) == 0 ? 0 : chance.Next(Orders.Length)];
        var down = chance.Next(2) == 0;
        var deep = chance.Next(2) == 0;
        filter = filter with { Sort = (down ? "-" : "") + key, Page = deep ? chance.Next(2, tasks / TaskFilter.DefaultSize) : 1 };
        var way = down ? "DESC" : "ASC";
        return new(filter, where.Count == 0 ? "1 = 1" : string.Join(" AND ", where), $"{sql} {way}, t.\"Id\" {way}", text, deep);
    }

    private static long Ms(DateOnly day) => new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero).ToUnixTimeMilliseconds();
}
