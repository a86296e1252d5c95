using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Dashboard.Auth.Sessions;

/// <summary>Who sits before an open page. It loses its rights when the session ends or its roles change: at once on the server where that happens, within minutes on others.</summary>
public sealed class SessionAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
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
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authenticationState);
        var user = authenticationState.User;
        return user.SessionId() is { } id && await check.FindAsync(id, SessionCheck.AskedEvery, cancellationToken) is { } session && user.HasRolesOf(session);
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
