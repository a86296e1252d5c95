using Quartz;

namespace Dashboard.Features.Assign;

/// <summary>Runs the dispatcher: at start, whenever something was changed, and every few seconds in case a change was missed.</summary>
[DisallowConcurrentExecution]
public sealed class DispatchJob(Dispatcher dispatcher, IHostApplicationLifetime lifetime) : IJob
{
    /// <summary>Its key in Quartz.</summary>
    public static readonly JobKey Key = new("dispatch");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // The engine hears of a stop only when its turn comes; nothing is to be claimed from the first moment on.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await dispatcher.RunAsync(stop.Token);
    }
}
