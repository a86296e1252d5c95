using Dashboard.Data;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>Reads tasks by their created time into the mirror: while one page is on its way, the ones before it are written.</summary>
internal sealed class WindowReading(IncsClient incs, TaskMirror mirror, MirrorFeed feed, IDbContextFactory<DashboardDb> databases)
{
    /// <summary>How long a window is.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(6);

    // Enough that a commit costs little beside it, and written in so short a time that the dispatcher, who writes to the same file, hardly waits.
    private const int Portion = 500;

    /// <summary>Reads a window and keeps how it stands.</summary>
    /// <param name="start">Its start (UTC).</param>
    /// <param name="now">When the pass began.</param>
    /// <param name="wrote">Called after each portion.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Ids that INCS has in it.</returns>
    /// <exception cref="UpstreamException">INCS can't be read; what came before is kept.</exception>
    public async Task<IReadOnlyCollection<long>> ReadWindowAsync(DateTimeOffset start, DateTimeOffset now, Func<Task>? wrote, CancellationToken cancellationToken)
    {
        var end = start + Length;
        var (tasks, missing) = await ReadAsync(start, end, wrote, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var window = await db.SyncWindows.SingleOrDefaultAsync(x => x.StartAt == start, cancellationToken);
        if (window is null) db.SyncWindows.Add(window = new SyncWindow { StartAt = start, EndAt = end });
        window.ReadAt = now;
        window.OpenTasks = missing + tasks.Count(x => !MirroredTask.IsFinal(x.Value));
        await db.SaveChangesAsync(cancellationToken);
        return tasks.Keys;
    }

    /// <summary>Reads a stretch.</summary>
    /// <returns>Status by id of the tasks created in it, and how many more INCS counts.</returns>
    /// <exception cref="UpstreamException">INCS can't be read; what came before is kept.</exception>
    public async Task<(Dictionary<long, int> Tasks, int Missing)> ReadAsync(DateTimeOffset start, DateTimeOffset? end, Func<Task>? wrote, CancellationToken cancellationToken)
    {
        var (tasks, portion, writing) = (new Dictionary<long, int>(), new List<IncsTask>(), Task.CompletedTask);
        try
        {
            var missing = await incs.ReadStretchAsync(start, end, async page =>
            {
                foreach (var task in page) tasks[task.Id] = task.Status;
                portion.AddRange(page);
                if (portion.Count < Portion) return;
                await writing;
                // SQLite writes on the thread that asks it to.
                (var full, portion) = (portion, []);
                writing = Task.Run(() => WriteAsync(full, wrote, cancellationToken), cancellationToken);
            }, asOfItsStart: false, cancellationToken);
            return (tasks, missing);
        }
        finally
        {
            await writing;
            await WriteAsync(portion, wrote, cancellationToken);
        }
    }

    private async Task WriteAsync(List<IncsTask> tasks, Func<Task>? wrote, CancellationToken cancellationToken)
    {
        if (tasks.Count == 0) return;
        if (await mirror.WriteAsync(tasks, cancellationToken) is { Count: > 0 } changed) feed.Publish(new(changed), feed.FirstFill);
        if (wrote is not null) await wrote();
    }
}
