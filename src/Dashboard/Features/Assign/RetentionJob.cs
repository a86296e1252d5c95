using Quartz;

namespace Dashboard.Features.Assign;

/// <summary>Runs <see cref="Retention"/> every hour, and at the start.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob(Retention retention) : IJob
{
    /// <summary>Its key in Quartz.</summary>
    public static readonly JobKey Key = new("retention");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await retention.PassAsync(cancellationToken);
}
