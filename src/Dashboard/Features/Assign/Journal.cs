using Dashboard.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Where each assignment stands, as the dispatcher of this process sees and changes it.</summary>
public sealed class Journal(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    // A lock that somebody holds for longer is a fault of the database: the pages say so, instead of a lane that stands still in silence.
    private const int LongestLockSeconds = 5;
    private static readonly TimeSpan CancelledLately = TimeSpan.FromHours(1);

    /// <summary>Names this process in <see cref="Assignment.ClaimedBy"/>.</summary>
    public string Owner { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Opens the dispatcher's connection.</summary>
    public async Task<JournalSession> OpenAsync(CancellationToken cancellationToken = default) => new(await ConnectAsync(cancellationToken), Owner, time);

    /// <summary>Whenever this process begins to send, for then no other does: what another one had on the wire becomes Unknown, and nothing stays
    /// pending in a batch that was cancelled while its claims were given back.</summary>
    /// <returns>How many became Unknown.</returns>
    public Task<int> GiveUpLostAsync(CancellationToken cancellationToken = default) => Conflicts.RetryAsync(time, async () =>
    {
        await using var db = await ConnectAsync(cancellationToken);
        var now = time.GetUtcNow();
        var lately = now - CancelledLately;
        await db.Assignments
            .Where(x => x.State == AssignmentState.Pending
                && db.Batches.Where(b => b.State == BatchState.Cancelled && b.FinishedAt > lately).Select(b => b.Id).Contains(x.BatchId))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, AssignmentState.Cancelled).SetProperty(x => x.ChangedAt, now), cancellationToken);
        return await db.Database.ExecuteSqlRawAsync(JournalStatements.GiveUpLost, [Owner, AssignmentReasons.OwnerLost, now.ToUnixTimeMilliseconds()], cancellationToken);
    }, cancellationToken);

    /// <summary>Whether batches are stopped because INCS refused the token.</summary>
    public async Task<bool> IsAnyUnauthorisedAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await ConnectAsync(cancellationToken);
        return await Unauthorised(db).AnyAsync(cancellationToken);
    }

    /// <summary>Lets the batches go on that stopped because INCS refused the token.</summary>
    public Task<int> ResumeUnauthorisedAsync(CancellationToken cancellationToken = default) => Conflicts.RetryAsync(time, async () =>
    {
        await using var db = await ConnectAsync(cancellationToken);
        return await Unauthorised(db).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.State, BatchState.Running).SetProperty(x => x.StateReason, (string?)null), cancellationToken);
    }, cancellationToken);

    /// <summary>After a storage fault, once every outcome in memory is written: what this process still has claimed was surely never sent.</summary>
    public Task ReleaseUnsentAsync(CancellationToken cancellationToken = default) => Conflicts.RetryAsync(time, async () =>
    {
        await using var db = await ConnectAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mine = db.Assignments.Where(x => x.State == AssignmentState.Sending && x.ClaimedBy == Owner);
        await db.LockRunningAsync(await mine.Select(x => x.BatchId).Distinct().ToListAsync(cancellationToken), cancellationToken);
        var now = time.GetUtcNow();
        var released = await mine
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, x => db.Batches.Any(b => b.Id == x.BatchId && b.State == BatchState.Cancelled) ? AssignmentState.Cancelled : AssignmentState.Pending)
                .SetProperty(x => x.AttemptCount, x => x.AttemptCount - 1)
                .SetProperty(x => x.ChangedAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return released;
    }, cancellationToken);

    private static IQueryable<Batch> Unauthorised(DashboardDb db) => db.Batches.Where(x => x.State == BatchState.Stopped && x.StateReason == BatchReasons.Unauthorised);

    private async Task<DashboardDb> ConnectAsync(CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            if (db.Database.GetDbConnection() is SqliteConnection sqlite) sqlite.DefaultTimeout = LongestLockSeconds;
            // A claim is durable before its POST leaves, whatever the server's or the account's own setting.
            var limit = db.Database.IsNpgsql()
                ? $"SET lock_timeout = '{LongestLockSeconds}s'; SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
                : $"PRAGMA busy_timeout = {LongestLockSeconds}000";
            await db.Database.ExecuteSqlRawAsync(limit, cancellationToken);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }
}
