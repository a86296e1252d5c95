using Dashboard.Shared;

namespace Dashboard.Features.Tasks;

/// <summary>Days in the person's zone: a first and a last one, each inclusive or open, or a preset that moves with today, so that a saved link keeps its meaning.</summary>
public sealed record DayRange
{
    /// <summary>Any day.</summary>
    public static readonly DayRange Any = new();

    /// <summary>Names of the presets as addresses write them.</summary>
    public static readonly IReadOnlyList<string> Presets = ["today", "7d", "month"];

    /// <summary>One of <see cref="Presets"/>, or null.</summary>
    public string? Preset { get; private init; }

    /// <summary>First day, or null; none with a preset.</summary>
    public DateOnly? From { get; private init; }

    /// <summary>Last day, or null; none with a preset.</summary>
    public DateOnly? To { get; private init; }

    /// <summary>Whether it narrows nothing.</summary>
    public bool IsAny => Preset is null && From is null && To is null;

    /// <summary>A preset.</summary>
    public static DayRange Of(string preset) => Presets.Contains(preset) ? new() { Preset = preset } : Any;

    /// <summary>Days, each inclusive.</summary>
    public static DayRange Of(DateOnly? from, DateOnly? to) => new() { From = from, To = to };

    /// <summary>As an address has it; a preset wins.</summary>
    public static DayRange Read(string? preset, string? from, string? to) =>
        preset is not null && Presets.Contains(preset) ? new() { Preset = preset } : new() { From = QueryText.Day(from), To = QueryText.Day(to) };

    /// <summary>The instants it means now.</summary>
    /// <param name="zone">The person's zone.</param>
    /// <param name="now">Now (UTC).</param>
    /// <returns>From (inclusive) and until (exclusive), UTC; null where it is open.</returns>
    public (DateTimeOffset? From, DateTimeOffset? Until) At(TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date);
        var (from, to) = Preset switch
        {
            "today" => (today, null),
            "7d" => (today.AddDays(-6), null),
            "month" => (new DateOnly(today.Year, today.Month, 1), null),
            _ => (From, To),
        };
        return (from is { } first ? ClientContext.StartOf(first, zone) : null, to is { } last ? ClientContext.StartOf(last.AddDays(1), zone) : null);
    }
}
