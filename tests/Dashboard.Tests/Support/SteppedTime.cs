namespace Dashboard.Tests.Support;

/// <summary>A clock whose instants and timestamps move together, only when a test moves them.</summary>
public sealed class SteppedTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 4, 16, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public void Advance(TimeSpan by) => now += by;
}
