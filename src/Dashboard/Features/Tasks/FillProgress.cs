using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>How far a fill of the mirror is, kept where every server and every restart finds it. What is done is counted in the mirror itself:
/// a fill that goes on after a break begins with what is there.</summary>
internal sealed class FillProgress(IDbContextFactory<DashboardDb> databases, MirrorFeed feed, TimeProvider time, DateTimeOffset oldest, int total)
{
    // Counting takes milliseconds, and nobody reads faster.
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);

    // Of what was known of the pace, this much gives way to the last second's.
    private const double Newest = 0.3;
    private DateTimeOffset? writtenAt;
    private int done;
    private double perSecond;

    /// <summary>Counts anew, unless that was less than a second ago.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - writtenAt < AtMostEvery) return;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var have = await db.Tasks.CountAsync(x => x.CreatedAt >= oldest, cancellationToken);
        if (writtenAt is { } then)
        {
            var lately = (have - done) / (now - then).TotalSeconds;
            perSecond = perSecond == 0 ? lately : perSecond + Newest * (lately - perSecond);
        }
        (writtenAt, done) = (now, have);
        // More may have been created since INCS counted.
        var of = Math.Max(total, have);
        await db.SyncStates.ExecuteUpdateAsync(set => set.SetProperty(x => x.FillTotal, of).SetProperty(x => x.FillDone, have).SetProperty(x => x.FillPerSecond, perSecond), cancellationToken);
        feed.Publish(new(new HashSet<long>()), of == 0 ? 0 : Math.Min((double)have / of, 0.999));
    }

    /// <summary>Says that all is read.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.SyncStates.ExecuteUpdateAsync(set => set.SetProperty(x => x.FillTotal, (int?)null).SetProperty(x => x.FillDone, 0).SetProperty(x => x.FillPerSecond, 0), cancellationToken);
        feed.Publish(new(new HashSet<long>()), null);
    }
}
