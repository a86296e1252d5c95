using System.Data.Common;
using Dashboard.Upstream;

namespace Dashboard.Features.Templates;

/// <summary>The list of templates: from Wshoto with a short memory, and from what is known while it is slow or can't be read.</summary>
public sealed class TemplateListQueries(TemplateReadings readings, KnownTemplates known, TemplateFavourites favourites, FavouriteRefresh refresh, TimeProvider time)
{
    /// <summary>Templates a page.</summary>
    public const int PageSize = 25;

    /// <summary>How long Wshoto may take before what is known is shown.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A page of the templates that match.</summary>
    /// <param name="filter">Which, and in which order.</param>
    /// <param name="zone">The person's zone.</param>
    /// <param name="anew">Whether Wshoto is asked even where it was asked just now.</param>
    /// <param name="shown">Told of what can be shown while Wshoto is being read, on any thread.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="UpstreamException">Wshoto can't be read, and nor can what is known.</exception>
    public async Task<TemplateList> ListAsync(TemplateFilter filter, TimeZoneInfo zone, bool anew, Action<TemplateList>? shown, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (from, until) = filter.Range(time.GetUtcNow(), zone);
        var stars = await favourites.AllAsync(cancellationToken);
        if (filter.Favourites) return await FavouritesAsync(filter, filter.From is null ? null : from, filter.To is null ? null : until, stars, anew, shown, cancellationToken);
        if (!anew && readings.Recent(filter, from, until) is { } recent) return Page(filter, recent, [], stars);
        try
        {
            return Page(filter, await ReadAsync(filter, from, until, stars, shown, cancellationToken), [], stars);
        }
        catch (UpstreamException problem)
        {
            if (await KnownAsync(filter, from, until, cancellationToken) is not { } kept) throw;
            return Page(filter, null, kept, stars) with { Problem = problem };
        }
    }

    private async Task<TemplateReading> ReadAsync(
        TemplateFilter filter, DateTimeOffset from, DateTimeOffset until, IReadOnlyDictionary<long, TemplateFavourite> stars, Action<TemplateList>? shown, CancellationToken cancellationToken)
    {
        var guard = new Lock();
        var (kept, last) = ((IReadOnlyList<TemplateRow>)[], (TemplateReading?)null);
        var read = readings.ReadAsync(filter, from, until, x => Show(kept, x), cancellationToken);
        if (shown is not null && await IsSlowAsync(read, cancellationToken)) Show(await KnownAsync(filter, from, until, cancellationToken) ?? [], last);
        return await read;

        void Show(IReadOnlyList<TemplateRow> known, TemplateReading? reading)
        {
            lock (guard)
            {
                (kept, last) = (known, reading ?? last);
                if (kept.Count > 0 || last is not null) shown?.Invoke(Page(filter, last, kept, stars) with { Progress = last?.Progress ?? new(0, CreatedRange.Parts(from, until).Count) });
            }
        }
    }

    private async Task<bool> IsSlowAsync(Task read, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var patience = Task.Delay(Patience, time, over.Token);
        var isSlow = await Task.WhenAny(read, patience) == patience;
        await over.CancelAsync();
        return isSlow;
    }

    private async Task<TemplateList> FavouritesAsync(TemplateFilter filter, DateTimeOffset? from, DateTimeOffset? until, IReadOnlyDictionary<long, TemplateFavourite> stars, bool anew,
        Action<TemplateList>? shown, CancellationToken cancellationToken)
    {
        var first = Page(filter, null, await known.FindAsync(filter, from, until, cancellationToken), stars);
        shown?.Invoke(first with { Progress = new(0, 1) });
        var news = await refresh.RefreshAsync([.. first.Rows.Select(x => x.Template.Id)], anew, cancellationToken);
        var list = Page(filter, null, await known.FindAsync(filter, from, until, cancellationToken), stars);
        return list with
        {
            Kept = news.Problem is not null, Problem = news.Problem, ReadAt = news.Problem is null ? news.ReadAt : list.ReadAt,
            Rows = [.. list.Rows.Select(x => x with { Gone = news.Gone.Contains(x.Template.Id) })],
        };
    }

    // Null where the database does not answer either.
    private async Task<IReadOnlyList<TemplateRow>?> KnownAsync(TemplateFilter filter, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            return await known.FindAsync(filter, from, until, cancellationToken);
        }
        catch (DbException)
        {
            return null;
        }
    }

    private static TemplateList Page(TemplateFilter filter, TemplateReading? reading, IReadOnlyList<TemplateRow> kept, IReadOnlyDictionary<long, TemplateFavourite> stars)
    {
        var fresh = reading?.Templates.ToDictionary(x => x.Id, x => new TemplateRow(x, reading.ReadAt)) ?? [];
        var rows = TemplateOrder.Sort(kept.Where(x => !fresh.ContainsKey(x.Template.Id)).Concat(fresh.Values), filter.Sort, stars).ToList();
        // An old link may name a page that is gone.
        var page = Math.Clamp(filter.Page, 1, Math.Max(1, (rows.Count + PageSize - 1) / PageSize));
        var isKept = reading is null || kept.Count > 0;
        return new(rows.Count, page, [.. rows.Skip((page - 1) * PageSize).Take(PageSize)])
        {
            Kept = isKept, ReadAt = isKept ? kept.Max(x => x.SeenAt) : reading!.ReadAt, Cut = reading?.Cut == true, WholeSince = reading?.WholeSince,
        };
    }
}
