namespace Dashboard.Features.Overview;

/// <summary>What many pages ask for alike is read once for all of them, and at most once in a few seconds.</summary>
/// <param name="time">The clock.</param>
/// <param name="fresh">How long an answer is given again, whatever has changed.</param>
/// <param name="kept">How long it is given again when nothing has changed.</param>
internal sealed class SharedReads<TKey, TValue>(TimeProvider time, TimeSpan fresh, TimeSpan kept) where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> entries = [];
    private readonly Lock guard = new();

    /// <summary>The answer to a key.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="version">Of the data; another one is a change.</param>
    /// <param name="read">Reads it; it is not cancelled, because others may wait for it too.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    public Task<TValue> GetAsync(TKey key, long version, Func<Task<TValue>> read, CancellationToken cancellationToken)
    {
        lock (guard)
        {
            var now = time.GetUtcNow();
            foreach (var (old, _) in entries.Where(x => now - x.Value.At > kept).ToList()) entries.Remove(old);
            if (!entries.TryGetValue(key, out var entry) || entry.Value is { IsFaulted: true } || (entry.Version != version && now - entry.At > fresh))
            {
                entries[key] = entry = new(now, version, Task.Run(read, CancellationToken.None));
            }
            return entry.Value.WaitAsync(cancellationToken);
        }
    }

    private sealed record Entry(DateTimeOffset At, long Version, Task<TValue> Value);
}
