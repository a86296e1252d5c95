using System.Data.Common;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dashboard.Features.Assign;

/// <summary>What one commit of the journal gave.</summary>
/// <param name="Claimed">Assignments that are now Sending, durably, and may be sent.</param>
/// <param name="Running">Batches that may be sent now, by key.</param>
public sealed record JournalCommit(IReadOnlyList<Assignment> Claimed, IReadOnlyDictionary<long, RunningBatch> Running);

/// <summary>A batch that may be sent now.</summary>
/// <param name="Id">Its key.</param>
/// <param name="CanaryLastId">Only assignments up to this key; null for all.</param>
/// <param name="PauseAtRejectedPercent">When it pauses by itself; null for never.</param>
public sealed record RunningBatch(long Id, long? CanaryLastId, int? PauseAtRejectedPercent);

/// <summary>The dispatcher's open connection to the journal. Not for use by two threads at once; after an exception it is closed and another opened.</summary>
public sealed class JournalSession : IAsyncDisposable
{
    private readonly DashboardDb db;
    private readonly string owner;
    private readonly TimeProvider time;
    private readonly JournalStatements statements;
    private readonly MirrorStatements mirror;
    private long lastServed;

    internal JournalSession(DashboardDb db, string owner, TimeProvider time)
    {
        (this.db, this.owner, this.time) = (db, owner, time);
        statements = new(db.Database.GetDbConnection());
        mirror = new(db.Database.GetDbConnection());
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>In one durable transaction: writes outcomes, stops the batches when INCS refused the token, pauses those of <paramref name="pause"/>,
    /// claims up to <paramref name="want"/> assignments in fair turns among the running batches, and finishes batches that have nothing left to send.</summary>
    /// <remarks>Writing an outcome once more, after a commit whose end was not seen, changes nothing.</remarks>
    /// <exception cref="DbException">Nothing was written, or it is not known: no claim of this call may be sent.</exception>
    public async Task<JournalCommit> CommitAsync(
        IReadOnlyList<Settlement> settled, int want, IReadOnlyCollection<long>? pause = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var served = lastServed;
        return await Conflicts.RetryAsync(time, async () =>
        {
            lastServed = served;
            return await CommitOnceAsync(settled, want, pause, cancellationToken);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        statements.Dispose();
        mirror.Dispose();
        await db.DisposeAsync();
    }

    private async Task<JournalCommit> CommitOnceAsync(IReadOnlyList<Settlement> settled, int want, IReadOnlyCollection<long>? pause, CancellationToken cancellationToken)
    {
        // On SQLite this begins as a writer; on PostgreSQL the locks see to it that what is read here can't change before it is written.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var batches = await db.LockRunningAsync(settled.Select(x => x.Assignment.BatchId), cancellationToken);
        await SettleAsync(settled, transaction.GetDbTransaction(), cancellationToken);
        if (settled.Any(x => x.IsUnauthorised))
            await batches
                .Where(x => x.State == BatchState.Running && db.Assignments.Any(a => a.BatchId == x.Id && a.State == AssignmentState.Pending))
                .ExecuteUpdateAsync(set => set
                    .SetProperty(x => x.State, BatchState.Stopped)
                    .SetProperty(x => x.StateReason, BatchReasons.Unauthorised), cancellationToken);
        if (pause is { Count: > 0 })
            await batches.Where(x => pause.Contains(x.Id) && x.State == BatchState.Running)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(x => x.State, BatchState.Paused)
                    .SetProperty(x => x.StateReason, BatchReasons.Rejections), cancellationToken);
        var now = time.GetUtcNow();
        var running = await batches.Where(x => x.State == BatchState.Running && (x.StartAt == null || x.StartAt <= now))
            .OrderBy(x => x.Id).Select(x => new RunningBatch(x.Id, x.CanaryLastId, x.PauseAtRejectedPercent)).ToListAsync(cancellationToken);
        var claimed = want > 0 && running.Count > 0 ? await ClaimAsync(running, want, transaction.GetDbTransaction(), cancellationToken) : [];
        await transaction.CommitAsync(cancellationToken);
        return new(claimed, running.ToDictionary(x => x.Id));
    }

    private async Task<List<Assignment>> ClaimAsync(List<RunningBatch> running, int want, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var claimed = new List<Assignment>(want);
        var turns = new Queue<RunningBatch>(running.Where(x => x.Id > lastServed).Concat(running.Where(x => x.Id <= lastServed)));
        while (turns.Count > 0 && claimed.Count < want)
        {
            var share = Math.Max(1, (want - claimed.Count) / turns.Count);
            for (var left = turns.Count; left > 0 && claimed.Count < want; left--)
            {
                var batch = turns.Dequeue();
                var got = await ClaimFromAsync(batch, share, transaction, cancellationToken);
                claimed.AddRange(got);
                if (got.Count > 0) lastServed = batch.Id;
                if (got.Count == share) turns.Enqueue(batch);
                else await JournalStatements.FinishAsync(db, batch.Id, Now, cancellationToken);
            }
        }
        return claimed;
    }

    private async Task<List<Assignment>> ClaimFromAsync(RunningBatch batch, int share, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var candidates = await db.Assignments.FromSqlRaw(JournalStatements.Candidates, batch.Id, share, batch.CanaryLastId ?? long.MaxValue)
            .AsNoTracking().ToListAsync(cancellationToken);
        var now = Now;
        var affected = await statements.Claim.RunAsync(
            transaction, [.. candidates.Select(x => new object?[] { now, owner, x.Id, x.AuthId, x.UserPhone })], cancellationToken);
        var claimed = candidates.Where((_, i) => affected[i] == 1).ToList();
        foreach (var assignment in claimed) (assignment.AttemptCount, assignment.ClaimedAt) = (assignment.AttemptCount + 1, DateTimeOffset.FromUnixTimeMilliseconds(now));
        return claimed;
    }

    private async Task SettleAsync(IReadOnlyList<Settlement> settled, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var now = Now;
        await statements.AddAttempt.RunAsync(transaction, [.. settled.Where(x => x.Attempt is not null).Select(x => Attempt(x))], cancellationToken);
        var created = settled.Where(x => x.Task is not null).ToList();
        var affected = await statements.Assign.RunAsync(transaction, [.. created.Select(x => new object?[]
        {
            x.Assignment.Id, owner, x.Assignment.AttemptCount, x.Task!.Id, x.Task.CreationId, now,
        })], cancellationToken);
        // What could not be assigned, because another assignment owns the task, a person must look at; what was already written is left alone.
        var taken = created.Where((_, i) => affected[i] == 0).Select(x => x with { To = AssignmentState.Held, Reason = AssignmentReasons.TaskTaken });
        await statements.Settle.RunAsync(transaction, [.. settled.Where(x => x.Task is null).Concat(taken).Select(x => new object?[]
        {
            x.Assignment.Id, owner, x.Assignment.AttemptCount, (int)x.To, x.Reason, x.IsUnsent ? 1 : 0, now,
        })], cancellationToken);
        await mirror.WriteAsync([.. created.Select(x => x.Task!)], now, transaction, cancellationToken);
    }

    private object?[] Attempt(Settlement x) =>
    [
        x.Assignment.Id, x.Assignment.AttemptCount, x.Attempt!.StartedAt.ToUnixTimeMilliseconds(), (int)x.Attempt.Duration.TotalMilliseconds,
        x.Attempt.Outcome.GetType().Name, x.Attempt.HttpStatus, x.Attempt.Message, UpstreamClock.Ahead(x.Attempt), owner,
    ];
}
