using Dashboard.Data;
using Dashboard.Upstream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace Dashboard.Features.Tasks;

/// <summary>Runs <see cref="MirrorCheck"/> when it is due, or when an administrator has asked for it. When it last ran stands in the database: a restart is no reason to check again.</summary>
[DisallowConcurrentExecution]
public sealed class MirrorCheckJob(MirrorCheck check, IDbContextFactory<DashboardDb> databases, IOptionsMonitor<SyncOptions> options, TimeProvider time, ILogger<MirrorCheckJob> log) : IJob
{
    /// <summary>Its key.</summary>
    public static readonly JobKey Key = new("mirror-check");

    // After an outage it tries again sooner than after a check that got to its end.
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!await IsDueAsync(context.CancellationToken)) return;
        try
        {
            await check.RunAsync(context.CancellationToken);
        }
        catch (UpstreamException e)
        {
            log.LogWarning("The full check of the mirror has stopped: {Reason}", e.Message);
        }
    }

    private async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Before the mirror was whole once, the fill is at work.
        if (await db.SyncStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { FreshAt: not null } state) return false;
        if (state.CheckAskedAt > (state.CheckStartedAt ?? DateTimeOffset.MinValue)) return true;
        // None yet, or one that fell with its server.
        if (state.CheckedAt is not { } ended || ended < state.CheckStartedAt) return true;
        return ended + (state.CheckError is null ? TimeSpan.FromHours(options.CurrentValue.CheckHours) : AgainAfter) <= time.GetUtcNow();
    }
}
