using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Settings;

/// <summary>The full check of the mirror: what it found, and asking for one. The sync looks for that every few seconds, on whichever server it runs.</summary>
public sealed class MirrorCheckQueries(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    /// <summary>State of the sync, and with it the last check; null before the first pass.</summary>
    public async Task<SyncState?> FindAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SyncStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Asks for a check; false before the first pass, when there is nothing to check.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SyncStates.ExecuteUpdateAsync(set => set.SetProperty(x => x.CheckAskedAt, now), cancellationToken) > 0;
    }
}
