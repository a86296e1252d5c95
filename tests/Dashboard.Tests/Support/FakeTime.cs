namespace Dashboard.Tests.Support;

/// <summary>A clock that stands still until a test moves it. Timers run on the real clock.</summary>
public sealed class FakeTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public FakeTime() : this(new DateTimeOffset(2026, 4, 16, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
