using System.Globalization;

namespace Dashboard.Features.Templates;

/// <summary>Orders of the list. Wshoto knows none, so all that match are sorted here.</summary>
public static class TemplateOrder
{
    /// <summary>Newest first.</summary>
    public const string Default = "-created";

    /// <summary>Columns that sort, as the address names them.</summary>
    public static readonly IReadOnlyList<string> Columns = ["fav", "name", "type", "status", "priority", "creator", "created", "ends"];

    /// <summary>An order of the address, or the default one where it is none.</summary>
    public static string Known(string? sort) => sort is not null && Columns.Contains(sort.TrimStart('-')) && !sort.StartsWith("--", StringComparison.Ordinal) ? sort : Default;

    /// <summary>The order that a click on a column's title leads to: of times and stars people want the newest first.</summary>
    public static string Next(string sort, string column)
    {
        var first = column is "created" or "ends" or "priority" or "fav" ? "-" + column : column;
        return sort != first ? first : first == column ? "-" + column : column;
    }

    /// <summary>A column's <c>aria-sort</c>, or null.</summary>
    public static string? Sorted(string sort, string column) => sort == column ? "ascending" : sort == "-" + column ? "descending" : null;

    /// <summary>The rows in an order; what has no value comes last either way, and among equals the newest first.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="sort">A column, with a leading <c>-</c> for descending.</param>
    /// <param name="stars">The team's favourites.</param>
    public static IEnumerable<TemplateRow> Sort(IEnumerable<TemplateRow> rows, string sort, IReadOnlyDictionary<long, TemplateFavourite> stars)
    {
        ArgumentNullException.ThrowIfNull(sort);
        ArgumentNullException.ThrowIfNull(stars);
        var down = sort.StartsWith('-');
        var words = StringComparer.Create(CultureInfo.CurrentUICulture, CompareOptions.IgnoreCase | CompareOptions.NumericOrdering);
        return sort.TrimStart('-') switch
        {
            "fav" => By<DateTimeOffset>(x => stars.TryGetValue(x.Template.Id, out var star) ? star.At : null),
            "name" => ByWord(x => x.Template.Name),
            "creator" => ByWord(x => x.Template.Creator),
            "type" => By<int>(x => x.Template.Type),
            "priority" => By<int>(x => x.Template.Priority),
            "status" => By<int>(x => x.Template.Status is { } status ? Rank(status) : null),
            "ends" => By<DateTimeOffset>(x => x.Template.EndsAt),
            _ => By<DateTimeOffset>(x => x.Template.CreatedAt),
        };

        IEnumerable<TemplateRow> By<T>(Func<TemplateRow, T?> key) where T : struct => Then(rows.OrderBy(x => key(x) is null), key, null);

        IEnumerable<TemplateRow> ByWord(Func<TemplateRow, string> key) => Then(rows.OrderBy(x => key(x).Length == 0), key, words);

        IEnumerable<TemplateRow> Then<TKey>(IOrderedEnumerable<TemplateRow> known, Func<TemplateRow, TKey> key, IComparer<TKey>? comparer) =>
            (down ? known.ThenByDescending(key, comparer) : known.ThenBy(key, comparer)).ThenByDescending(x => x.Template.CreatedAt).ThenByDescending(x => x.Template.Id);
    }

    // As people filter by them: what is going on comes first, what is not documented last.
    private static int Rank(int status)
    {
        for (var i = 0; i < TemplateWords.Statuses.Count; i++)
            if (TemplateWords.Statuses[i] == status) return i;
        return int.MaxValue;
    }
}
