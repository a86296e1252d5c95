using System.Data.Common;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>With PostgreSQL another server may keep the mirror fresh: tells the pages of this one when a pass has ended there.</summary>
public sealed class MirrorWatch(IDbContextFactory<DashboardDb> databases, MirrorFeed feed, TimeProvider time, ILogger<MirrorWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private volatile bool toldHere;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await databases.MayHaveOtherServersAsync(stoppingToken)) return;
        // What this server reads itself, its pages know already.
        using var here = feed.Subscribe(_ => toldHere = true);
        using var timer = new PeriodicTimer(Every, time);
        for (var last = await PassAsync(stoppingToken); await timer.WaitForNextTickAsync(stoppingToken);)
        {
            if (await PassAsync(stoppingToken) is not { } pass || pass == last) continue;
            if (!toldHere) feed.Publish(new(new HashSet<long>()), feed.FirstFill);
            (last, toldHere) = (pass, false);
        }
    }

    // When the last pass was made, by whichever server; null while it can't be read.
    private async Task<DateTimeOffset?> PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            return await db.SyncStates.Select(x => x.TriedAt).SingleOrDefaultAsync(cancellationToken);
        }
        catch (DbException e)
        {
            log.LogWarning(e, "The state of the mirror can't be read; open pages keep what they show");
            return null;
        }
    }
}
