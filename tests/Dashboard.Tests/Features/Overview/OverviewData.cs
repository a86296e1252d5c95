using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Overview;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Overview;

/// <summary>Tasks as the mirror holds them.</summary>
internal static class OverviewData
{
    private static long nextId;

    /// <summary>A number of tasks alike; with a time, their log's newest entry is of then.</summary>
    public static async Task AddTasksAsync(
        this IDbContextFactory<DashboardDb> databases, DateTimeOffset createdAt, int status = 0, int count = 1, string assignee = "incs_1", DateTimeOffset? updatedAt = null,
        DateTimeOffset? lastLogAt = null)
    {
        await using var db = await databases.CreateDbContextAsync();
        db.Tasks.AddRange(Enumerable.Range(0, count).Select(_ => new MirroredTask
        {
            Id = Interlocked.Increment(ref nextId), CreationId = 1, AuthId = 30058, Type = 3, Status = status, Name = "April", Description = "", UserName = "", UserPhone = "6281512345678",
            AssigneeUsername = assignee, CreatedAt = createdAt, UpdatedAt = updatedAt ?? createdAt, LastLogAt = lastLogAt, SyncedAt = DateTimeOffset.UtcNow,
        }));
        await db.SaveChangesAsync();
    }

    /// <summary>The overview's queries over a database.</summary>
    public static OverviewQueries Queries(this TaskIndexSource source, IDbContextFactory<DashboardDb> databases, TimeProvider time) =>
        new(source, databases, Options.Create(new TasksOptions()), time);
}
