using Dashboard.Upstream;
using Quartz;

namespace Dashboard.Features.Tasks;

/// <summary>Runs a pass of <see cref="TaskSync"/> every <c>Sync:IntervalSeconds</c>, one at a time.</summary>
[DisallowConcurrentExecution]
public sealed class TaskSyncJob(TaskSync sync, ILogger<TaskSyncJob> log) : IJob
{
    /// <summary>Its key.</summary>
    public static readonly JobKey Key = new("task-sync");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await sync.PassAsync(context.CancellationToken);
        }
        catch (UpstreamException e)
        {
            // Recorded for the pages already; the next pass tries again.
            log.LogWarning("The tasks can't be read: {Reason}", e.Message);
        }
    }
}
