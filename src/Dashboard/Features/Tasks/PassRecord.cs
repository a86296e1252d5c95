using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>Writes how the passes of the sync went into <see cref="SyncState"/>.</summary>
internal sealed class PassRecord(IDbContextFactory<DashboardDb> databases)
{
    /// <summary>A pass begins.</summary>
    public Task BeginAsync(DateTimeOffset now, CancellationToken cancellationToken) => databases.ChangeSyncStateAsync(state => state.ReadingSince = now, cancellationToken);

    /// <summary>A pass has ended.</summary>
    /// <param name="began">When it began (UTC).</param>
    /// <param name="now">When it ended (UTC).</param>
    /// <param name="next">When the next is due (UTC).</param>
    /// <param name="error">Why it failed, or null.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public Task EndAsync(DateTimeOffset began, DateTimeOffset now, DateTimeOffset next, string? error, CancellationToken cancellationToken) => databases.ChangeSyncStateAsync(state =>
    {
        (state.TriedAt, state.Error, state.ReadingSince, state.NextAt) = (began, error, null, next);
        if (error is null) state.FreshAt = began;
        state.DownSince = error is null ? null : state.DownSince ?? now;
    }, cancellationToken);
}
