using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>What a person may do to a batch. Every change names the state it expects and says whether it was made.</summary>
public sealed class BatchStore(IDbContextFactory<DashboardDb> databases, TimeProvider time, DispatchSignal signal)
{
    /// <summary>Starts a checked draft that has at least one assignment.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="account">Who confirms.</param>
    /// <param name="start">When and how; <see cref="StartOptions.Now"/> by default.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>Whether it was started; false when it was no such draft (any more), or was changed since it was seen.</returns>
    public Task<bool> ConfirmAsync(long batchId, string account, StartOptions? start = null, CancellationToken cancellationToken = default)
    {
        start ??= StartOptions.Now;
        return MoveAsync(async db =>
        {
            long? last = start.FirstOnly is { } few
                ? await db.Assignments.Where(x => x.BatchId == batchId).OrderBy(x => x.Id).Skip(few - 1).Select(x => (long?)x.Id).FirstOrDefaultAsync(cancellationToken)
                : null;
            return await db.Batches
                .Where(x => x.Id == batchId && x.State == BatchState.Draft && x.CheckedAt != null && x.AssignmentCount > 0 && (start.Revision == null || x.Revision == start.Revision))
                .ExecuteUpdateAsync(set => set
                    .SetProperty(x => x.State, BatchState.Running)
                    .SetProperty(x => x.StateReason, (string?)null)
                    .SetProperty(x => x.StartAt, start.At)
                    .SetProperty(x => x.CanaryLastId, last)
                    .SetProperty(x => x.PauseAtRejectedPercent, start.PauseAtRejectedPercent)
                    .SetProperty(x => x.ConfirmedBy, account)
                    .SetProperty(x => x.ConfirmedAt, time.GetUtcNow()), cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Takes back the confirmation of a batch that has not begun: it is a draft again.</summary>
    /// <returns>Whether it was; false when sending had begun, or it was not running (any more).</returns>
    public async Task<bool> UndoAsync(long batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // What is claimed at this moment is seen afterwards.
        await db.LockRunningAsync([batchId], cancellationToken);
        var now = time.GetUtcNow();
        var moved = await db.Batches
            .Where(x => x.Id == batchId && x.State == BatchState.Running && x.StartAt > now
                && !db.Assignments.Any(a => a.BatchId == batchId && a.State != AssignmentState.Pending))
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, BatchState.Draft)
                .SetProperty(x => x.StartAt, (DateTimeOffset?)null)
                .SetProperty(x => x.ConfirmedBy, (string?)null)
                .SetProperty(x => x.ConfirmedAt, (DateTimeOffset?)null), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return moved > 0;
    }

    /// <summary>Begins at once with a batch that was to start later.</summary>
    /// <returns>Whether it begins; false when it had begun, or was not running (any more).</returns>
    public Task<bool> StartNowAsync(long batchId, CancellationToken cancellationToken = default) =>
        MoveAsync(db => db.Batches
            .Where(x => x.Id == batchId && x.State == BatchState.Running && x.StartAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.StartAt, (DateTimeOffset?)null), cancellationToken), cancellationToken);

    /// <summary>Pauses a running batch: what is on the wire finishes, nothing more is sent.</summary>
    /// <returns>Whether it was paused; false when it was not running (any more).</returns>
    public Task<bool> PauseAsync(long batchId, CancellationToken cancellationToken = default) =>
        MoveAsync(db => db.Batches
            .Where(x => x.Id == batchId && x.State == BatchState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, BatchState.Paused).SetProperty(x => x.StateReason, (string?)null), cancellationToken), cancellationToken);

    /// <summary>Lets a paused or stopped batch go on; one that asked after its first few sends the rest.</summary>
    /// <returns>Whether it goes on; false when it was neither paused nor stopped (any more).</returns>
    public Task<bool> ResumeAsync(long batchId, CancellationToken cancellationToken = default) =>
        MoveAsync(db => db.Batches
            .Where(x => x.Id == batchId && (x.State == BatchState.Paused || x.State == BatchState.Stopped))
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.CanaryLastId, x => x.StateReason == BatchReasons.Canary ? null : x.CanaryLastId)
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
    /// <param name="batchId">The batch.</param>
    /// <param name="reason">Only what was refused for this reason; null for all.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>How many are pending again; null when none was rejected or the batch is a draft or cancelled. A paused batch stays paused. Those of a customer who was forgotten have
    /// nobody to go to, and stay.</returns>
    public Task<int?> RetryAsync(long batchId, string? reason = null, CancellationToken cancellationToken = default) => ReopenAsync(batchId, db => db.Assignments
        .Where(x => x.BatchId == batchId && x.State == AssignmentState.Rejected && x.UserPhone != "" && (reason == null || x.Reason == reason))
        .ExecuteUpdateAsync(set => set
            .SetProperty(x => x.State, AssignmentState.Pending)
            .SetProperty(x => x.Reason, (string?)null)
            // Its answers were all clear: what it may have created is not looked for.
            .SetProperty(x => x.FirstClaimedAt, (DateTimeOffset?)null)
            .SetProperty(x => x.FirstUnknownAt, (DateTimeOffset?)null)
            .SetProperty(x => x.ChangedAt, time.GetUtcNow()), cancellationToken), whenCancelled: false, cancellationToken);

    /// <summary>Decides on held assignments: sends them (once more), leaves them out, or takes the task in INCS that may be theirs.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="assignmentId">One of them; null for all that the decision fits.</param>
    /// <param name="decision">What is to become of them.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>How many were decided; null when there was none.</returns>
    public Task<int?> DecideAsync(long batchId, long? assignmentId, HeldDecision decision, CancellationToken cancellationToken = default) => ReopenAsync(batchId, db =>
    {
        var held = db.Assignments.Where(x => x.BatchId == batchId && x.State == AssignmentState.Held && (assignmentId == null || x.Id == assignmentId));
        var now = time.GetUtcNow();
        return decision switch
        {
            HeldDecision.Send => held.ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, AssignmentState.Pending).SetProperty(x => x.Reason, (string?)null)
                .SetProperty(x => x.CandidateTaskId, (long?)null).SetProperty(x => x.ChangedAt, now), cancellationToken),
            HeldDecision.LeaveOut => held.ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, AssignmentState.Cancelled).SetProperty(x => x.Reason, AssignmentReasons.LeftOut)
                .SetProperty(x => x.CandidateTaskId, (long?)null).SetProperty(x => x.ChangedAt, now), cancellationToken),
            HeldDecision.TakeTask => TakeTasksAsync(db, held, now, cancellationToken),
        };
    }, whenCancelled: decision != HeldDecision.Send, cancellationToken);

    private static async Task<int> TakeTasksAsync(DashboardDb db, IQueryable<Assignment> held, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var free = held.Where(x => x.CandidateTaskId != null && !db.Assignments.Any(o => o.TaskId == x.CandidateTaskId));
        // The mirror's tasks are told first, as long as the candidates say which: they have a batch now.
        await db.Tasks.Where(x => free.Any(a => a.CandidateTaskId == x.Id)).ExecuteUpdateAsync(set => set.SetProperty(x => x.SyncedAt, now), cancellationToken);
        return await free.ExecuteUpdateAsync(set => set
            .SetProperty(x => x.State, AssignmentState.Assigned).SetProperty(x => x.Reason, (string?)null)
            .SetProperty(x => x.TaskId, x => x.CandidateTaskId).SetProperty(x => x.CandidateTaskId, (long?)null)
            .SetProperty(x => x.ChangedAt, now), cancellationToken);
    }

    // Something in a batch that had come to its end is to be done after all: it runs, and comes to its end anew.
    private Task<int?> ReopenAsync(long batchId, Func<DashboardDb, Task<int>> change, bool whenCancelled, CancellationToken cancellationToken) => Conflicts.RetryAsync<int?>(time, async () =>
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var moved = await db.Batches
            .Where(x => x.Id == batchId && x.PurgedAt == null
                && (x.State == BatchState.Running || x.State == BatchState.Paused || x.State == BatchState.Completed || x.State == BatchState.Stopped))
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.StateReason, x => x.State == BatchState.Paused ? x.StateReason : null)
                .SetProperty(x => x.State, x => x.State == BatchState.Paused ? BatchState.Paused : BatchState.Running)
                .SetProperty(x => x.FinishedAt, (DateTimeOffset?)null), cancellationToken);
        if (moved == 0 && !(whenCancelled && await db.Batches.AnyAsync(x => x.Id == batchId && x.State == BatchState.Cancelled && x.PurgedAt == null, cancellationToken))) return null;
        var changed = await change(db);
        if (changed == 0) return null;
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return changed;
    }, cancellationToken);

    private async Task<bool> MoveAsync(Func<DashboardDb, Task<int>> update, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await update(db) == 0) return false;
        signal.Wake();
        return true;
    }
}
