using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data.Index;

/// <summary>Fills the index from the database and lets it follow: what this server's sync has written it is told at once, what others wrote it finds by
/// <see cref="MirroredTask.SyncedAt"/>.</summary>
public sealed class TaskIndexSource(IDbContextFactory<DashboardDb> databases, TimeProvider time) : IDisposable
{
    // How far the clocks of servers may lie apart, and how long a transaction may take until others see it.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortOverlap = TimeSpan.FromSeconds(10);
        // Whoever has just done something sees it on the next page; many pages at once look together.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(50);
    private const int IdsAtOnce = 500;
    private const int RowsAtOnce = 5000;
    private static readonly ILookup<long, long> NoRemarks = Array.Empty<long>().ToLookup(x => x);
    private readonly Lock guard = new();
    private readonly SemaphoreSlim refreshing = new(1);
    private readonly Dictionary<long, long> seen = [];
    private Task<TaskIndex>? loading;
    private long newest;
    private long followedAt;

    /// <summary>Tells what became of tasks, on the thread that found out, one change after the other. Whoever hears it only takes note.</summary>
    public event Action<IReadOnlyList<TaskChange>>? Changed;

    /// <summary>How much of the mirror has been read, 0 to 1; 1 when the index is ready.</summary>
    public double Loaded { get; private set; }

    /// <summary>The index, as soon as it holds what the database does.</summary>
    /// <exception cref="DbException">The database can't be read; the next call tries again.</exception>
    public async Task<TaskIndex> ReadyAsync(CancellationToken cancellationToken)
    {
        Task<TaskIndex> load;
        lock (guard) load = loading is null or { IsFaulted: true } ? loading = Task.Run(LoadAsync, CancellationToken.None) : loading;
        return await load.WaitAsync(cancellationToken);
    }

    /// <summary>The index, no more than a moment behind the database.</summary>
    /// <exception cref="DbException">The database can't be read.</exception>
    public async Task<TaskIndex> CurrentAsync(CancellationToken cancellationToken)
    {
        var index = await ReadyAsync(cancellationToken);
        if (time.GetElapsedTime(Volatile.Read(ref followedAt)) > Fresh) await FollowAsync(wide: false, cancellationToken);
        return index;
    }

    /// <summary>Reads tasks anew; those that are in the mirror no more leave the index.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var index = await ReadyAsync(cancellationToken);
        await refreshing.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(index, ids, cancellationToken);
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>Looks for what other servers, or this one's dispatcher, have written.</summary>
    /// <param name="wide">Look back far, and compare the number of tasks too.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task FollowAsync(bool wide, CancellationToken cancellationToken)
    {
        var index = await ReadyAsync(cancellationToken);
        await refreshing.WaitAsync(cancellationToken);
        try
        {
            // Many pages may have waited for the same look.
            if (!wide && time.GetElapsedTime(followedAt) < Fresh) return;
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var now = time.GetTimestamp();
            var since = DateTimeOffset.FromUnixTimeMilliseconds(newest) - (wide ? Overlap : ShortOverlap);
            var written = await db.Tasks.Where(x => x.SyncedAt >= since).Select(x => new { x.Id, x.SyncedAt }).ToListAsync(cancellationToken);
            await ReadAsync(index, [.. written.Where(x => seen.GetValueOrDefault(x.Id) != x.SyncedAt.ToUnixTimeMilliseconds()).Select(x => x.Id)], cancellationToken);
            Volatile.Write(ref followedAt, now);
            if (!wide) return;
            foreach (var (id, _) in seen.Where(x => x.Value < newest - 2 * (long)Overlap.TotalMilliseconds).ToList()) seen.Remove(id);
            if (await db.Tasks.CountAsync(cancellationToken) != index.Count) await CompareAsync(index, db, cancellationToken);
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (loading is { IsCompletedSuccessfully: true }) loading.Result.Dispose();
        refreshing.Dispose();
    }

    private async Task<TaskIndex> LoadAsync()
    {
        // A new one for each try: what a broken off one has read would stand there twice.
        var index = new TaskIndex();
        // Whatever is written while it is read, is read again by the next look.
        newest = (time.GetUtcNow() - Overlap).ToUnixTimeMilliseconds();
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var all = Math.Max(await db.Tasks.CountAsync(CancellationToken.None), 1);
        await foreach (var some in TaskIndexRows.TasksAsync(db, null, CancellationToken.None).Chunk(RowsAtOnce))
        {
            index.Apply([.. some.Select(x => x.Task)], NoRemarks);
            // Remarks take about as long again as half of the tasks do.
            Loaded = Math.Min((double)index.Count / all, 1) * 0.7;
        }
        await foreach (var some in TaskIndexRows.RemarksAsync(db, null, CancellationToken.None).Chunk(RowsAtOnce)) index.AddRemarks(some);
        Loaded = 1;
        return index;
    }

    private async Task ReadAsync(TaskIndex index, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(IdsAtOnce))
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var tasks = new List<IndexedTask>(some.Length);
            await foreach (var (task, at) in TaskIndexRows.TasksAsync(db, some, cancellationToken))
            {
                tasks.Add(task);
                (seen[task.Id], newest) = (at, Math.Max(newest, at));
            }
            var remarks = (await TaskIndexRows.RemarksAsync(db, some, cancellationToken).ToListAsync(cancellationToken)).ToLookup(x => x.Task, x => x.At);
            if (index.Apply(tasks, remarks) is { Count: > 0 } changes) Changed?.Invoke(changes);
            if (tasks.Count < some.Length) index.Remove(some.Except(tasks.Select(x => x.Id)));
        }
    }

    // The full comparison, when the numbers differ: tasks that were removed elsewhere, or slipped through.
    private async Task CompareAsync(TaskIndex index, DashboardDb db, CancellationToken cancellationToken)
    {
        var stored = await db.Tasks.Select(x => x.Id).ToHashSetAsync(cancellationToken);
        var held = index.All(new(), new(TaskColumn.Id, Descending: false)).ToHashSet();
        index.Remove(held.Except(stored));
        await ReadAsync(index, [.. stored.Except(held)], cancellationToken);
    }
}
