using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Tells open pages how their batches get on: one query for all of them after a change, at most about four a second.</summary>
public sealed class BatchProgressFeed : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OtherServers = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(8);

    private readonly IDbContextFactory<DashboardDb> databases;
    private readonly TimeProvider time;
    private readonly ILogger<BatchProgressFeed> log;
    private readonly ConcurrentDictionary<Subscription, long> subscriptions = new();
    private readonly Dictionary<long, Queue<(long At, int Settled)>> samples = [];
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Makes it; <paramref name="signal"/> tells it of what persons do.</summary>
    public BatchProgressFeed(IDbContextFactory<DashboardDb> databases, DispatchSignal signal, TimeProvider time, ILogger<BatchProgressFeed> log)
    {
        ArgumentNullException.ThrowIfNull(signal);
        (this.databases, this.time, this.log) = (databases, time, log);
        signal.Woken += Touch;
    }

    /// <summary>Says that the journal was changed.</summary>
    public void Touch() => changes.Writer.TryWrite(true);

    /// <summary>Calls <paramref name="onProgress"/> after each change, on a thread of the pool and in the caller's culture, until the result is disposed. It must not throw or block.</summary>
    public IDisposable Subscribe(long batchId, Action<BatchProgress> onProgress)
    {
        var subscription = new Subscription(this, onProgress);
        subscriptions[subscription] = batchId;
        Touch();
        return subscription;
    }

    /// <summary>The numbers of batches now, by one GROUP BY; a batch that does not exist is missing.</summary>
    public async Task<IReadOnlyDictionary<long, BatchProgress>> ReadAsync(IReadOnlyCollection<long> batchIds, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var batches = await db.Batches.AsNoTracking().Where(x => batchIds.Contains(x.Id)).ToListAsync(cancellationToken);
        var counts = await db.Assignments
            .Where(x => batchIds.Contains(x.BatchId))
            .GroupBy(x => new { x.BatchId, x.State })
            .Select(x => new { x.Key.BatchId, x.Key.State, Count = x.Count() })
            .ToListAsync(cancellationToken);
        var byBatch = counts.ToLookup(x => x.BatchId);
        return batches.ToDictionary(x => x.Id, x => BatchProgress.From(x, byBatch[x.Id].ToDictionary(c => c.State, c => c.Count)));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // With PostgreSQL another server may change the journal, which says nothing here.
        await using var others = await databases.MayHaveOtherServersAsync(stoppingToken) ? time.CreateTimer(_ => Touch(), null, OtherServers, OtherServers) : null;
        try
        {
            await foreach (var _ in changes.Reader.ReadAllAsync(stoppingToken))
            {
                if (subscriptions.IsEmpty) continue;
                var began = time.GetTimestamp();
                await PublishAsync(stoppingToken);
                // A journal so large that counting takes long is counted less often.
                var rest = time.GetElapsedTime(began) * 10;
                await Task.Delay(rest > Rest ? rest : Rest, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("No more progress: the server stops");
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            var wanted = subscriptions.Values.Distinct().ToArray();
            var progress = await ReadAsync(wanted, cancellationToken);
            foreach (var gone in samples.Keys.Except(wanted).ToList()) samples.Remove(gone);
            var rated = progress.Values.ToDictionary(x => x.BatchId, x => x with { PerSecond = Rate(x) });
            foreach (var (subscription, batchId) in subscriptions)
                if (rated.TryGetValue(batchId, out var news)) subscription.OnProgress(news);
        }
        catch (DbException e)
        {
            log.LogWarning(e, "Progress can't be read; open pages keep the last numbers");
        }
    }

    private double? Rate(BatchProgress progress)
    {
        var now = time.GetTimestamp();
        if (!samples.TryGetValue(progress.BatchId, out var queue)) samples[progress.BatchId] = queue = new();
        if (progress.State != BatchState.Running) queue.Clear();
        queue.Enqueue((now, progress.Settled));
        while (queue.Count > 2 && time.GetElapsedTime(queue.Peek().At, now) > RateWindow) queue.Dequeue();
        var (since, settled) = queue.Peek();
        var seconds = time.GetElapsedTime(since, now).TotalSeconds;
        return progress.State == BatchState.Running && seconds >= 1 && progress.Settled > settled ? (progress.Settled - settled) / seconds : null;
    }

    private sealed class Subscription(BatchProgressFeed feed, Action<BatchProgress> onProgress) : IDisposable
    {
        private readonly OwnLanguage<BatchProgress> own = new(onProgress);

        public void OnProgress(BatchProgress news) => own.Call(news);

        public void Dispose() => feed.subscriptions.TryRemove(this, out _);
    }
}
