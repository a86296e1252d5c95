using System.Text.Json.Serialization;

namespace Dashboard.Features.Assign;

/// <summary>Who gets the tasks whose line names no assignee. Kept in the mapping's JSON; a named assignee always wins.</summary>
public sealed record Spread
{
    /// <summary>How they are given out.</summary>
    public SpreadMode Mode { get; init; }

    /// <summary>The accounts, in the order in which they take turns; of <see cref="SpreadMode.LastOwner"/> those who get customers that nobody had.</summary>
    public List<SpreadAccount> Accounts { get; init; } = [];

    /// <summary>Whether it finds an assignee for a line without one. A last owner may still not be found.</summary>
    [JsonIgnore]
    public bool IsOn => Mode switch
    {
        SpreadMode.None => false,
        SpreadMode.Evenly or SpreadMode.ByWeight => Accounts.Count > 0,
        SpreadMode.LastOwner => true,
    };

    /// <summary>One task after the other to each account.</summary>
    public static Spread Evenly(params IEnumerable<string> accounts) => new() { Mode = SpreadMode.Evenly, Accounts = [.. accounts.Distinct().Select(x => new SpreadAccount(x))] };
}

/// <summary>How tasks without an assignee are given out; kept as its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpreadMode>))]
public enum SpreadMode
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>The same number to each account.</summary>
    Evenly = 1,

    /// <summary>In proportion to the accounts' weights.</summary>
    ByWeight = 2,

    /// <summary>To whoever had the customer's newest task; without one, by the accounts' weights.</summary>
    LastOwner = 3,
}

/// <summary>An account that takes part in a spread.</summary>
/// <param name="Name">INCS account.</param>
/// <param name="Weight">1 to 100: its share beside the others'.</param>
public sealed record SpreadAccount(string Name, int Weight = 1)
{
    /// <summary>Largest weight.</summary>
    public const int MostWeight = 100;
}
