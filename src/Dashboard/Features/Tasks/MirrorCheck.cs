using Dashboard.Data;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>The full check: for every window that was read, the mirror's count against the one that INCS gives. Where they differ the window is read again,
/// and what INCS does not have any more, asked for it by its id, leaves the mirror. Assignments stay as they are.</summary>
public sealed class MirrorCheck(IncsClient incs, TaskMirror mirror, MirrorFeed feed, IDbContextFactory<DashboardDb> databases, TimeProvider time, ILogger<MirrorCheck> log)
{
    // The reading asks for a second more on both sides.
    private static readonly TimeSpan Padding = TimeSpan.FromSeconds(1);

    // A task that was created lately may be hidden from the list for a while.
    private static readonly TimeSpan MayBeLate = TimeSpan.FromHours(26);

    // An INCS that has lost more than this is more likely another one, or not itself: nothing more is taken out before somebody has looked.
    private const int MostRemoved = 1000;

    private readonly WindowReading reading = new(incs, mirror, feed, databases);

    /// <summary>Checks all windows. What it found stands in <see cref="SyncState"/> afterwards, and meanwhile how far it is.</summary>
    /// <exception cref="UpstreamException">INCS can't be read: the check has stopped there, and says so.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var record = new CheckRecord(databases, time);
        await record.BeginAsync(cancellationToken);
        try
        {
            foreach (var window in await WindowsAsync(cancellationToken))
            {
                await CheckAsync(window, record, cancellationToken);
                await record.TellAsync(cancellationToken);
            }
            await record.EndAsync(record.Removed >= MostRemoved ? "INCS lacks more tasks than a check takes out." : null, cancellationToken);
        }
        catch (UpstreamException e)
        {
            await record.EndAsync(e.Message, cancellationToken);
            throw;
        }
    }

    private async Task CheckAsync(SyncWindow window, CheckRecord record, CancellationToken cancellationToken)
    {
        record.Windows++;
        if (await IsSameAsync(window, cancellationToken)) return;
        record.Differed++;
        var before = await HeldAsync(window, cancellationToken);
        var read = await reading.ReadWindowAsync(window.StartAt, time.GetUtcNow(), null, cancellationToken);
        record.Added += read.Except(before.Keys).Count();
        var now = time.GetUtcNow();
        var missing = before.Where(x => now - x.Value >= MayBeLate).Select(x => x.Key).Except(read).Take(MostRemoved - record.Removed).ToList();
        if (missing.Count > 0) record.Removed += await RemoveAsync(missing, cancellationToken);
        if (!await IsSameAsync(window, cancellationToken)) record.StillDiffering++;
    }

    // Whether INCS counts the second at either end is not documented: both are right.
    private async Task<bool> IsSameAsync(SyncWindow window, CancellationToken cancellationToken)
    {
        var (from, until) = (window.StartAt - Padding, window.EndAt + Padding);
        var total = (await incs.ListAsync(new() { StartAt = from, EndAt = until, PageSize = 1 }, cancellationToken)).Total;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var all = await db.Tasks.CountAsync(x => x.CreatedAt >= from && x.CreatedAt <= until, cancellationToken);
        if (all == total) return true;
        return total <= all && total >= await db.Tasks.CountAsync(x => x.CreatedAt > from && x.CreatedAt < until, cancellationToken);
    }

    private async Task<Dictionary<long, DateTimeOffset>> HeldAsync(SyncWindow window, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Tasks.Where(x => x.CreatedAt >= window.StartAt - Padding && x.CreatedAt <= window.EndAt + Padding)
            .Select(x => new { x.Id, x.CreatedAt }).ToDictionaryAsync(x => x.Id, x => x.CreatedAt, cancellationToken);
    }

    private async Task<int> RemoveAsync(IReadOnlyCollection<long> missing, CancellationToken cancellationToken)
    {
        var gone = new HashSet<long>();
        foreach (var id in missing)
        {
            var tasks = (await incs.ListAsync(new() { TaskId = id }, cancellationToken)).Tasks.Where(x => x.Id == id).ToList();
            if (tasks.Count == 0) gone.Add(id);
            // It is there, but created at another time than the mirror says.
            else await mirror.WriteAsync(tasks, cancellationToken);
        }
        if (gone.Count == 0) return 0;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TaskLogs.Where(x => gone.Contains(x.TaskId)).ExecuteDeleteAsync(cancellationToken);
        await db.Tasks.Where(x => gone.Contains(x.Id)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        log.LogWarning("INCS does not have {Count} tasks any more; they have left the mirror: {Tasks}", gone.Count, string.Join(", ", gone.Order().Take(20)));
        feed.Publish(new(gone), feed.FirstFill);
        return gone.Count;
    }

    private async Task<List<SyncWindow>> WindowsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SyncWindows.AsNoTracking().OrderByDescending(x => x.StartAt).ToListAsync(cancellationToken);
    }
}
