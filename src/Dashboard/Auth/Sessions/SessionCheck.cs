using System.Data.Common;
using Dashboard.Auth.EntraId;
using Dashboard.Data;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth.Sessions;

/// <summary>Says whether a session goes on, and with which roles: the database first, and every few minutes the provider.</summary>
public sealed class SessionCheck(SessionStore sessions, TokenClient tokens, IdTokenCheck check, IOptions<SignInOptions> options, TimeProvider time, ILogger<SessionCheck> log)
{
    // Longer than the open pages' time: they ask, and requests need not wait.
    private static readonly TimeSpan More = TimeSpan.FromMinutes(2);

    // Who has no role sees nothing, and waits for one.
    private static readonly TimeSpan WithoutRole = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How often the provider is asked about somebody with an open page.</summary>
    public TimeSpan AskedEvery => options.Value.RoleCheck;

    /// <summary>The session of an open page as it is now, or null when it is over. While the provider does not answer, it goes on as it was.</summary>
    public Task<Session?> FindForPageAsync(string id, CancellationToken cancellationToken) => FindAsync(id, AskedEvery, cancellationToken);

    /// <summary>The session of a request, as <see cref="FindForPageAsync"/>.</summary>
    public Task<Session?> FindForRequestAsync(string id, CancellationToken cancellationToken) => FindAsync(id, AskedEvery + More, cancellationToken);

    private async Task<Session?> FindAsync(string id, TimeSpan age, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(id, cancellationToken);
        if (session?.Grant is null || time.GetUtcNow() - session.CheckedAt < (session.Roles.Length == 0 ? WithoutRole : age)) return session;
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
