using Quartz;

namespace Dashboard.Shared;

/// <summary>Runs every <see cref="IRetention"/> every hour, and at the start. One that fails does not keep the others from theirs.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob(IEnumerable<IRetention> retentions, ILogger<RetentionJob> log) : IJob
{
    /// <summary>Its key in Quartz.</summary>
    public static readonly JobKey Key = new("retention");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var failed = new List<Exception>();
        foreach (var retention in retentions)
        {
            try
            {
                await retention.PassAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                log.LogError(e, "{Retention} did not remove all that is kept no longer; the next pass tries again", retention.GetType().Name);
                failed.Add(e);
            }
        }
        if (failed.Count > 0) throw new AggregateException(failed);
    }
}
