using System.Security.Claims;
using Dashboard.Auth.EntraId;
using Dashboard.Auth.Sessions;
using Dashboard.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth;

/// <summary>Begins and ends sessions, however people sign in.</summary>
public static class SignIn
{
    /// <summary>Maps the way in that <c>Authentication:Mode</c> names, and the way out.</summary>
    public static void MapSignIn(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        switch (app.Services.GetRequiredService<IOptions<SignInOptions>>().Value.Mode)
        {
            case SignInMode.EntraId: app.MapEntraId(); break;
            case SignInMode.Development: app.MapDevelopmentSignIn(); break;
        }
        // Who has no role may leave too. The token is checked there: a page's own is no longer valid once its session is over.
        app.MapPost(Links.SignOut, SignOutAsync).AllowAnonymous().DisableAntiforgery();
        // Whoever works in an open page makes no other request.
        app.MapGet(Links.SignInSeen, () => TypedResults.NoContent());
    }

    /// <summary>Begins a session in place of the one that the browser may have had, and records it.</summary>
    /// <returns>The person, for the cookie.</returns>
    internal static async Task<ClaimsPrincipal> BeginAsync(HttpContext context, Person person, Tokens? tokens = null, string? before = null)
    {
        var sessions = context.RequestServices.GetRequiredService<SessionStore>();
        var session = await sessions.BeginAsync(person, tokens?.IdToken, tokens?.Grant, context.RequestAborted);
        if (before is not null) await sessions.EndAsync(before, context.RequestAborted);
        var user = session.ToPrincipal();
        await context.RequestServices.GetRequiredService<AuditTrail>().WriteAsync(
            user, context.Connection.RemoteIpAddress?.ToString(), "signin", detail: person.Roles.Count == 0 ? AuditDetail.Of(("role", "none")) : null, cancellationToken: context.RequestAborted);
        return user;
    }

    private static async Task<IResult> SignOutAsync(
        HttpContext context, IAntiforgery antiforgery, SessionStore sessions, EntraIdSignOut provider, AuditTrail audit, IOptions<SignInOptions> options, [FromForm] string? returnUrl)
    {
        var cancel = context.RequestAborted;
        var back = Links.LocalOr(returnUrl, Links.SignIn);
        if (context.User.Identity?.IsAuthenticated != true) return TypedResults.LocalRedirect(back);
        if (!await antiforgery.IsRequestValidAsync(context)) return TypedResults.BadRequest();
        ProviderSignOut? there = null;
        if (context.User.SessionId() is { } id && await sessions.FindAsync(id, cancel) is { } session)
        {
            if (options.Value.Mode == SignInMode.EntraId) there = await provider.FindAsync(session, $"{context.Request.Scheme}://{context.Request.Host}", back, cancel);
            await sessions.EndAsync(id, cancel);
            await audit.WriteAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), "signin.out", cancellationToken: cancel);
        }
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (there is null) return TypedResults.LocalRedirect(back);
        // Not a redirect: the policy of the page lets forms lead nowhere else, not even by a redirect.
        context.Response.Headers.Append("Refresh", $"0; url={there.WithHint}");
        return new RazorComponentResult<SigningOut>(new { there.Address, Theme = context.Request.Cookies["theme"] is "light" or "dark" ? context.Request.Cookies["theme"] : "system" });
    }
}
