using System.Data.Common;
using System.Security.Cryptography;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth.Sessions;

/// <summary>Who is signed in, on all servers of the database.</summary>
public sealed class SessionStore(
    IDbContextFactory<DashboardDb> databases, IDataProtectionProvider protection, IOptions<SignInOptions> options, IMemoryCache memory, TimeProvider time, ILogger<SessionStore> log)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeptAfterTheEnd = TimeSpan.FromDays(1);
    private static readonly TimeSpan TrustedWithoutDatabase = TimeSpan.FromMinutes(5);
    private readonly IDataProtector protector = protection.CreateProtector("Dashboard.Sessions.Tokens");
    private readonly Subscribers<string> changes = new();

    /// <summary>Calls a handler with the id of each session that this server ends or changes; it only takes note: it neither blocks nor throws.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action<string> handler) => changes.Add(handler);

    /// <summary>Begins a session, and forgets those that are long over.</summary>
    /// <param name="person">Who.</param>
    /// <param name="idToken">The provider's token, for signing out there, or null.</param>
    /// <param name="grant">With what the provider can be asked again, or null.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task<Session> BeginAsync(Person person, string? idToken = null, byte[]? grant = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var now = time.GetUtcNow();
        var session = new Session
        {
            Id = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)), Account = person.Account, Name = person.Name, ObjectId = person.ObjectId, TenantId = person.TenantId,
            ProviderSession = person.ProviderSession, Roles = Text(person.Roles), IssuedAt = now, SeenAt = now, CheckedAt = now, IdToken = Protect(idToken), Grant = Protect(grant),
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await ForgetAsync(db, cancellationToken);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return session;
    }

    /// <summary>Removes those that are over for a day: ended, unused or at their limit.</summary>
    internal Task ForgetAsync(DashboardDb db, CancellationToken cancellationToken)
    {
        var over = time.GetUtcNow() - KeptAfterTheEnd;
        var (unused, limit) = (over - options.Value.SessionIdle, over - options.Value.SessionLimit);
        return db.Sessions.Where(x => x.SeenAt < unused || x.EndedAt < over || x.IssuedAt < limit).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The session, or null when it is over. While the database can't be read, what it said in the last five minutes counts.</summary>
    public async Task<Session?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var session = await db.Sessions.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancellationToken);
            if (session is null || !IsAlive(session))
            {
                memory.Remove((nameof(SessionStore), id));
                return null;
            }
            return memory.Set((nameof(SessionStore), id), session, TrustedWithoutDatabase);
        }
        catch (DbException e)
        {
            log.LogWarning("Sessions can't be read ({Kind}); what is remembered of them counts for five minutes", e.GetType().Name);
            return memory.TryGetValue<Session>((nameof(SessionStore), id), out var known) && IsAlive(known!) ? known : null;
        }
    }

    /// <summary>Notes that a request came with the session: it slides on. Written once a minute.</summary>
    public async Task SeeAsync(Session session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var now = time.GetUtcNow();
        if (now - session.SeenAt < SeenEvery) return;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await db.Sessions.Where(x => x.Id == session.Id && x.SeenAt < now).ExecuteUpdateAsync(x => x.SetProperty(s => s.SeenAt, now), cancellationToken);
        }
        catch (DbException e)
        {
            log.LogWarning("A session can't be noted as in use ({Kind}); the next request does", e.GetType().Name);
        }
    }

    /// <summary>Takes it on oneself to ask the provider about a session, for all servers.</summary>
    /// <returns>False when another has done so since it was read.</returns>
    public async Task<bool> ClaimCheckAsync(Session session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.Where(x => x.Id == session.Id && x.CheckedAt == session.CheckedAt && x.EndedAt == null)
            .ExecuteUpdateAsync(x => x.SetProperty(s => s.CheckedAt, now), cancellationToken) == 1;
    }

    /// <summary>Writes what the provider says of the person now.</summary>
    public async Task RenewAsync(Session session, IReadOnlyList<string> roles, string idToken, byte[]? grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var (text, token, kept) = (Text(roles), Protect(idToken), Protect(grant));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Sessions.Where(x => x.Id == session.Id && x.EndedAt == null)
            .ExecuteUpdateAsync(x => x.SetProperty(s => s.Roles, text).SetProperty(s => s.IdToken, token).SetProperty(s => s.Grant, kept), cancellationToken);
        if (text != session.Roles) changes.Publish(session.Id);
    }

    /// <summary>Ends a session on all servers.</summary>
    public Task EndAsync(string id, CancellationToken cancellationToken) => EndAsync(x => x.Where(s => s.Id == id), cancellationToken);

    /// <summary>Ends the sessions that began with one at the provider.</summary>
    public Task EndAllOfAsync(string providerSession, CancellationToken cancellationToken) => EndAsync(x => x.Where(s => s.ProviderSession == providerSession), cancellationToken);

    /// <summary>The id_token, or null when there is none or it can't be decrypted any more.</summary>
    public string? IdTokenOf(Session session) => Unprotect(session?.IdToken) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    /// <summary>With what the provider can be asked again, or null as for <see cref="IdTokenOf"/>.</summary>
    public byte[]? GrantOf(Session session) => Unprotect(session?.Grant);

    private async Task EndAsync(Func<IQueryable<Session>, IQueryable<Session>> which, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = await which(db.Sessions).Where(x => x.EndedAt == null).Select(x => x.Id).ToListAsync(cancellationToken);
        await db.Sessions.Where(x => ids.Contains(x.Id)).ExecuteUpdateAsync(
            x => x.SetProperty(s => s.EndedAt, now).SetProperty(s => s.IdToken, (byte[]?)null).SetProperty(s => s.Grant, (byte[]?)null), cancellationToken);
        foreach (var id in ids)
        {
            memory.Remove((nameof(SessionStore), id));
            changes.Publish(id);
        }
    }

    private bool IsAlive(Session session)
    {
        var now = time.GetUtcNow();
        return session.EndedAt is null && now < session.IssuedAt + options.Value.SessionLimit && now < session.SeenAt + options.Value.SessionIdle;
    }

    private byte[]? Protect(string? text) => Protect(text is null ? null : System.Text.Encoding.UTF8.GetBytes(text));

    private byte[]? Protect(byte[]? bytes) => bytes is null ? null : protector.Protect(bytes);

    private byte[]? Unprotect(byte[]? bytes)
    {
        try
        {
            return bytes is null ? null : protector.Unprotect(bytes);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Text(IEnumerable<string> roles) => string.Join(' ', roles);
}
