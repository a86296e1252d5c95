namespace Dashboard.Features.Assign;

/// <summary>Tells the dispatcher and the open pages of this process that something in the journal was changed.</summary>
public sealed class DispatchSignal
{
    /// <summary>Raised by <see cref="Wake"/>, on its thread. Handlers only take note: they neither block nor throw.</summary>
    public event Action? Woken;

    /// <summary>Says that a batch was confirmed, paused, resumed, cancelled or retried.</summary>
    public void Wake() => Woken?.Invoke();
}
