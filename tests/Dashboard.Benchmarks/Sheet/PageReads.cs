using System.Diagnostics;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Assign;
using Dashboard.Features.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>Reads what the pages of other people read (the first page of the tasks, the list of batches) every tenth of a second, and times it.</summary>
public sealed class PageReads(IDbContextFactory<DashboardDb> databases)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private readonly TaskQueries tasks = new(new TaskIndexSource(databases, TimeProvider.System), databases, TimeProvider.System);

    /// <summary>Mirrors so many tasks.</summary>
    public async Task SeedAsync(int count)
    {
        var start = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var some in Enumerable.Range(1, count).Chunk(5000))
        {
            await using var db = await databases.CreateDbContextAsync();
            db.Tasks.AddRange(some.Select(i => new MirroredTask
            {
                Id = i, CreationId = i, AuthId = 30058, Type = 3, Status = i % 4, Name = $"Follow-up {i % 50}", Description = "", UserName = $"Customer {i}",
                UserPhone = $"62700{i:D8}", AssigneeUsername = $"incs_{i % 40 + 1}", CreatedAt = start.AddSeconds(i), UpdatedAt = start.AddSeconds(i), SyncedAt = start,
            }));
            await db.SaveChangesAsync();
        }
    }

    /// <summary>Reads until it is told to stop.</summary>
    /// <returns>Milliseconds of each reading, ascending.</returns>
    public async Task<IReadOnlyList<double>> RunAsync(CancellationToken stop)
    {
        var times = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await tasks.ListAsync(new TaskFilter(), TimeZoneInfo.Utc, true, CancellationToken.None);
            await using (var db = await databases.CreateDbContextAsync(CancellationToken.None))
                await db.Batches.AsNoTracking().OrderByDescending(x => x.CreatedAt).Take(BatchQueries.BatchesAPage).ToListAsync(CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(Every, CancellationToken.None);
        }
        times.Sort();
        return times;
    }
}
