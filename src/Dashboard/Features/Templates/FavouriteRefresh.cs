using System.Collections.Concurrent;
using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Caching.Memory;

namespace Dashboard.Features.Templates;

/// <summary>Reads the favourites on a page from Wshoto one by one: their list is ours, and Wshoto's knows no ids to filter by.</summary>
public sealed class FavouriteRefresh(WshotoClient wshoto, KnownTemplates known, IMemoryCache cache, TimeProvider time)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(45);

    /// <summary>Reads them, except those that were read within the last 45 seconds, and keeps what it finds.</summary>
    /// <param name="ids">The templates.</param>
    /// <param name="anew">Whether all of them are read.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<FavouriteNews> RefreshAsync(IReadOnlyCollection<long> ids, bool anew, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<long, Look>();
        UpstreamException? problem = null;
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (id, cancel) =>
        {
            // Where one does not come, the others would keep people waiting too.
            if (Volatile.Read(ref problem) is not null) return;
            if (!anew && cache.TryGetValue(Key(id), out Look? before)) found[id] = before!;
            else
            {
                try
                {
                    found[id] = cache.Set(Key(id), await LookAsync(id, cancel), Remembered);
                }
                catch (UpstreamException e)
                {
                    Interlocked.CompareExchange(ref problem, e, null);
                }
            }
        });
        return new(problem, found.Values.Select(x => x.At).DefaultIfEmpty(time.GetUtcNow()).Min(), found.Where(x => x.Value.Gone).Select(x => x.Key).ToHashSet());
    }

    private async Task<Look> LookAsync(long id, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        try
        {
            await known.SeeAsync([await wshoto.GetDetailAsync(id, cancellationToken)], at, cancellationToken);
            return new(at, Gone: false);
        }
        catch (UpstreamException e) when (e.Failure == UpstreamFailure.Refused)
        {
            return new(at, Gone: true);
        }
    }

    private static (string, long) Key(long id) => ("favourite", id);

    private sealed record Look(DateTimeOffset At, bool Gone);
}

/// <summary>What Wshoto says of the favourites on a page.</summary>
/// <param name="Problem">Why not all of them could be read, or null.</param>
/// <param name="ReadAt">When the first of them was read (UTC).</param>
/// <param name="Gone">Those that Wshoto does not have any more.</param>
public sealed record FavouriteNews(UpstreamException? Problem, DateTimeOffset ReadAt, IReadOnlySet<long> Gone);
