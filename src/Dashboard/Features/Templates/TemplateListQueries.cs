using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Caching.Memory;

namespace Dashboard.Features.Templates;

/// <summary>Reads the list of templates from Wshoto, with a short memory: people page and go back.</summary>
public sealed class TemplateListQueries(WshotoClient wshoto, IMemoryCache cache, TimeProvider time)
{
    /// <summary>Templates a page.</summary>
    public const int PageSize = 25;

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(45);

    // The API takes at most 90 days at once.
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(90);
    private const int MostRanges = 12;

    /// <summary>Templates that match, newest first. A range over 90 days is read in parts.</summary>
    /// <exception cref="Upstream.UpstreamException">Wshoto can't be read.</exception>
    public async Task<TemplateList> ListAsync(TemplateFilter filter, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (from, until) = filter.Range(time.GetUtcNow(), zone);
        var matches = await cache.GetOrCreateAsync(("templates", filter with { Page = 1 }, from, until), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Remembered;
            return await ReadAllAsync(filter, from, until, cancellationToken);
        }) ?? [];
        // An old link may name a page that is gone.
        var page = Math.Clamp(filter.Page, 1, Math.Max(1, (matches.Count + PageSize - 1) / PageSize));
        return new(matches.Count, page, [.. matches.Skip((page - 1) * PageSize).Take(PageSize)]);
    }

    private async Task<List<WshotoTemplate>> ReadAllAsync(TemplateFilter filter, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, WshotoTemplate>();
        for (var (end, parts) = (until, 0); end > from && parts < MostRanges; parts++)
        {
            var start = end - LongestRange > from ? end - LongestRange : from;
            for (var page = 1; ; page++)
            {
                var read = await wshoto.ListAsync(new() { From = start, Until = end, Name = filter.Name, Status = filter.Status, Type = filter.Type, Page = page }, cancellationToken);
                foreach (var template in read.Records) found[template.Id] = template;
                if (read.Records.Count == 0 || page * 100 >= read.Total) break;
            }
            end = start;
        }
        return [.. found.Values.OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id)];
    }
}

/// <summary>One page of templates.</summary>
/// <param name="Total">How many match in all.</param>
/// <param name="Page">Its number, from 1; the last one's where a later one was asked for.</param>
/// <param name="Templates">This page's.</param>
public sealed record TemplateList(int Total, int Page, IReadOnlyList<WshotoTemplate> Templates);
