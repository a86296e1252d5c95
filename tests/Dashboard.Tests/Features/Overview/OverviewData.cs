using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Overview;

/// <summary>Tasks as the mirror holds them.</summary>
internal static class OverviewData
{
    private static long nextId;

    /// <summary>A number of tasks alike.</summary>
    public static async Task AddTasksAsync(
        this IDbContextFactory<DashboardDb> databases, DateTimeOffset createdAt, int status = 0, int count = 1, string assignee = "incs_1", DateTimeOffset? updatedAt = null)
    {
        await using var db = await databases.CreateDbContextAsync();
        db.Tasks.AddRange(Enumerable.Range(0, count).Select(_ => new MirroredTask
        {
            Id = Interlocked.Increment(ref nextId), CreationId = 1, AuthId = 30058, Type = 3, Status = status, Name = "April", Description = "", UserName = "", UserPhone = "6281512345678",
            AssigneeUsername = assignee, CreatedAt = createdAt, UpdatedAt = updatedAt ?? createdAt, SyncedAt = createdAt,
        }));
        await db.SaveChangesAsync();
    }
}
