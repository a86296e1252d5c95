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
    // A task may show up in the list late; only then is a window over.
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(15);

    // INCS's clock or Incs:TimeZone may be off by as much as zones lie apart: until then tasks may come into a window that is over by our clock.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromHours(26);

    // A page of tasks is asked for task by task: the list call takes one id.
    private const int AtOnce = 8;

    // More than a pass can ask for one by one.
    private const int MostFollowed = 100;

    private readonly WindowReading reading = new(incs, mirror, feed, databases);
    private readonly PassRecord record = new(databases);

    /// <summary>One pass: the newest stretch, windows never read, and windows that still hold open tasks as they fall due. What it throws is recorded before.</summary>
    /// <exception cref="UpstreamException">INCS can't be read; the mirror keeps what it has.</exception>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        await record.BeginAsync(began, cancellationToken);
        try
        {
            await ReadAllAsync(began, cancellationToken);
            await EndAsync(began, null, cancellationToken);
        }
        catch (UpstreamException e)
        {
            await EndAsync(began, e.Message, cancellationToken);
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

    private Task EndAsync(DateTimeOffset began, string? error, CancellationToken cancellationToken)
    {
        var (now, next) = (time.GetUtcNow(), began.AddSeconds(options.CurrentValue.IntervalSeconds));
        return record.EndAsync(began, now, next > now ? next : now, error, cancellationToken);
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
        var windows = await WindowsAsync(cancellationToken);
        var unread = Unread(windows, over, now.AddDays(-options.CurrentValue.LookbackDays)).ToList();
        // A single window has just ended; that is no news.
        var fill = unread.Count > 1 ? await BeginFillAsync(unread[^1], cancellationToken) : null;
        Func<Task>? wrote = fill is null ? null : () => fill.TellAsync(cancellationToken);
        // Newer than every window that is over, without an end: INCS's clock may be ahead of ours.
        await reading.ReadAsync(over, null, wrote, cancellationToken);
        foreach (var start in unread) await reading.ReadWindowAsync(start, now, wrote, cancellationToken);
        if (fill is not null) await fill.EndAsync(cancellationToken);
        // Those beyond the lookback too: what was open when it fell out of it would stay open here for ever.
        foreach (var window in windows.Values.Where(x => IsDue(x, now)).OrderByDescending(x => x.StartAt))
            await reading.ReadWindowAsync(window.StartAt, now, null, cancellationToken);
        await FollowOlderAsync(windows.Keys.Concat(unread).DefaultIfEmpty(over).Min(), now, cancellationToken);
    }

    private async Task<FillProgress> BeginFillAsync(DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var page = await incs.ListAsync(new() { StartAt = oldest, PageSize = 1 }, cancellationToken);
        var fill = new FillProgress(databases, feed, time, oldest, page.Total);
        await fill.TellAsync(cancellationToken);
        return fill;
    }

    // Open tasks from before all windows: somebody has looked them up, and nothing else would read them again.
    private async Task FollowOlderAsync(DateTimeOffset oldest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var open = await db.Tasks.Where(x => x.CreatedAt < oldest && x.Status != 2 && x.Status != 3).OrderBy(x => x.SyncedAt).Take(MostFollowed)
            .Select(x => new { x.Id, x.CreatedAt, x.SyncedAt }).ToListAsync(cancellationToken);
        var due = open.Where(x => now - x.SyncedAt >= Every(now - x.CreatedAt, isOpen: true)).Select(x => x.Id).ToList();
        if (due.Count == 0) return;
        await RefreshAsync(due, cancellationToken);
        // Those that INCS does not have any more wait their turn too; the full check takes them out.
        await db.Tasks.Where(x => due.Contains(x.Id)).ExecuteUpdateAsync(set => set.SetProperty(x => x.SyncedAt, now), cancellationToken);
    }

    private static bool IsDue(SyncWindow window, DateTimeOffset now) =>
        (window.OpenTasks > 0 || window.ReadAt - window.EndAt < ClocksApart) && now - window.ReadAt >= Every(now - window.EndAt, window.OpenTasks > 0);

    // What is young moves often, what has stayed open for days seldom does.
    private static TimeSpan Every(TimeSpan age, bool isOpen) =>
        isOpen && age < TimeSpan.FromHours(12) ? TimeSpan.Zero
        : age < TimeSpan.FromDays(3) ? TimeSpan.FromMinutes(2)
        : age < TimeSpan.FromDays(30) ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(6);

    private async Task<Dictionary<DateTimeOffset, SyncWindow>> WindowsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SyncWindows.AsNoTracking().ToDictionaryAsync(x => x.StartAt, cancellationToken);
    }

    private static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % WindowReading.Length.Ticks, TimeSpan.Zero);

    // Newest first. After a downtime longer than the lookback the gap is read too: nothing between the oldest window that is held and now is left out.
    private static IEnumerable<DateTimeOffset> Unread(Dictionary<DateTimeOffset, SyncWindow> windows, DateTimeOffset over, DateTimeOffset oldest)
    {
        if (windows.Count > 0 && windows.Keys.Min() is var held && held < oldest) oldest = held;
        for (var start = over - WindowReading.Length; start + WindowReading.Length > oldest; start -= WindowReading.Length)
        {
            if (!windows.ContainsKey(start)) yield return start;
        }
    }
}
