using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>The one row of <see cref="SyncState"/>.</summary>
internal static class SyncStateRow
{
    /// <summary>Changes it; it is made where it is not there yet.</summary>
    public static async Task ChangeSyncStateAsync(this IDbContextFactory<DashboardDb> databases, Action<SyncState> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var state = await db.SyncStates.SingleOrDefaultAsync(cancellationToken);
        if (state is null) db.SyncStates.Add(state = new SyncState { Id = 1 });
        change(state);
        await db.SaveChangesAsync(cancellationToken);
    }
}
