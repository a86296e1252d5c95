using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Dashboard.Auth.Sessions;

/// <summary>Holds each request's cookie against the session that it names.</summary>
public sealed class SessionCookie(SessionCheck check, SessionStore sessions) : CookieAuthenticationEvents
{
    /// <inheritdoc/>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var cancel = context.HttpContext.RequestAborted;
        var user = context.Principal!;
        if (user.SessionId() is not { } id || await check.FindForRequestAsync(id, cancel) is not { } session)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }
        if (!user.HasRolesOf(session))
        {
            context.ReplacePrincipal(session.ToPrincipal());
            context.ShouldRenew = true;
        }
        await sessions.SeeAsync(session, cancel);
    }
}
