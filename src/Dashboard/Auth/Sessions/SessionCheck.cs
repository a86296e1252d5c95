using System.Data.Common;
using Dashboard.Auth.EntraId;
using Dashboard.Data;

namespace Dashboard.Auth.Sessions;

/// <summary>Says whether a session goes on, and with which roles: the database first, and every few minutes the provider.</summary>
public sealed class SessionCheck(SessionStore sessions, TokenClient tokens, IdTokenCheck check, TimeProvider time, ILogger<SessionCheck> log)
{
    /// <summary>How often the provider is asked about somebody with an open page.</summary>
    public static readonly TimeSpan AskedEvery = TimeSpan.FromMinutes(3);

    /// <summary>For how long a request goes by what the provider said: longer than <see cref="AskedEvery"/>, so that open pages ask and requests don't wait.</summary>
    public static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The session as it is now, or null when it is over.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="age">The provider is asked when that was longer ago. While it does not answer, the session goes on as it was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Session?> FindAsync(string id, TimeSpan age, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(id, cancellationToken);
        if (session?.Grant is null || time.GetUtcNow() - session.CheckedAt < age) return session;
        try
        {
            if (!await sessions.ClaimCheckAsync(session, cancellationToken)) return session;
            var (person, answer) = await AskAsync(session, cancellationToken);
            await sessions.RenewAsync(session, person.Roles, answer.IdToken, answer.Grant, cancellationToken);
        }
        catch (SignInFailedException e) when (e.Problem is SignInProblem.Expired or SignInProblem.OtherTenant)
        {
            log.LogInformation("A session ends, the provider does not renew it: {Reason}", e.Message);
            await sessions.EndAsync(id, cancellationToken);
        }
        catch (SignInFailedException e)
        {
            log.LogWarning("The provider can't be asked whether somebody still has their roles, they keep them until the next try: {Reason}", e.Message);
        }
        catch (DbException e)
        {
            log.LogWarning("A session can't be renewed in the database ({Kind}); the next try follows", e.GetType().Name);
        }
        return await sessions.FindAsync(id, cancellationToken);
    }

    private async Task<(Person Person, Tokens Tokens)> AskAsync(Session session, CancellationToken cancellationToken)
    {
        var grant = sessions.GrantOf(session) ?? throw new SignInFailedException(SignInProblem.Expired, "kept tokens can't be decrypted");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var answer = await tokens.RenewAsync(grant, either.Token);
            var person = await check.ReadAsync(answer, null, either.Token);
            return person.ObjectId == session.ObjectId && person.TenantId == session.TenantId
                ? (person, answer)
                : throw new SignInFailedException(SignInProblem.Expired, "somebody else's token");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SignInFailedException(SignInProblem.Unavailable, "no answer in time");
        }
    }
}
