using Dashboard.Upstream;
using Quartz;

namespace Dashboard.Features.Assign;

/// <summary>Runs the reconciler every second; a pass without anything unclear is one query.</summary>
[DisallowConcurrentExecution]
public sealed class ReconcileJob(Reconciler reconciler, ILogger<ReconcileJob> log) : IJob
{
    /// <summary>Its key in Quartz.</summary>
    public static readonly JobKey Key = new("reconcile");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await reconciler.PassAsync(cancellationToken);
        }
        catch (UpstreamException e)
        {
            log.LogWarning("INCS can't be searched for tasks without a clear answer, the next try follows: {Reason}", e.Message);
        }
    }
}
