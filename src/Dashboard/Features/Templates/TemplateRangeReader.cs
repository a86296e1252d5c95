using Dashboard.Upstream.Wshoto;

namespace Dashboard.Features.Templates;

/// <summary>Reads all templates of a range of created times from Wshoto: part by part, two at once, the newest first, and each part page by page.</summary>
public sealed class TemplateRangeReader(WshotoClient wshoto, KnownTemplates known, TimeProvider time)
{
    /// <summary>Most calls for one range: 100 templates each.</summary>
    public const int MostCalls = 200;

    private const int AtOnce = 2;
    private static readonly TimeSpan ToldEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads a range. A template that comes twice, because others were made meanwhile, counts once.</summary>
    /// <param name="query">The filters; its range and page are not looked at.</param>
    /// <param name="from">First second (UTC).</param>
    /// <param name="until">Last second (UTC).</param>
    /// <param name="report">Told of what has been read so far, on any thread, now and then.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="Upstream.UpstreamException">Wshoto can't be read.</exception>
    public async Task<TemplateReading> ReadAsync(WshotoListQuery query, DateTimeOffset from, DateTimeOffset until, Action<TemplateReading> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(report);
        var parts = CreatedRange.Parts(from, until);
        var run = new Run(time.GetUtcNow(), parts.Count);
        await Parallel.ForEachAsync(parts.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (part, cancel) =>
        {
            var whole = await ReadPartAsync(run, query with { From = part.Item.From, Until = part.Item.Until }, cancel);
            if (run.Finish(part.Index, whole, time.GetUtcNow()) is { } reading) report(reading);
        });
        return run.Result(parts);
    }

    private async Task<bool> ReadPartAsync(Run run, WshotoListQuery query, CancellationToken cancellationToken)
    {
        var first = await ReadOnceAsync(run, query, cancellationToken);
        // What was removed while we paged has drawn others onto a page that was read already: they are found the second time.
        var second = first is { IsWhole: true, IsSteady: false } ? await ReadOnceAsync(run, query, cancellationToken) : null;
        if (second is not { IsWhole: true, IsSteady: true }) run.Add(first.Templates);
        run.Add(second?.Templates ?? []);
        return second?.IsWhole ?? first.IsWhole;
    }

    private async Task<Once> ReadOnceAsync(Run run, WshotoListQuery query, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<long, WshotoTemplate>();
        var (given, readable, total, shrank) = (0, 0, (int?)null, false);
        for (var page = 1; ; page++)
        {
            if (!run.MayCall()) return new(seen.Values, IsWhole: false, IsSteady: true);
            var read = await wshoto.ListAsync(query with { Page = page }, cancellationToken);
            var before = seen.Count;
            foreach (var template in read.Records) seen[template.Id] = template;
            await known.SeeAsync([.. read.Records.DistinctBy(x => x.Id)], run.StartedAt, cancellationToken);
            (given, readable) = (given + read.Given, readable + read.Records.Count);
            shrank |= read.IsCounted && read.Total < total;
            total = read.IsCounted ? read.Total : null;
            // Without a total, a page that is not full is the last one; a page that repeats what was read would repeat it for ever.
            var more = total is { } all ? given < all : read.Given >= query.PageSize;
            if (!more || read.Given == 0 || (seen.Count == before && read.Records.Count > 0)) break;
        }
        return new(seen.Values, IsWhole: true, IsSteady: !shrank && (total is not { } expected || seen.Count + given - readable >= expected));
    }

    private sealed record Once(IReadOnlyCollection<WshotoTemplate> Templates, bool IsWhole, bool IsSteady);

    private sealed class Run(DateTimeOffset startedAt, int parts)
    {
        private readonly Lock guard = new();
        private readonly Dictionary<long, WshotoTemplate> found = [];
        private readonly bool[] whole = new bool[parts];
        private int calls, done;
        private DateTimeOffset? toldAt;

        public DateTimeOffset StartedAt => startedAt;

        public bool MayCall() => Interlocked.Increment(ref calls) <= MostCalls;

        public void Add(IEnumerable<WshotoTemplate> templates)
        {
            lock (guard)
                foreach (var template in templates) found[template.Id] = template;
        }

        public TemplateReading? Finish(int part, bool isWhole, DateTimeOffset now)
        {
            lock (guard)
            {
                (whole[part], done) = (isWhole, done + 1);
                if (done < parts && now - toldAt < ToldEvery) return null;
                toldAt = now;
                return new([.. found.Values], startedAt) { Progress = new(done, parts) };
            }
        }

        public TemplateReading Result(IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> ranges)
        {
            var unread = Array.IndexOf(whole, false);
            return new([.. found.Values], startedAt) { Cut = unread >= 0, WholeSince = unread > 0 ? ranges[unread - 1].From : null };
        }
    }
}

/// <summary>What was read of a range.</summary>
/// <param name="Templates">The templates, each once, in no order.</param>
/// <param name="ReadAt">When the reading began (UTC).</param>
public sealed record TemplateReading(IReadOnlyList<WshotoTemplate> Templates, DateTimeOffset ReadAt)
{
    /// <summary>How far the reading is; null when it is over.</summary>
    public TemplateProgress? Progress { get; init; }

    /// <summary>Whether there is more than is read at once.</summary>
    public bool Cut { get; init; }

    /// <summary>Of a reading that was cut: everything created since (UTC) is in it; null where not even that can be said.</summary>
    public DateTimeOffset? WholeSince { get; init; }
}
