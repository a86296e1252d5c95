using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Forgets a customer: what names the phone, the person or the loan goes; what was sent when, by whom and with which outcome stays, and so do all counts.
/// A hash of the phone is kept, so that the sync does not bring the customer back and a later sheet with the phone is marked.</summary>
public sealed class Forgetting(IDbContextFactory<DashboardDb> databases, ForgottenCustomers forgotten, ForgetSearch search, SheetFolder folder, TimeProvider time)
{
    // Short transactions: SQLite has one writer, and a batch may be running.
    private const int LinesAtOnce = 500;

    /// <summary>Forgets a phone. Broken off, it is simply done again.</summary>
    /// <param name="phone">Digits, as <see cref="ForgetSearch.Phone"/> gives them.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What was removed; null when something of it is on its way, or stands in a draft: nothing is removed then.</returns>
    public async Task<ForgetFinding?> ForgetAsync(string phone, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(phone, cancellationToken);
        if (found.InTheWay.Count > 0) return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Before the rows lose the phone: by it their lines are found.
        var lines = await ForgetSearch.LinesAsync(db, phone, cancellationToken);
        if (!await RemoveFromRowsAsync(db, phone, cancellationToken)) return null;
        foreach (var batch in lines.GroupBy(x => x.BatchId)) await RemoveLinesAsync(db, batch.Key, [.. batch.Select(x => x.Line)], phone, cancellationToken);
        foreach (var batch in found.Batches.Where(x => x.HasFile)) await RemoveFileAsync(db, batch.Id, cancellationToken);
        return found;
    }

    private async Task<bool> RemoveFromRowsAsync(DashboardDb db, string phone, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await ForgottenCustomers.HoldAsync(db, alone: true, cancellationToken);
        var now = time.GetUtcNow();
        await forgotten.AddAsync(db, phone, now, cancellationToken);
        var tasks = await ForgetSearch.Tasks(db, phone).Select(x => x.Id).ToListAsync(cancellationToken);
        var own = db.Assignments.Where(x => x.UserPhone == phone && (x.State == AssignmentState.Assigned || x.State == AssignmentState.Rejected || x.State == AssignmentState.Cancelled));
        await db.Attempts.Where(x => own.Any(a => a.Id == x.AssignmentId)).ExecuteUpdateAsync(set => set.SetProperty(x => x.Message, (string?)null), cancellationToken);
        // The state and the task id stay: the journal goes on to know what was sent.
        await own.ExecuteUpdateAsync(set => set
            .SetProperty(x => x.UserPhone, "").SetProperty(x => x.UserName, (string?)null).SetProperty(x => x.Description, (string?)null)
            .SetProperty(x => x.TotalAmount, (string?)null).SetProperty(x => x.OrdersJson, (string?)null), cancellationToken);
        // Somebody may have sent a rejected one again since it was looked at.
        if (await ForgetSearch.IsMovingAsync(db, phone, cancellationToken)) return false;
        foreach (var other in await ForgetSearch.OrdersAsync(db, phone, cancellationToken))
        {
            var orders = new PhoneTrace(phone).WithoutOrdersOf(other.OrdersJson!);
            await db.Assignments.Where(x => x.Id == other.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.OrdersJson, orders), cancellationToken);
        }
        await db.TaskLogs.Where(x => tasks.Contains(x.TaskId)).ExecuteUpdateAsync(set => set.SetProperty(x => x.Comment, ""), cancellationToken);
        await db.Tasks.Where(x => tasks.Contains(x.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.UserPhone, "").SetProperty(x => x.UserName, "").SetProperty(x => x.Description, "").SetProperty(x => x.PurgedAt, now).SetProperty(x => x.SyncedAt, now), cancellationToken);
        foreach (var view in await db.SavedViews.Where(x => x.Query.Contains(phone)).ToListAsync(cancellationToken))
            view.Query = string.Join('&', view.Query.Split('&').Where(x => !x.Contains(phone, StringComparison.Ordinal)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task RemoveLinesAsync(DashboardDb db, long batchId, IReadOnlyList<int> lines, string phone, CancellationToken cancellationToken)
    {
        foreach (var some in lines.Chunk(LinesAtOnce))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            foreach (var line in await db.SheetLines.Where(x => x.BatchId == batchId && some.Contains(x.Number)).ToListAsync(cancellationToken))
                (line.CellsJson, line.Customer) = (PhoneTrace.Emptied(line.CellsJson), 0);
            foreach (var edit in await db.SheetEdits.Where(x => x.BatchId == batchId && some.Contains(x.Line)).ToListAsync(cancellationToken))
                (edit.Before, edit.After) = (PhoneTrace.Emptied(edit.Before), PhoneTrace.Emptied(edit.After));
            await db.SaveChangesAsync(cancellationToken);
            await db.SheetProblems.Where(x => x.BatchId == batchId && (some.Contains(x.Line) || x.Value!.Contains(phone)))
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Value, (string?)null), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    // A file can't lose a line and stay the file that was uploaded: nothing reads it once the batch is confirmed.
    private async Task RemoveFileAsync(DashboardDb db, long batchId, CancellationToken cancellationToken)
    {
        if (await db.Batches.Where(x => x.Id == batchId).Select(x => x.StoredFile).SingleAsync(cancellationToken) is not { } stored) return;
        folder.Delete(stored);
        await db.Batches.Where(x => x.Id == batchId).ExecuteUpdateAsync(set => set.SetProperty(x => x.StoredFile, (string?)null), cancellationToken);
    }
}
