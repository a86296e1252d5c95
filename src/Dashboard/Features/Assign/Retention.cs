using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Assign;

/// <summary>Removes what is kept no longer: drafts that somebody discards or nobody confirmed; of finished batches the file, the lines and the customers' data
/// (what was assigned when, by whom, and the task's id stay); files that no draft names.</summary>
public sealed class Retention(IDbContextFactory<DashboardDb> databases, SheetFolder folder, IOptions<RetentionOptions> options, TimeProvider time, ILogger<Retention> log) : IRetention
{
    // Short transactions: SQLite has one writer, and a batch may be running.
    private const int RowsAtOnce = 5000;
    private static readonly TimeSpan Uploading = TimeSpan.FromDays(1);

    /// <summary>Removes all whose time has come.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var limit = options.Value.Limit(time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var id in await db.Batches.Where(x => x.State == BatchState.Draft && x.CreatedAt < limit).Select(x => x.Id).ToListAsync(cancellationToken))
            if (await DiscardAsync(id, cancellationToken)) log.LogInformation("Draft {BatchId} was never confirmed and is removed", id);
        // What is not decided yet may still be sent.
        var finished = await db.Batches
            .Where(x => (x.State == BatchState.Completed || x.State == BatchState.Cancelled) && x.FinishedAt < limit && x.PurgedAt == null)
            .Where(x => !db.Assignments.Any(a => a.BatchId == x.Id
                && (a.State == AssignmentState.Pending || a.State == AssignmentState.Sending || a.State == AssignmentState.Unknown || a.State == AssignmentState.Held)))
            .Select(x => x.Id).ToListAsync(cancellationToken);
        foreach (var id in finished)
        {
            await PurgeAsync(db, id, cancellationToken);
            log.LogInformation("The sheet and the customers' data of batch {BatchId} are removed", id);
        }
        await RemoveStraysAsync(db, cancellationToken);
    }

    /// <summary>Removes a draft with all that belongs to it.</summary>
    /// <returns>False when it is no draft (any more).</returns>
    public async Task<bool> DiscardAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var draft = db.Batches.Where(x => x.Id == batchId && x.State == BatchState.Draft);
        // From here on it can't be confirmed, and a check that runs writes nothing more.
        var token = new ColumnMapping { Check = Guid.NewGuid() }.ToJson();
        if (await draft.ExecuteUpdateAsync(set => set.SetProperty(x => x.CheckedAt, (DateTimeOffset?)null).SetProperty(x => x.MappingJson, token), cancellationToken) == 0) return false;
        var stored = await draft.Select(x => x.StoredFile).SingleOrDefaultAsync(cancellationToken);
        await RemoveLinesAsync(db, batchId, cancellationToken);
        await RemoveRowsAsync(db.Assignments.Where(x => x.BatchId == batchId).OrderBy(x => x.Id), cancellationToken);
        var removed = await draft.Where(x => x.MappingJson == token).ExecuteDeleteAsync(cancellationToken) > 0;
        if (removed && stored is not null) folder.Delete(stored);
        return removed;
    }

    private async Task PurgeAsync(DashboardDb db, long batchId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // From here on nothing of it can be sent again.
        await db.Batches.Where(x => x.Id == batchId).ExecuteUpdateAsync(set => set.SetProperty(x => x.PurgedAt, now), cancellationToken);
        await RemoveLinesAsync(db, batchId, cancellationToken);
        for (var last = 0L; ;)
        {
            var keys = await db.Assignments.Where(x => x.BatchId == batchId && x.Id > last).OrderBy(x => x.Id).Select(x => x.Id).Take(RowsAtOnce).ToListAsync(cancellationToken);
            if (keys.Count == 0) break;
            var (from, to) = (keys[0], keys[^1]);
            // The upstream's words may name the customer.
            await db.Attempts.Where(x => x.Message != null && db.Assignments.Any(a => a.Id == x.AssignmentId && a.BatchId == batchId && a.Id >= from && a.Id <= to))
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Message, (string?)null), cancellationToken);
            await db.Assignments.Where(x => x.BatchId == batchId && x.Id >= from && x.Id <= to).ExecuteUpdateAsync(set => set
                .SetProperty(x => x.UserPhone, "").SetProperty(x => x.UserName, (string?)null).SetProperty(x => x.Description, (string?)null)
                .SetProperty(x => x.TotalAmount, (string?)null).SetProperty(x => x.OrdersJson, (string?)null), cancellationToken);
            last = to;
        }
        var stored = await db.Batches.Where(x => x.Id == batchId).Select(x => x.StoredFile).SingleAsync(cancellationToken);
        if (stored is not null) folder.Delete(stored);
        await db.Batches.Where(x => x.Id == batchId).ExecuteUpdateAsync(set => set.SetProperty(x => x.StoredFile, (string?)null), cancellationToken);
    }

    private static async Task RemoveLinesAsync(DashboardDb db, long batchId, CancellationToken cancellationToken)
    {
        await RemoveRowsAsync(db.SheetProblems.Where(x => x.BatchId == batchId).OrderBy(x => x.Id), cancellationToken);
        await RemoveRowsAsync(db.SheetEdits.Where(x => x.BatchId == batchId).OrderBy(x => x.Line).ThenBy(x => x.Step), cancellationToken);
        await RemoveRowsAsync(db.SheetSteps.Where(x => x.BatchId == batchId).OrderBy(x => x.Number), cancellationToken);
        await RemoveRowsAsync(db.SheetLines.Where(x => x.BatchId == batchId).OrderBy(x => x.Number), cancellationToken);
    }

    private static async Task RemoveRowsAsync<T>(IQueryable<T> rows, CancellationToken cancellationToken)
    {
        while (await rows.Take(RowsAtOnce).ExecuteDeleteAsync(cancellationToken) > 0) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>A server that dies between storing a file and its draft leaves the file behind.</summary>
    private async Task RemoveStraysAsync(DashboardDb db, CancellationToken cancellationToken)
    {
        var old = folder.FilesBefore(time.GetUtcNow() - Uploading);
        if (old.Count == 0) return;
        var known = await db.Batches.Where(x => x.StoredFile != null).Select(x => x.StoredFile!).ToHashSetAsync(cancellationToken);
        foreach (var stray in old.Where(x => !known.Contains(x))) folder.Delete(stray);
    }
}
