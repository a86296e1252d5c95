using System.Collections.Concurrent;
using Dashboard.Data;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Tasks;

/// <summary>Keeps the mirror fresh. Tasks are read in windows of their created time, which never changes: a window that is over holds the same
/// tasks for ever, so paging through it can neither skip nor repeat one while statuses move. Windows whose tasks are all final are not read again
/// once nothing can come into them any more.</summary>
public sealed class TaskSync(IncsClient incs, TaskMirror mirror, MirrorFeed feed, IDbContextFactory<DashboardDb> databases, IOptionsMonitor<SyncOptions> options, TimeProvider time)
{
    private static readonly TimeSpan WindowLength = TimeSpan.FromHours(6);

    // A task may show up in the list late; only then is a window over.
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(15);

    // INCS's clock or Incs:TimeZone may be off by as much as zones lie apart: until then tasks may come into a window that is over by our clock.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromHours(26);

    // A page of tasks is asked for task by task: the list call takes one id.
    private const int AtOnce = 8;

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
            feed.Publish(new(new HashSet<long>()), null);
        }
    }

    /// <summary>Reads one task anew. Returns whether INCS has it.</summary>
    /// <exception cref="UpstreamException">INCS can't be read.</exception>
    public async Task<bool> RefreshAsync(long taskId, CancellationToken cancellationToken) => (await RefreshAsync([taskId], cancellationToken)).Contains(taskId);

    /// <summary>Reads some tasks anew, those of a page. Returns the ids that INCS has.</summary>
    /// <exception cref="UpstreamException">INCS can't be read; what came before is kept.</exception>
    public async Task<IReadOnlySet<long>> RefreshAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var found = new ConcurrentBag<IncsTask>();
        try
        {
            await Parallel.ForEachAsync(ids.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (id, token) =>
            {
                foreach (var task in (await incs.ListAsync(new() { TaskId = id }, token)).Tasks.Where(x => x.Id == id)) found.Add(task);
            });
        }
        finally
        {
            await TakeAsync([.. found], cancellationToken);
        }
        return found.Select(x => x.Id).ToHashSet();
    }

    private async Task TakeAsync(IReadOnlyCollection<IncsTask> tasks, CancellationToken cancellationToken)
    {
        var changed = await mirror.WriteAsync(tasks, cancellationToken);
        if (tasks.Count > 0)
        {
            // Somebody waits for them: that they were read is news even if nothing in them is.
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var (ids, now) = (tasks.Select(x => x.Id).ToList(), time.GetUtcNow());
            await db.Tasks.Where(x => ids.Contains(x.Id)).ExecuteUpdateAsync(set => set.SetProperty(x => x.SyncedAt, now), cancellationToken);
        }
        feed.Publish(new(changed), feed.FirstFill);
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
            // A single window has just ended; that is no news.
            if (unread.Count > 1) feed.Publish(new(new HashSet<long>()), (double)i / unread.Count);
            await ReadWindowAsync(unread[i], now, cancellationToken);
        }
        if (unread.Count > 1) feed.Publish(new(new HashSet<long>()), null);
        // Those beyond the lookback too: what was open when it fell out of it would stay open here for ever.
        foreach (var window in windows.Values.Where(x => IsDue(x, now)).OrderByDescending(x => x.StartAt))
            await ReadWindowAsync(window.StartAt, now, cancellationToken);
    }

    // What is young moves often, what has stayed open for days seldom does.
    private static bool IsDue(SyncWindow window, DateTimeOffset now)
    {
        if (window.OpenTasks == 0 && window.ReadAt - window.EndAt >= ClocksApart) return false;
        var age = now - window.EndAt;
        var every = window.OpenTasks > 0 && age < TimeSpan.FromHours(12) ? TimeSpan.Zero
            : age < TimeSpan.FromDays(3) ? TimeSpan.FromMinutes(2)
            : age < TimeSpan.FromDays(30) ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(6);
        return now - window.ReadAt >= every;
    }

    private async Task ReadWindowAsync(DateTimeOffset start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = start + WindowLength;
        var (tasks, missing) = await ReadAsync(start, end, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var window = await db.SyncWindows.SingleOrDefaultAsync(x => x.StartAt == start, cancellationToken);
        if (window is null) db.SyncWindows.Add(window = new SyncWindow { StartAt = start, EndAt = end });
        window.ReadAt = now;
        window.OpenTasks = missing + tasks.Count(x => x.Value is not (2 or 3));
        await db.SaveChangesAsync(cancellationToken);
    }

    // Status by id of the tasks created in the stretch, and how many more INCS counts.
    private async Task<(Dictionary<long, int> Tasks, int Missing)> ReadAsync(DateTimeOffset start, DateTimeOffset? end, CancellationToken cancellationToken)
    {
        var tasks = new Dictionary<long, int>();
        var missing = await incs.ReadStretchAsync(start, end, async page =>
        {
            if (await mirror.WriteAsync([.. page], cancellationToken) is { Count: > 0 } changed) feed.Publish(new(changed), feed.FirstFill);
            foreach (var task in page) tasks[task.Id] = task.Status;
        }, asOfItsStart: false, cancellationToken);
        return (tasks, missing);
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
