namespace Dashboard.Tests.Support;

/// <summary>A clock that stands still until a test moves it. Timers run on the real clock.</summary>
public sealed class FakeTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public FakeTime() : this(new DateTimeOffset(2026, 4, 16, 9, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Whether whoever waits goes on at once, and the clock moves by as much as it would have waited.</summary>
    public bool WaitsEndAtOnce { get; set; }

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!WaitsEndAtOnce || dueTime == Timeout.InfiniteTimeSpan) return base.CreateTimer(callback, state, dueTime, period);
        Advance(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    public void Advance(TimeSpan by) => now += by;
}
