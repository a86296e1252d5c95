using System.Data.Common;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>With PostgreSQL another server may be the one that sends or searches: says there what the jobs of this one wait for, and hears it of others.</summary>
public sealed class WaitWatch(IDbContextFactory<DashboardDb> databases, Journal journal, LaneStatus lane, Reconciler reconciler, TimeProvider time, ILogger<WaitWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private bool said;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await databases.MayHaveOtherServersAsync(stoppingToken)) return;
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await ShareAsync(stoppingToken);
    }

    private async Task ShareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await SayAsync(db, cancellationToken);
            var since = time.GetUtcNow() - ServerWait.GoneAfter;
            var others = await db.ServerWaits.AsNoTracking().Where(x => x.Server != journal.Owner && x.SeenAt > since).OrderBy(x => x.Server).ToListAsync(cancellationToken);
            lane.SetElsewhere(others.Find(x => x.Lane is not null) is { } waits ? new((LaneCondition)waits.Lane!.Value, waits.LaneNextTry) : null);
            reconciler.TroubleElsewhere = others.Find(x => x.SearchWhy is not null) is { } searches ? new(searches.SearchWhy!, searches.SearchNextTry ?? searches.SeenAt) : null;
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            log.LogWarning(e, "What servers wait for can't be shared; their own pages say it");
        }
    }

    private async Task SayAsync(DashboardDb db, CancellationToken cancellationToken)
    {
        var (waits, trouble) = (lane.Here.IsWaiting ? lane.Here : null, reconciler.TroubleHere);
        var mine = db.ServerWaits.Where(x => x.Server == journal.Owner);
        if (waits is null && trouble is null)
        {
            if (said) await mine.ExecuteDeleteAsync(cancellationToken);
            said = false;
            return;
        }
        // One statement each time: between a delete and an insert others would take the wait for over.
        var row = await mine.SingleOrDefaultAsync(cancellationToken);
        if (row is null) db.ServerWaits.Add(row = new() { Server = journal.Owner });
        (row.SeenAt, row.Lane, row.LaneNextTry) = (time.GetUtcNow(), (int?)waits?.Condition, waits?.NextTry);
        (row.SearchWhy, row.SearchNextTry) = (trouble?.Why, trouble?.NextTry);
        await db.SaveChangesAsync(cancellationToken);
        // Of servers that died while they waited.
        if (!said) await db.ServerWaits.Where(x => x.SeenAt < row.SeenAt - TimeSpan.FromDays(1)).ExecuteDeleteAsync(cancellationToken);
        said = true;
    }
}
