using Dashboard.Auth;
using Dashboard.Data;

namespace Dashboard.Features.Tasks;

/// <summary>What came of a change of a saved view.</summary>
public enum ViewAnswer
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It has no name.</summary>
    NoName,

    /// <summary>Its name is too long.</summary>
    LongName,

    /// <summary>Another of the same owner, or of the team, has that name.</summary>
    Clash,

    /// <summary>What it filters by is too long.</summary>
    LongQuery,

    /// <summary>It is for the team, and holds digits of a phone that not all of the team may see.</summary>
    HoldsPhone,

    /// <summary>There are as many as may be.</summary>
    TooMany,

    /// <summary>The person may not change the team's.</summary>
    NotAllowed,

    /// <summary>It was deleted meanwhile, or is not the person's.</summary>
    Gone,
}

/// <summary>What a saved view may be.</summary>
public static class SavedViewRules
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 60;

    private const int LongestQuery = 4000;

    /// <summary>A name as it is saved: on one line, with single spaces.</summary>
    public static string Name(string? name) => string.Join(' ', (name ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What is saved of what the grid shows: all but the page and the open logs.</summary>
    public static string Query(TaskFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return (filter with { Page = 1, Expanded = [] }).Address("").TrimStart('?');
    }

    /// <summary>Checks a view among the others of its owner or of the team.</summary>
    public static ViewAnswer Check(SavedView view, IEnumerable<SavedView> others)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view switch
        {
            { Name.Length: 0 } => ViewAnswer.NoName,
            { Name.Length: > LongestName } => ViewAnswer.LongName,
            _ when others.Any(x => string.Equals(x.Name, view.Name, StringComparison.OrdinalIgnoreCase)) => ViewAnswer.Clash,
            { Query.Length: > LongestQuery } => ViewAnswer.LongQuery,
            { Owner: null } when HoldsPhone(TaskFilter.Read($"?{view.Query}")) => ViewAnswer.HoldsPhone,
            _ => ViewAnswer.Done,
        };
    }

    private static bool HoldsPhone(TaskFilter filter) => IsPhone(filter.Phone, Masking.ShownDigits) || IsPhone(filter.Search, 6);

    // A short number in the search field is a task's.
    private static bool IsPhone(string? text, int most) => text is not null && text.All(x => char.IsAsciiDigit(x) || "+-() ".Contains(x, StringComparison.Ordinal)) && text.Count(char.IsAsciiDigit) > most;
}
