using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Where each assignment stands, as the dispatcher of this process sees and changes it.</summary>
public sealed class Journal(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    /// <summary>Names this process in <see cref="Assignment.ClaimedBy"/>.</summary>
    public string Owner { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Opens the dispatcher's connection.</summary>
    public async Task<JournalSession> OpenAsync(CancellationToken cancellationToken = default)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            return new(db, Owner, time);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>At the start of a run: what a process that is gone had on the wire becomes Unknown, and nothing stays pending in a cancelled batch.</summary>
    /// <returns>How many became Unknown.</returns>
    public Task<int> GiveUpLostAsync(CancellationToken cancellationToken = default) => Conflicts.RetryAsync(time, async () =>
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await db.Assignments
            .Where(x => x.State == AssignmentState.Pending && db.Batches.Where(b => b.State == BatchState.Cancelled).Select(b => b.Id).Contains(x.BatchId))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, AssignmentState.Cancelled).SetProperty(x => x.ChangedAt, now), cancellationToken);
        return await Sending(db).Where(x => x.ClaimedBy != Owner)
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, AssignmentState.Unknown)
                .SetProperty(x => x.Reason, AssignmentReasons.OwnerLost)
                .SetProperty(x => x.ChangedAt, now), cancellationToken);
    }, cancellationToken);

    /// <summary>After a storage fault, once every outcome in memory is written: what this process still has claimed was surely never sent.</summary>
    public Task ReleaseUnsentAsync(CancellationToken cancellationToken = default) => Conflicts.RetryAsync(time, async () =>
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mine = Sending(db).Where(x => x.ClaimedBy == Owner);
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

    /// <summary>What is claimed, said so that the small index of what is on the wire or unknown serves on either database.</summary>
    public static IQueryable<Assignment> Sending(DashboardDb db) =>
        db.Assignments.Where(x => (x.State == AssignmentState.Sending || x.State == AssignmentState.Unknown) && x.State != AssignmentState.Unknown);
}
