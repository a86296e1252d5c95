namespace Dashboard.Features.Assign;

/// <summary>What the dispatcher of this process is doing, for pages to show.</summary>
public sealed class LaneStatus
{
    private volatile LaneState current = new(LaneCondition.Idle, null);

    /// <summary>Raised when <see cref="Current"/> changes. Handlers only take note: they neither block nor throw.</summary>
    public event Action? Changed;

    /// <summary>The state now.</summary>
    public LaneState Current => current;

    /// <summary>Notes a state.</summary>
    public void Set(LaneState state)
    {
        if (current == state) return;
        current = state;
        Changed?.Invoke();
    }
}

/// <summary>A state of the dispatcher.</summary>
/// <param name="Condition">What it is doing.</param>
/// <param name="NextTry">When it tries again (UTC), where it waits; else null.</param>
public sealed record LaneState(LaneCondition Condition, DateTimeOffset? NextTry);

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
