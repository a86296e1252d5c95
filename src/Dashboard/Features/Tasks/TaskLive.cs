using System.Collections.Frozen;
using System.Data.Common;
using System.Threading.Channels;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Shared;

namespace Dashboard.Features.Tasks;

/// <summary>The one change feed of this server: lets the index follow the database, reads the rows that changed once, and tells all open pages.</summary>
public sealed class TaskLive(TaskIndexSource source, TaskQueries queries, MirrorFeed feed, TimeProvider time, ILogger<TaskLive> log) : BackgroundService
{
    private const int MostRows = 1000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookWideEvery = TimeSpan.FromMinutes(1);
    private readonly Channel<IReadOnlyList<TaskChange>> changed = Channel.CreateUnbounded<IReadOnlyList<TaskChange>>(new() { SingleReader = true });
    private readonly Channel<IReadOnlySet<long>> written = Channel.CreateUnbounded<IReadOnlySet<long>>(new() { SingleReader = true });
    private readonly Subscribers<TaskNews> subscribers = new();

    /// <summary>State of the sync as last read; null before its first pass.</summary>
    public SyncState? Sync { get; private set; }

    /// <summary>Calls a handler with each change, on a thread of the feed; it returns at once.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action<TaskNews> handler) => subscribers.Add(handler);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        source.Changed += Note;
        try
        {
            // What this server's sync has written is told by its ids; a pass that has ended by none.
            using var told = feed.Subscribe(news => written.Writer.TryWrite(news.TaskIds));
            await Task.WhenAll(LookAsync(stoppingToken), ReadWrittenAsync(stoppingToken), TellAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            source.Changed -= Note;
        }
    }

    private void Note(IReadOnlyList<TaskChange> changes) => changed.Writer.TryWrite(changes);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var (widely, failing) = (time.GetUtcNow(), false);
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            try
            {
                var wide = time.GetUtcNow() - widely >= LookWideEvery;
                await source.FollowAsync(wide, cancellationToken);
                if (wide) widely = time.GetUtcNow();
                await ReadSyncAsync(cancellationToken);
                failing = false;
            }
            catch (DbException e)
            {
                // A database that is away for long would else be told of every second.
                if (!failing) log.LogWarning(e, "The mirror can't be read; open pages keep what they show");
                failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task ReadWrittenAsync(CancellationToken cancellationToken)
    {
        await foreach (var ids in written.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                if (ids.Count > 0) await source.RefreshAsync(ids, cancellationToken);
                else await ReadSyncAsync(cancellationToken);
            }
            catch (DbException e)
            {
                log.LogWarning(e, "{Count} tasks can't be read back from the mirror; the next look will", ids.Count);
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        while (await changed.Reader.WaitToReadAsync(cancellationToken))
        {
            var changes = new List<TaskChange>();
            while (changed.Reader.TryRead(out var some)) changes.AddRange(some);
            // Too many to be read for every page: each reads those that it shows.
            IReadOnlyDictionary<long, TaskRow>? rows = null;
            if (subscribers.Any && changes.Count <= MostRows)
            {
                try
                {
                    rows = await queries.RowsAsync([.. changes.Select(x => x.After.Id).Distinct()], cancellationToken);
                }
                catch (DbException e)
                {
                    log.LogWarning(e, "The rows of {Count} changed tasks can't be read; pages read their own", changes.Count);
                }
            }
            subscribers.Publish(new(changes, rows, Sync));
        }
    }

    // What pages show of it. A check that runs, and that a pass has begun, concern none of them.
    private static (DateTimeOffset?, DateTimeOffset?, string?, DateTimeOffset?, int?, int) Shown(SyncState? x) =>
        (x?.TriedAt, x?.FreshAt, x?.Error, x?.NextAt, x?.FillTotal, x?.FillDone ?? 0);

    private async Task ReadSyncAsync(CancellationToken cancellationToken)
    {
        var now = await queries.FreshnessAsync(cancellationToken);
        if (Shown(now) == Shown(Sync)) return;
        Sync = now;
        subscribers.Publish(new([], FrozenDictionary<long, TaskRow>.Empty, now));
    }
}

/// <summary>What has changed in the mirror.</summary>
/// <param name="Changes">The tasks, before and after; none where only the sync's state is news.</param>
/// <param name="Rows">Their rows by id; null when there are too many to be read for everybody.</param>
/// <param name="Sync">State of the sync.</param>
public sealed record TaskNews(IReadOnlyList<TaskChange> Changes, IReadOnlyDictionary<long, TaskRow>? Rows, SyncState? Sync);
