using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Locks of batches until the end of a transaction: nobody pauses, cancels or finishes one of them meanwhile, and two servers never claim
/// from it at once. SQLite needs none, because a transaction that writes is the only one from its begin.</summary>
internal static class BatchLocks
{
    /// <summary>Locks the running batches and those of <paramref name="batchIds"/>, always in the order of their keys, so that no two wait for each other.</summary>
    /// <returns>The batches that the transaction may move.</returns>
    public static async Task<IQueryable<Batch>> LockRunningAsync(this DashboardDb db, IEnumerable<long> batchIds, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql()) return db.Batches;
        var locked = await db.Database.SqlQuery<long>(
            $"""
            SELECT "Id" AS "Value" FROM "Batches" WHERE "State" = 1 OR "Id" = ANY ({batchIds.Distinct().ToArray()}) ORDER BY "Id" FOR NO KEY UPDATE
            """).ToListAsync(cancellationToken);
        return db.Batches.Where(x => locked.Contains(x.Id));
    }
}
