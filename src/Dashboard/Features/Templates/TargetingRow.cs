namespace Dashboard.Features.Templates;

/// <summary>One member of <c>filter_range_info</c> as it stands there.</summary>
/// <param name="Field">Its path, such as <c>add_user_range.dept_id_list</c>.</param>
/// <param name="Form">How it reads.</param>
public sealed record TargetingRow(string Field, TargetingForm Form)
{
    /// <summary>The values, or the one value, as written.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The elements of a list of objects.</summary>
    public IReadOnlyList<TargetingItem> Items { get; init; } = [];

    /// <summary>Of a time: the instant (UTC).</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>How a member reads.</summary>
public enum TargetingForm
{
    /// <summary>It is there and narrows nothing.</summary>
    Empty,

    /// <summary>A list of words or ids.</summary>
    List,

    /// <summary>A list of objects.</summary>
    Items,

    /// <summary>A switch.</summary>
    Flag,

    /// <summary>How tags combine.</summary>
    Operator,

    /// <summary>A code of a sex.</summary>
    Sex,

    /// <summary>A range of ages.</summary>
    Ages,

    /// <summary>An instant.</summary>
    Time,

    /// <summary>It is documented, but not in the shape that stands there.</summary>
    Odd,

    /// <summary>It is not documented.</summary>
    Unknown,
}

/// <summary>A tag, place or group chat.</summary>
/// <param name="Name">How a sentence calls it: its name, or its id where it has none.</param>
/// <param name="Key">What tells it from others: its id, or its name where it has none.</param>
/// <param name="Cells">Its members as written; those that are not documented together under an empty name.</param>
public sealed record TargetingItem(string Name, string Key, IReadOnlyDictionary<string, string> Cells);

/// <summary>Something that a reader should know before relying on the conditions.</summary>
/// <param name="Code">Code of its text (<c>Doubt_{code}</c>).</param>
/// <param name="Names">What it is about: names of tags, values or paths of members.</param>
public sealed record TargetingDoubt(string Code, params IReadOnlyList<string> Names)
{
    /// <summary>Whether nobody is left for sure.</summary>
    public bool MatchesNobody { get; init; }
}
