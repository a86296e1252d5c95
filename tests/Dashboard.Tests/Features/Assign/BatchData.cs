using System.Text.Json;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

/// <summary>Batches as the check leaves them.</summary>
internal static class BatchData
{
    private static long nextPhone = 6281500000000;

    /// <summary>A batch of assignments with a customer each, one line each.</summary>
    public static async Task<long> AddBatchAsync(
        this IDbContextFactory<DashboardDb> databases, int assignments, BatchState state = BatchState.Running, Action<Assignment, int>? change = null)
    {
        await using var db = await databases.CreateDbContextAsync();
        var batch = new Batch
        {
            SheetName = "sheet.csv", State = state, CreatedBy = "mei@test", CreatedAt = DateTimeOffset.UtcNow, CheckedAt = DateTimeOffset.UtcNow,
            LineCount = assignments, AssignmentCount = assignments, HeadersJson = """["name","user_phone"]""",
            ConfirmedBy = state == BatchState.Draft ? null : "mei@test", ConfirmedAt = state == BatchState.Draft ? null : DateTimeOffset.UtcNow,
        };
        db.Batches.Add(batch);
        await db.SaveChangesAsync();
        var added = new List<Assignment>();
        for (var i = 0; i < assignments; i++)
        {
            var assignment = new Assignment
            {
                BatchId = batch.Id, FirstLine = i + 2, Name = $"task {batch.Id}-{i}", AuthId = 30058, AssigneeUsername = "incs_1",
                UserPhone = Interlocked.Increment(ref nextPhone).ToString(System.Globalization.CultureInfo.InvariantCulture), ChangedAt = DateTimeOffset.UtcNow,
            };
            change?.Invoke(assignment, i);
            added.Add(assignment);
        }
        db.Assignments.AddRange(added);
        await db.SaveChangesAsync();
        db.SheetLines.AddRange(added.Select(x => new SheetLine
        {
            BatchId = batch.Id, Number = x.FirstLine, AssignmentId = x.Id, CellsJson = JsonSerializer.Serialize(new[] { x.Name, x.UserPhone }),
        }));
        await db.SaveChangesAsync();
        return batch.Id;
    }

    public static async Task<Batch> BatchAsync(this IDbContextFactory<DashboardDb> databases, long id)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Batches.AsNoTracking().SingleAsync(x => x.Id == id);
    }

    public static async Task<List<Assignment>> AssignmentsAsync(this IDbContextFactory<DashboardDb> databases, long batchId)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Assignments.AsNoTracking().Where(x => x.BatchId == batchId).OrderBy(x => x.Id).ToListAsync();
    }

    public static async Task<List<Attempt>> AttemptsAsync(this IDbContextFactory<DashboardDb> databases, long batchId)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Attempts.AsNoTracking().Where(x => db.Assignments.Any(a => a.Id == x.AssignmentId && a.BatchId == batchId)).OrderBy(x => x.Id).ToListAsync();
    }
}
