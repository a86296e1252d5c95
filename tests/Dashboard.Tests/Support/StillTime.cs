namespace Dashboard.Tests.Support;

/// <summary>The real clock, but no timer ever ends: nothing happens by itself, and nobody gives up waiting, however slow the machine is.</summary>
public sealed class StillTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
