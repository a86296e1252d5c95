using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Caching.Memory;

namespace Dashboard.Features.Templates;

/// <summary>Readings of the list that people share: who asks for what is being read waits with the others, and for a short time after nobody reads it again. A reading that nobody waits for any more is cancelled.</summary>
public sealed class TemplateReadings(TemplateRangeReader reader, IMemoryCache cache)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(45);
    private readonly Lock guard = new();
    private readonly Dictionary<object, Shared> running = [];

    /// <summary>What was read within the last 45 seconds, or null.</summary>
    public TemplateReading? Recent(TemplateFilter filter, DateTimeOffset from, DateTimeOffset until) => cache.Get<TemplateReading>(Key(filter, from, until));

    /// <summary>Reads the range from Wshoto.</summary>
    /// <param name="filter">The filter; its order and page are not looked at.</param>
    /// <param name="from">First second (UTC).</param>
    /// <param name="until">Last second (UTC).</param>
    /// <param name="report">Told of what has been read so far, on any thread.</param>
    /// <param name="cancellationToken">Cancels the waiting, and the reading where nobody else waits.</param>
    /// <exception cref="Upstream.UpstreamException">Wshoto can't be read.</exception>
    public async Task<TemplateReading> ReadAsync(TemplateFilter filter, DateTimeOffset from, DateTimeOffset until, Action<TemplateReading> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(report);
        var key = Key(filter, from, until);
        Shared shared;
        lock (guard)
        {
            if (!running.TryGetValue(key, out shared!)) running[key] = shared = new();
            shared.Waiting++;
            shared.Reports += report;
            // Not within the lock: a call may come back at once.
            shared.Task ??= Task.Run(() => ReadAsync(key, shared, filter, from, until), CancellationToken.None);
        }
        if (shared.Last is { } last) report(last);
        try
        {
            return await shared.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, shared, report);
        }
    }

    private async Task<TemplateReading> ReadAsync(object key, Shared shared, TemplateFilter filter, DateTimeOffset from, DateTimeOffset until)
    {
        try
        {
            var query = new WshotoListQuery { Name = filter.Name, Statuses = filter.Statuses, Type = filter.Type, Creator = filter.Creator };
            var reading = await reader.ReadAsync(query, from, until, x =>
            {
                shared.Last = x;
                shared.Reports?.Invoke(x);
            }, shared.Cancellation.Token);
            return cache.Set(key, reading, Remembered);
        }
        finally
        {
            Forget(key, shared);
        }
    }

    private void Leave(object key, Shared shared, Action<TemplateReading> report)
    {
        lock (guard)
        {
            shared.Reports -= report;
            if (--shared.Waiting > 0) return;
            Forget(key, shared);
        }
        shared.Cancellation.Cancel();
    }

    // Whoever asks from now on begins a new one.
    private void Forget(object key, Shared shared)
    {
        lock (guard)
            if (running.TryGetValue(key, out var current) && current == shared) running.Remove(key);
    }

    private static (string, string, DateTimeOffset, DateTimeOffset) Key(TemplateFilter filter, DateTimeOffset from, DateTimeOffset until) =>
        ("templates", (filter with { From = null, To = null, Favourites = false, Sort = TemplateOrder.Default, Page = 1 }).Address(), from, until);

    // Its source of cancellation has no timer: nothing to dispose of.
    private sealed class Shared
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public Task<TemplateReading>? Task { get; set; }

        public int Waiting { get; set; }

        public Action<TemplateReading>? Reports { get; set; }

        public TemplateReading? Last { get; set; }
    }
}
