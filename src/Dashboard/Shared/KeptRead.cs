using System.Data.Common;

namespace Dashboard.Shared;

/// <summary>Something small of the database that every open page shows: read once for the whole server and kept for a moment, read anew after a change on this server.</summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="nothing">What counts before the first reading.</param>
/// <param name="read">Reads it.</param>
/// <param name="failed">Told when the database does not answer: what was read last counts on.</param>
/// <param name="time">The clock.</param>
public sealed class KeptRead<T>(T nothing, Func<CancellationToken, Task<T>> read, Action<DbException> failed, TimeProvider time) : IDisposable
{
    // Another server may have changed it: then it shows at the next page after this time.
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);
    private readonly Subscribers<bool> subscribers = new();
    private readonly SemaphoreSlim reading = new(1, 1);
    private int changes;
    private Reading last = new(nothing, -1, default);

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    /// <summary>Calls a handler at each change on this server; it only takes note: it neither blocks nor throws.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action handler) => subscribers.Add(_ => handler());

    /// <summary>What was read last counts no more; nobody is told yet.</summary>
    public void Outdate() => Interlocked.Increment(ref changes);

    /// <summary>Tells those who subscribed that it has changed.</summary>
    public void Publish() => subscribers.Publish(true);

    /// <summary>It, no older than a moment. While the database does not answer: as last read.</summary>
    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        if (!IsFresh(last))
        {
            await reading.WaitAsync(cancellationToken);
            try
            {
                if (!IsFresh(last)) last = await ReadAsync(cancellationToken);
            }
            finally
            {
                reading.Release();
            }
        }
        return last.Value;
    }

    private bool IsFresh(Reading reading) => reading.Change == Volatile.Read(ref changes) && time.GetUtcNow() - reading.At < FreshFor;

    private async Task<Reading> ReadAsync(CancellationToken cancellationToken)
    {
        var change = Volatile.Read(ref changes);
        try
        {
            return new(await read(cancellationToken), change, time.GetUtcNow());
        }
        catch (DbException e)
        {
            failed(e);
            return last with { Change = change, At = time.GetUtcNow() };
        }
    }

    private sealed record Reading(T Value, int Change, DateTimeOffset At);
}
