using Dashboard.Data;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Tasks;

/// <summary>Keeps the mirror fresh. Tasks are read in windows of their created time, which never changes: a window that is over holds the same
/// tasks for ever, so paging through it can neither skip nor repeat one while statuses move. Windows whose tasks are all final are not read again.</summary>
public sealed class TaskSync(IncsClient incs, TaskMirror mirror, MirrorFeed feed, IDbContextFactory<DashboardDb> databases, IOptionsMonitor<SyncOptions> options, TimeProvider time)
{
    private static readonly TimeSpan WindowLength = TimeSpan.FromHours(6);

    // A task may show up in the list late; only then is a window over.
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(15);

    // Whether the API's bounds are inclusive is not documented, and neither is the order of its answers.
    private static readonly TimeSpan Padding = TimeSpan.FromSeconds(1);
    private const int ReadsOfAMovingList = 3;

    /// <summary>One pass: the newest stretch, windows never read, and windows that still hold open tasks as they fall due. What it throws is recorded before.</summary>
    /// <exception cref="UpstreamException">INCS can't be read; the mirror keeps what it has.</exception>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        try
        {
            await ReadAllAsync(began, cancellationToken);
            await RecordAsync(began, null, cancellationToken);
        }
        catch (UpstreamException e)
        {
            await RecordAsync(began, e.Message, cancellationToken);
            throw;
        }
        finally
        {
            feed.Publish(new(new HashSet<long>()), feed.FirstFill is { } share and < 1 ? share : null);
        }
    }

    /// <summary>Reads one task anew. Returns whether INCS has it.</summary>
    /// <exception cref="UpstreamException">INCS can't be read.</exception>
    public async Task<bool> RefreshAsync(long taskId, CancellationToken cancellationToken)
    {
        var page = await incs.ListAsync(new() { TaskId = taskId }, cancellationToken);
        feed.Publish(new(await mirror.WriteAsync([.. page.Tasks], cancellationToken)), feed.FirstFill);
        return page.Tasks.Any(x => x.Id == taskId);
    }

    private async Task ReadAllAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var over = Floor(now - LateBy);
        // Newer than every window that is over, without an end: INCS's clock may be ahead of ours.
        await ReadAsync(over, null, cancellationToken);
        var windows = await WindowsAsync(cancellationToken);
        var starts = Starts(over, now.AddDays(-options.CurrentValue.LookbackDays)).ToList();
        var unread = starts.Where(x => !windows.ContainsKey(x)).ToList();
        for (var i = 0; i < unread.Count; i++)
        {
            feed.Publish(new(new HashSet<long>()), (double)i / unread.Count);
            await ReadWindowAsync(unread[i], now, cancellationToken);
        }
        feed.Publish(new(new HashSet<long>()), null);
        foreach (var start in starts.Where(x => windows.TryGetValue(x, out var window) && IsDue(window, now)))
            await ReadWindowAsync(start, now, cancellationToken);
    }

    // What is young moves often, what has stayed open for days seldom does.
    private bool IsDue(SyncWindow window, DateTimeOffset now)
    {
        if (window.OpenTasks == 0) return false;
        var age = now - window.EndAt;
        var every = age < TimeSpan.FromHours(12) ? TimeSpan.FromSeconds(options.CurrentValue.IntervalSeconds)
            : age < TimeSpan.FromDays(3) ? TimeSpan.FromMinutes(2) : TimeSpan.FromMinutes(10);
        return now - window.ReadAt >= every;
    }

    private async Task ReadWindowAsync(DateTimeOffset start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = start + WindowLength;
        var tasks = await ReadAsync(start, end, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var window = await db.SyncWindows.SingleOrDefaultAsync(x => x.StartAt == start, cancellationToken);
        if (window is null) db.SyncWindows.Add(window = new SyncWindow { StartAt = start, EndAt = end });
        window.ReadAt = now;
        window.OpenTasks = tasks.Count(x => x.Value is 0 or 1);
        await db.SaveChangesAsync(cancellationToken);
    }

    // Status by id of the tasks created in the stretch.
    private async Task<Dictionary<long, int>> ReadAsync(DateTimeOffset start, DateTimeOffset? end, CancellationToken cancellationToken)
    {
        for (var read = 1; ; read++)
        {
            var tasks = new Dictionary<long, int>();
            var totals = new HashSet<int>();
            for (var number = 1; ; number++)
            {
                var page = await incs.ListAsync(new() { StartAt = start - Padding, EndAt = end + Padding, Page = number }, cancellationToken);
                totals.Add(page.Total);
                if (page.Tasks.Count > 0 && await mirror.WriteAsync([.. page.Tasks], cancellationToken) is { Count: > 0 } changed) feed.Publish(new(changed), feed.FirstFill);
                foreach (var task in page.Tasks) tasks[task.Id] = task.Status;
                if (page.Tasks.Count == 0 || number * 100 >= page.Total) break;
            }
            // A list that grew meanwhile may have moved tasks between pages. The newest stretch is read again in the next pass anyway.
            if (totals.Count <= 1 || end is null || read == ReadsOfAMovingList) return tasks;
        }
    }

    private async Task<Dictionary<DateTimeOffset, SyncWindow>> WindowsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SyncWindows.AsNoTracking().ToDictionaryAsync(x => x.StartAt, cancellationToken);
    }

    private async Task RecordAsync(DateTimeOffset began, string? error, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var state = await db.SyncStates.SingleOrDefaultAsync(cancellationToken);
        if (state is null) db.SyncStates.Add(state = new SyncState { Id = 1 });
        state.TriedAt = began;
        state.Error = error;
        if (error is null) state.FreshAt = began;
        await db.SaveChangesAsync(cancellationToken);
    }

    private static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % WindowLength.Ticks, TimeSpan.Zero);

    private static IEnumerable<DateTimeOffset> Starts(DateTimeOffset over, DateTimeOffset oldest)
    {
        for (var start = over - WindowLength; start + WindowLength > oldest; start -= WindowLength) yield return start;
    }
}
