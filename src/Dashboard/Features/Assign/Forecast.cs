using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Compares a draft's assignments with what INCS and earlier batches have already, and with the customers that were forgotten: what would be refused, reach a customer
/// twice, or bring one back is known before it is sent.</summary>
public sealed class Forecast(IDbContextFactory<DashboardDb> databases, TimeProvider time, ForgottenCustomers? forgotten = null)
{
    // Short transactions: SQLite has one writer.
    private const int AtOnce = 20_000;
    private const int DeletedAtOnce = 5000;

    /// <summary>Kind: the customer has an open task, which INCS refuses a second one for; the value is its id.</summary>
    public const string OpenTask = "OpenTask";

    /// <summary>Kind: an earlier batch has the same task for the customer; the value is the batch.</summary>
    public const string EarlierBatch = "EarlierBatch";

    /// <summary>Kind: another task of the customer still waits in another batch; the value is the batch.</summary>
    public const string OtherBatch = "OtherBatch";

    /// <summary>Kind: the customer was forgotten on request.</summary>
    public const string Forgotten = "Forgotten";

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Forgotten, EarlierBatch, OpenTask, OtherBatch];

    private const string OpenTasks = """
        INSERT INTO "SheetProblems" ("BatchId", "Line", "Column", "Severity", "Kind", "Value")
        SELECT a."BatchId", a."FirstLine", 'user_phone', 0, 'OpenTask', CAST(MAX(t."Id") AS TEXT)
        FROM "Assignments" a JOIN "Tasks" t ON t."UserPhone" = a."UserPhone" AND t."AuthId" = a."AuthId" AND t."Status" IN (0, 1)
        WHERE a."BatchId" = {0} AND a."Id" BETWEEN {1} AND {2} AND a."State" = 0
          AND NOT EXISTS (SELECT 1 FROM "SheetProblems" p WHERE p."BatchId" = a."BatchId" AND p."Kind" = 'OpenTask' AND p."Line" = a."FirstLine")
        GROUP BY a."BatchId", a."FirstLine"
        """;

    private const string EarlierBatches = """
        INSERT INTO "SheetProblems" ("BatchId", "Line", "Column", "Severity", "Kind", "Value")
        SELECT a."BatchId", a."FirstLine", 'user_phone', 0, 'EarlierBatch', CAST(MAX(o."BatchId") AS TEXT)
        FROM "Assignments" a JOIN "Assignments" o ON o."UserPhone" = a."UserPhone" AND o."AuthId" = a."AuthId" AND o."Name" = a."Name"
          AND o."BatchId" <> a."BatchId" AND o."State" IN (0, 1, 2, 4, 5)
        JOIN "Batches" b ON b."Id" = o."BatchId" AND b."State" <> 0
        WHERE a."BatchId" = {0} AND a."Id" BETWEEN {1} AND {2} AND a."State" = 0
          AND NOT EXISTS (SELECT 1 FROM "SheetProblems" p WHERE p."BatchId" = a."BatchId" AND p."Kind" = 'EarlierBatch' AND p."Line" = a."FirstLine")
        GROUP BY a."BatchId", a."FirstLine"
        """;

    private const string OtherBatches = """
        INSERT INTO "SheetProblems" ("BatchId", "Line", "Column", "Severity", "Kind", "Value")
        SELECT a."BatchId", a."FirstLine", 'user_phone', 0, 'OtherBatch', CAST(MAX(o."BatchId") AS TEXT)
        FROM "Assignments" a JOIN "Assignments" o ON o."UserPhone" = a."UserPhone" AND o."AuthId" = a."AuthId" AND o."Name" <> a."Name"
          AND o."BatchId" <> a."BatchId" AND o."State" IN (0, 1, 4, 5)
        JOIN "Batches" b ON b."Id" = o."BatchId" AND b."State" IN (1, 2, 5)
        WHERE a."BatchId" = {0} AND a."Id" BETWEEN {1} AND {2} AND a."State" = 0
          AND NOT EXISTS (SELECT 1 FROM "SheetProblems" p WHERE p."BatchId" = a."BatchId" AND p."Kind" = 'OtherBatch' AND p."Line" = a."FirstLine")
        GROUP BY a."BatchId", a."FirstLine"
        """;

    /// <summary>Compares all assignments of a draft anew and counts its warnings anew.</summary>
    /// <returns>Whether it is a checked draft (still).</returns>
    public async Task<bool> RefreshAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Batches.AsNoTracking().SingleOrDefaultAsync(x => x.Id == batchId && x.State == BatchState.Draft && x.CheckedAt != null, cancellationToken) is not { } seen) return false;
        await CompareAsync(batchId, seen.AssignmentCount, null, cancellationToken);
        var now = time.GetUtcNow();
        return await db.Batches.Where(x => x.Id == batchId && x.State == BatchState.Draft && x.CheckedAt == seen.CheckedAt).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.WarningCount, x => db.SheetProblems.Count(p => p.BatchId == x.Id && p.Severity == ProblemSeverity.Warning))
            .SetProperty(x => x.ForecastAt, now), cancellationToken) > 0;
    }

    /// <summary>Removes what was found before and compares all assignments of a draft.</summary>
    /// <returns>How many findings there are.</returns>
    internal async Task<int> CompareAsync(long batchId, int count, SheetStage? progress, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        for (var deleted = DeletedAtOnce; deleted > 0;)
            deleted = await db.SheetProblems.Where(x => x.BatchId == batchId && Kinds.Contains(x.Kind)).OrderBy(x => x.Id).Take(DeletedAtOnce).ExecuteDeleteAsync(cancellationToken);
        var gone = forgotten is null ? ForgottenSet.Empty : await forgotten.ReadAsync(db, cancellationToken);
        var found = 0;
        var done = 0;
        for (var last = 0L; ;)
        {
            var keys = await db.Assignments.Where(x => x.BatchId == batchId && x.State == AssignmentState.Pending && x.Id > last)
                .OrderBy(x => x.Id).Select(x => x.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (keys.Count == 0) return found;
            last = keys[^1];
            found += await CompareAsync(db, batchId, keys[0], last, gone, cancellationToken);
            done += keys.Count;
            progress?.Report((double)done / Math.Max(count, 1), done);
        }
    }

    /// <summary>Compares the assignments with keys from one to another.</summary>
    /// <returns>How many findings were made.</returns>
    internal static async Task<int> CompareAsync(DashboardDb db, long batchId, long from, long to, ForgottenSet gone, CancellationToken cancellationToken)
    {
        var found = await MarkAsync(db, batchId, from, to, gone, cancellationToken);
        foreach (var sql in new[] { OpenTasks, EarlierBatches, OtherBatches })
            found += await db.Database.ExecuteSqlRawAsync(sql, [batchId, from, to], cancellationToken);
        return found;
    }

    private static async Task<int> MarkAsync(DashboardDb db, long batchId, long from, long to, ForgottenSet gone, CancellationToken cancellationToken)
    {
        if (gone.Count == 0) return 0;
        var drafted = await db.Assignments.Where(x => x.BatchId == batchId && x.Id >= from && x.Id <= to && x.State == AssignmentState.Pending)
            .Select(x => new { x.FirstLine, x.UserPhone }).ToListAsync(cancellationToken);
        var lines = drafted.Where(x => gone.Contains(x.UserPhone)).Select(x => x.FirstLine).Distinct().ToList();
        if (lines.Count == 0) return 0;
        var marked = await db.SheetProblems.Where(x => x.BatchId == batchId && x.Kind == Forgotten && lines.Contains(x.Line)).Select(x => x.Line).ToListAsync(cancellationToken);
        var found = lines.Except(marked).Select(x => new SheetProblem { BatchId = batchId, Line = x, Column = SheetField.Phone, Severity = ProblemSeverity.Warning, Kind = Forgotten }).ToList();
        db.SheetProblems.AddRange(found);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var one in found) db.Entry(one).State = EntityState.Detached;
        return found.Count;
    }
}
