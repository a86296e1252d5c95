using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>What a person may do to a batch. Every change names the state it expects and says whether it was made.</summary>
public sealed class BatchStore(IDbContextFactory<DashboardDb> databases, TimeProvider time, DispatchSignal signal)
{
    /// <summary>Starts a checked draft that has at least one assignment.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="account">Who confirms.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>Whether it was started; false when it was no such draft (any more).</returns>
    public Task<bool> ConfirmAsync(long batchId, string account, CancellationToken cancellationToken = default) =>
        MoveAsync(db => db.Batches
            .Where(x => x.Id == batchId && x.State == BatchState.Draft && x.CheckedAt != null && x.AssignmentCount > 0)
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, BatchState.Running)
                .SetProperty(x => x.StateReason, (string?)null)
                .SetProperty(x => x.ConfirmedBy, account)
                .SetProperty(x => x.ConfirmedAt, time.GetUtcNow()), cancellationToken), cancellationToken);

    /// <summary>Pauses a running batch: what is on the wire finishes, nothing more is sent.</summary>
    /// <returns>Whether it was paused; false when it was not running (any more).</returns>
    public Task<bool> PauseAsync(long batchId, CancellationToken cancellationToken = default) =>
        MoveAsync(db => db.Batches
            .Where(x => x.Id == batchId && x.State == BatchState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, BatchState.Paused), cancellationToken), cancellationToken);

    /// <summary>Lets a paused or stopped batch go on.</summary>
    /// <returns>Whether it goes on; false when it was neither paused nor stopped (any more).</returns>
    public Task<bool> ResumeAsync(long batchId, CancellationToken cancellationToken = default) =>
        MoveAsync(db => db.Batches
            .Where(x => x.Id == batchId && (x.State == BatchState.Paused || x.State == BatchState.Stopped))
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, BatchState.Running)
                .SetProperty(x => x.StateReason, (string?)null), cancellationToken), cancellationToken);

    /// <summary>Cancels what is still pending; what is on the wire finishes and is recorded.</summary>
    /// <returns>How many assignments were cancelled here (those that the dispatcher had claimed but not sent follow); null when the batch was not running, paused or stopped (any more).</returns>
    public async Task<int?> CancelAsync(long batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var moved = await db.Batches
            .Where(x => x.Id == batchId && (x.State == BatchState.Running || x.State == BatchState.Paused || x.State == BatchState.Stopped))
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, BatchState.Cancelled)
                .SetProperty(x => x.StateReason, (string?)null)
                .SetProperty(x => x.FinishedAt, now), cancellationToken);
        if (moved == 0) return null;
        var cancelled = await db.Assignments
            .Where(x => x.BatchId == batchId && x.State == AssignmentState.Pending)
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, AssignmentState.Cancelled)
                .SetProperty(x => x.Reason, (string?)null)
                .SetProperty(x => x.ChangedAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return cancelled;
    }

    /// <summary>Sends what INCS refused once more. What got no clear answer is never among it.</summary>
    /// <returns>How many are pending again; null when none was rejected or the batch is a draft or cancelled. A paused batch stays paused.</returns>
    public async Task<int?> RetryAsync(long batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var moved = await db.Batches
            .Where(x => x.Id == batchId && (x.State == BatchState.Running || x.State == BatchState.Paused || x.State == BatchState.Completed || x.State == BatchState.Stopped))
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, x => x.State == BatchState.Paused ? BatchState.Paused : BatchState.Running)
                .SetProperty(x => x.StateReason, (string?)null)
                .SetProperty(x => x.FinishedAt, (DateTimeOffset?)null), cancellationToken);
        if (moved == 0) return null;
        var retried = await db.Assignments
            .Where(x => x.BatchId == batchId && x.State == AssignmentState.Rejected)
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, AssignmentState.Pending)
                .SetProperty(x => x.Reason, (string?)null)
                .SetProperty(x => x.ChangedAt, now), cancellationToken);
        if (retried == 0) return null;
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return retried;
    }

    private async Task<bool> MoveAsync(Func<DashboardDb, Task<int>> update, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await update(db) == 0) return false;
        signal.Wake();
        return true;
    }
}
