using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Auth.Frames;

/// <summary>One-time codes that hand a session from the window in which it was begun to a frame on another site, on any server of the database.</summary>
public sealed class FrameCodes(IDbContextFactory<DashboardDb> databases, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How long a code is redeemed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly TicketDataFormat tickets = new(protection.CreateProtector("Dashboard.Frames.Codes"));

    /// <summary>Makes a code, and forgets those that nobody redeemed.</summary>
    /// <param name="user">Who is signed in.</param>
    /// <param name="page">The page in the frame, without its query.</param>
    /// <param name="challenge">Challenge of the frame: <see cref="ChallengeOf"/> a secret that it keeps.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task<string> MakeAsync(ClaimsPrincipal user, string page, string challenge, CancellationToken cancellationToken)
    {
        var code = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await ForgetAsync(db, cancellationToken);
        db.FrameCodes.Add(new()
        {
            Hash = Hash(code), Page = page, Challenge = challenge, Ticket = tickets.Protect(new(user, FrameCookie.Scheme)), ExpiresAt = time.GetUtcNow() + Lifetime,
        });
        await db.SaveChangesAsync(cancellationToken);
        return code;
    }

    /// <summary>Removes those whose time is over.</summary>
    internal Task ForgetAsync(DashboardDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.FrameCodes.Where(x => x.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Who the code was made for, or null when it is unknown, used, too old, or another frame's. It is used up in any case.</summary>
    /// <param name="code">The code.</param>
    /// <param name="page">The page in the frame that asks, without its query.</param>
    /// <param name="secret">What the frame's challenge was made of.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<ClaimsPrincipal?> RedeemAsync(string code, string page, string secret, CancellationToken cancellationToken)
    {
        var hash = Hash(code);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.FrameCodes.AsNoTracking().FirstOrDefaultAsync(x => x.Hash == hash, cancellationToken);
        // Of two that come at once, one deletes it.
        if (found is null || await db.FrameCodes.Where(x => x.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 0) return null;
        return found.ExpiresAt > time.GetUtcNow() && found.Page == page && found.Challenge == ChallengeOf(secret) ? tickets.Unprotect(found.Ticket)?.Principal : null;
    }

    /// <summary>The challenge of a secret, as embed.js makes it: SHA-256, Base64Url.</summary>
    public static string ChallengeOf(string secret) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string Hash(string code) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
