namespace Dashboard.Features.Assign;

/// <summary>What the lane is doing, for pages to show.</summary>
public sealed class LaneStatus
{
    private volatile LaneState here = new(LaneCondition.Idle, null);
    private volatile LaneState? elsewhere;

    /// <summary>Raised when <see cref="Current"/> changes. Handlers only take note: they neither block nor throw.</summary>
    public event Action? Changed;

    /// <summary>The state now: of the dispatcher of this process, unless another server's waits and this one's does not.</summary>
    public LaneState Current => here.IsWaiting ? here : elsewhere ?? here;

    /// <summary>The state of the dispatcher of this process.</summary>
    public LaneState Here => here;

    /// <summary>Notes a state of the dispatcher of this process.</summary>
    public void Set(LaneState state)
    {
        if (here == state) return;
        here = state;
        Changed?.Invoke();
    }

    /// <summary>Notes for what the dispatcher of another server waits; null when none does.</summary>
    public void SetElsewhere(LaneState? state)
    {
        if (elsewhere == state) return;
        elsewhere = state;
        Changed?.Invoke();
    }
}

/// <summary>A state of the dispatcher.</summary>
/// <param name="Condition">What it is doing.</param>
/// <param name="NextTry">When it tries again (UTC), where it waits; else null.</param>
public sealed record LaneState(LaneCondition Condition, DateTimeOffset? NextTry)
{
    /// <summary>Whether it would send and can't.</summary>
    public bool IsWaiting => Condition is not (LaneCondition.Idle or LaneCondition.Sending);
}

/// <summary>What the dispatcher is doing.</summary>
public enum LaneCondition
{
    /// <summary>Nothing is to be sent.</summary>
    Idle,

    /// <summary>Sending.</summary>
    Sending,

    /// <summary>INCS can't be reached.</summary>
    Unreachable,

    /// <summary>INCS asked to slow down.</summary>
    Throttled,

    /// <summary>Our own database can't be written.</summary>
    StorageFault,
}
