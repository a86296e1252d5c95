using Dashboard.Auth.Frames;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Auth.Sessions;

/// <summary>Removes sessions that are over since yesterday, and codes of frames that were never redeemed, also where nobody signs in any more.</summary>
public sealed class SessionRetention(SessionStore sessions, FrameCodes codes, IDbContextFactory<DashboardDb> databases) : IRetention
{
    /// <inheritdoc/>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await sessions.ForgetAsync(db, cancellationToken);
        await codes.ForgetAsync(db, cancellationToken);
    }
}
