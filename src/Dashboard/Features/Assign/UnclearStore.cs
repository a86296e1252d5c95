using System.Data;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dashboard.Features.Assign;

/// <summary>The journal's side of reconciling.</summary>
public sealed class UnclearStore(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    private const int MostAtOnce = 5000;
    private const int LastCreates = 200;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    // The same states in the same words as the partial index has them.
    private const string Due = """
        SELECT * FROM "Assignments" WHERE "State" IN (1, 4) AND "State" = 4 AND ("LookedAt" IS NULL OR "LookedAt" <= {0}) ORDER BY "ClaimedAt" LIMIT {1}
        """;

    /// <summary>Assignments without a clear answer that were not searched for since <paramref name="lookedBefore"/>; thousands at most.</summary>
    internal async Task<IReadOnlyList<Unclear>> DueAsync(DateTimeOffset lookedBefore, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Assignments.FromSqlRaw(Due, lookedBefore.ToUnixTimeMilliseconds(), MostAtOnce).AsNoTracking().ToListAsync(cancellationToken);
        if (due.Count == 0) return [];
        var batches = due.Select(x => x.BatchId).Distinct().ToList();
        var cancelled = await db.Batches.Where(x => batches.Contains(x.Id) && x.State == BatchState.Cancelled).Select(x => x.Id).ToListAsync(cancellationToken);
        return [.. due.Select(x => new Unclear(x, cancelled.Contains(x.BatchId), x.AttemptCount))];
    }

    /// <summary>How the clock of INCS goes, from the last tasks that were created.</summary>
    internal async Task<UpstreamClock> ClockAsync(TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Lately;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await db.Attempts.OrderByDescending(x => x.Id).Where(x => x.UpstreamClockMs != null && x.StartedAt > since)
            .Take(LastCreates).Select(x => x.UpstreamClockMs!.Value).ToListAsync(cancellationToken);
        return UpstreamClock.Of(last, zone, time.GetUtcNow());
    }

    /// <summary>Whether something is still to be sent.</summary>
    internal async Task<bool> AnyPendingAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Batches.AnyAsync(x => x.State == BatchState.Running && db.Assignments.Any(a => a.BatchId == x.Id && a.State == AssignmentState.Pending), cancellationToken);
    }

    /// <summary>Those of the tasks that an assignment owns already.</summary>
    internal async Task<IReadOnlySet<long>> OwnedAsync(IReadOnlyCollection<long> taskIds, CancellationToken cancellationToken)
    {
        if (taskIds.Count == 0) return new HashSet<long>();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await db.Assignments.Where(x => x.TaskId != null && taskIds.Contains(x.TaskId.Value)).Select(x => x.TaskId!.Value).ToListAsync(cancellationToken)).ToHashSet();
    }

    /// <summary>Writes what a search came to, in one transaction; whatever has meanwhile been changed otherwise stays.</summary>
    /// <returns>How many are no longer unknown.</returns>
    internal Task<int> WriteAsync(IReadOnlyList<Verdict> verdicts, CancellationToken cancellationToken) => Conflicts.RetryAsync(time, async () =>
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        using var statements = new UnclearStatements(db.Database.GetDbConnection());
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockRunningAsync(verdicts.Select(x => x.Of.Assignment.BatchId), cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var cleared = await statements.WriteAsync(verdicts, now, transaction.GetDbTransaction(), cancellationToken);
        foreach (var batch in verdicts.Where(x => x.To != AssignmentState.Unknown).Select(x => x.Of.Assignment.BatchId).Distinct())
            await JournalStatements.FinishAsync(db, batch, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return cleared;
    }, cancellationToken);
}
