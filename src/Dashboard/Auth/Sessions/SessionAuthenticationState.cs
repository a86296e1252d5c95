using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Dashboard.Auth.Sessions;

/// <summary>Who sits before an open page. It loses its rights when the session ends or its roles change: at once on the server where that happens, within minutes on others.</summary>
public sealed class SessionAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);
    private readonly SessionCheck check;
    private readonly IDisposable subscription;

    /// <summary>One for each open page.</summary>
    public SessionAuthenticationState(ILoggerFactory logs, SessionStore sessions, SessionCheck check) : base(logs)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        this.check = check;
        subscription = sessions.Subscribe(id => _ = HearAsync(id));
    }

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => check.AskedEvery < Often ? check.AskedEvery : Often;

    /// <inheritdoc/>
    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) => IsValidAsync(authenticationState, cancellationToken);

    /// <summary>Whether somebody's session goes on with the roles that the page has of it.</summary>
    internal async Task<bool> IsValidAsync(AuthenticationState state, CancellationToken cancellationToken)
    {
        var user = state.User;
        return user.SessionId() is { } id && await check.FindForPageAsync(id, cancellationToken) is { } session && user.HasRolesOf(session);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            subscription.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task HearAsync(string id)
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.SessionId() != id) return;
        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
    }
}
