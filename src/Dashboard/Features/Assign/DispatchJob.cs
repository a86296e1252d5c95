using Quartz;

namespace Dashboard.Features.Assign;

/// <summary>Runs the dispatcher: at start, whenever something was changed, and every few seconds in case a change was missed.</summary>
[DisallowConcurrentExecution]
public sealed class DispatchJob(Dispatcher dispatcher) : IJob
{
    /// <summary>Its key in Quartz.</summary>
    public static readonly JobKey Key = new("dispatch");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await dispatcher.RunAsync(cancellationToken);
}
