using System.Globalization;
using Dashboard.Auth;
using Dashboard.Features.Audit;

namespace Dashboard.Benchmarks.Audit;

/// <summary>A random filter and place, and the same as hand-written SQL.</summary>
/// <param name="Filter">As the page has it.</param>
/// <param name="Where">The conditions, without the place.</param>
public sealed record AuditCase(AuditFilter Filter, string Where)
{
    private static readonly string[] Kinds = ["batch", "sheet", "task", "template", "view", "mapping"];

    /// <summary>The place in it.</summary>
    public string Place => Filter.Before is { } key ? $"(\"At\", \"Id\") < ({key.At.ToUnixTimeMilliseconds()}, {key.Id})" : "1 = 1";

    /// <summary>Makes the next one.</summary>
    public static AuditCase Next(Random chance, AuditData data, int entries)
    {
        var (filter, where) = (new AuditFilter(), new List<string>());
        void And(double share, Func<AuditFilter, AuditFilter> narrowed, string sql)
        {
            if (chance.NextDouble() >= share) return;
            filter = narrowed(filter);
            where.Add(sql);
        }
        var who = chance.Next(4) switch { 0 => AuditData.Gone, 1 => "person1", _ => AuditData.Account(chance.Next(AuditData.Accounts)) };
        var action = chance.Next(2) == 0 ? AuditActions.All[chance.Next(AuditActions.All.Count)] : AuditActions.GroupOf(AuditActions.All[chance.Next(AuditActions.All.Count)]);
        var batch = chance.Next(1, data.Batches).ToString(CultureInfo.InvariantCulture);
        var isNumber = chance.Next(3) == 0;
        var address = AuditData.Address(chance.Next(AuditData.Addresses));
        var first = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(AuditData.Oldest).UtcDateTime).AddDays(chance.Next(1000));
        var last = first.AddDays(new[] { 0, 6, 90 }[chance.Next(3)]);
        And(0.4, x => x with { Who = who }, $"lower(\"Who\") LIKE '%{who}%'");
        And(0.4, x => x with { Action = action }, AuditActions.All.Contains(action) && !AuditActions.All.Any(x => x != action && AuditActions.GroupOf(x) == action)
            ? $"\"Action\" = '{action}'" : $"(\"Action\" = '{action}' OR \"Action\" LIKE '{action}.%')");
        And(0.2, x => x with { Target = isNumber ? batch : "batch " + batch },
            isNumber ? $"\"Target\" IN ({string.Join(", ", Kinds.Select(x => $"'{x} {batch}'"))})" : $"\"Target\" = 'batch {batch}'");
        And(0.2, x => x with { RemoteAddress = address }, $"\"Address\" = '{address}'");
        And(0.3, x => x with { From = first, To = last }, $"\"At\" >= {Ms(first)} AND \"At\" < {Ms(last.AddDays(1))}");
        if (chance.Next(2) == 0)
        {
            var id = chance.Next(1, entries);
            filter = filter with { Before = new(DateTimeOffset.FromUnixTimeMilliseconds(AuditData.Oldest + (long)((double)id / entries * (AuditData.Newest - AuditData.Oldest))), id) };
        }
        return new(filter, where.Count == 0 ? "1 = 1" : string.Join(" AND ", where));
    }

    private static long Ms(DateOnly day) => new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero).ToUnixTimeMilliseconds();
}
