using System.Net;
using Dashboard.Auth.Sessions;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth;

/// <summary>Sign-in by choosing a persona.</summary>
public static class DevelopmentSignIn
{
    /// <summary>The personas, one a role.</summary>
    public static readonly IReadOnlyList<Persona> Personas =
    [
        new(Roles.Viewer, "Vera Viewer", "vera@dashboard.local"),
        new(Roles.Manager, "Mei Manager", "mei@dashboard.local"),
        new(Roles.Admin, "Adi Admin", "adi@dashboard.local"),
    ];

    /// <summary>In Development mode nobody but this machine is answered: there is no password.</summary>
    public static void UseLoopbackOnlyInDevelopmentMode(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<SignInOptions>>().Value.Mode != SignInMode.Development) return;
        string[] named = [.. (app.Configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(x => x != "*")];
        app.Use(async (context, next) =>
        {
            if ((context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)) || !IsOfThisMachine(context.Request.Host.Host, named))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                await context.Response.WriteAsync("Authentication:Mode is Development: only this machine is answered.");
                return;
            }
            await next(context);
        });
    }

    // Another site may give its name this machine's address, and its script would be let in as whoever it likes.
    private static bool IsOfThisMachine(string host, string[] named) =>
        host == "localhost" || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || named.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Maps the POST of the personas.</summary>
    public static void MapDevelopmentSignIn(this WebApplication app) => app.MapPost(Links.SignInDevelopment, SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);

    private static async Task<IResult> SignInAsync(HttpContext context, [FromForm] string role, [FromForm] string? returnUrl)
    {
        if (Personas.FirstOrDefault(x => x.Role == role) is not { } persona) return TypedResults.BadRequest();
        var user = await SignIn.BeginAsync(context, new(persona.Name, persona.Account, [persona.Role]), before: context.User.SessionId());
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user);
        return TypedResults.LocalRedirect(Links.LocalOr(returnUrl, Links.Overview));
    }
}

/// <summary>One choice of the development sign-in.</summary>
/// <param name="Role">The role it has.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Account">Its account.</param>
public sealed record Persona(string Role, string Name, string Account);
