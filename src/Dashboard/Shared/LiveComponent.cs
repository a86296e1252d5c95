using Microsoft.AspNetCore.Components;

namespace Dashboard.Shared;

/// <summary>A component that hears of changes on other threads for as long as it is open.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource closed = new();

    /// <summary>Begins.</summary>
    protected LiveComponent() => Closed = closed.Token;

    /// <summary>Cancelled when the component is left.</summary>
    protected CancellationToken Closed { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends it; who subscribes to more ends that too.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        closed.Cancel();
        closed.Dispose();
    }

    /// <summary>Does work that no event handler waits for, and renders; what it throws is shown all the same.</summary>
    protected void Later(Func<Task> work) => _ = InvokeAsync(async () =>
    {
        if (Closed.IsCancellationRequested) return;
        try
        {
            await work();
            StateHasChanged();
        }
        catch (Exception e) when (!Closed.IsCancellationRequested)
        {
            await DispatchExceptionAsync(e);
        }
        catch (OperationCanceledException)
        {
            // It was left meanwhile.
        }
    });
}
