using System.Security.Claims;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Auth;

/// <summary>Writes the audit log. An action that can't be recorded fails.</summary>
public sealed class AuditTrail(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    /// <summary>Records one action. Never pass personal data or a secret in <paramref name="target"/> or <paramref name="detail"/>.</summary>
    /// <param name="user">Who acted.</param>
    /// <param name="address">Remote address of the request or circuit (<c>ClientContext.Address</c>), or null.</param>
    /// <param name="action">Such as <c>batch.confirm</c>.</param>
    /// <param name="target">Such as <c>batch 12</c>.</param>
    /// <param name="detail">Figures and codes by <see cref="AuditDetail.Of"/>, or a name.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task WriteAsync(ClaimsPrincipal user, string? address, string action, string? target = null, string? detail = null, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.AuditEntries.Add(new AuditEntry
        {
            At = time.GetUtcNow(), Who = user.AccountName(), Action = action, Target = target, Detail = detail, Address = address,
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
