using Dashboard.Shared;

namespace Dashboard.Features.Overview;

/// <summary>Days in the person's zone, both ends included.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, not before the first.</param>
public readonly record struct DaySpan(DateOnly First, DateOnly Last)
{
    /// <summary>How many days.</summary>
    public int Count => Last.DayNumber - First.DayNumber + 1;

    /// <summary>As many days, just before these.</summary>
    public DaySpan Before => new(First.AddDays(-Count), First.AddDays(-1));

    /// <summary>When each day begins in a zone (UTC, Unix milliseconds), and when the last one ends: ascending, one more than there are days.</summary>
    public long[] Starts(TimeZoneInfo zone)
    {
        var starts = new long[Count + 1];
        for (var i = 0; i < starts.Length; i++) starts[i] = ClientContext.StartOf(First.AddDays(i), zone).ToUnixTimeMilliseconds();
        return starts;
    }
}
