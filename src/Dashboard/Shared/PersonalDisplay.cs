using Dashboard.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Shared;

/// <summary>The switch "hide personal data": for a browser by a cookie, for a frame by its address. It only hides; who may see what is the role's.</summary>
public static class PersonalDisplay
{
    /// <summary>Name of the cookie (<see cref="ChoiceCookie.NameFor"/>), and of the parameter by which a portal hides it in a frame.</summary>
    public const string Name = "personal";

    private const string Hidden = "hidden";

    /// <summary>Maps the switch.</summary>
    public static void MapPersonalDisplay(this WebApplication app) => app.MapPost(Links.Personal, Switch).RequireAuthorization(Policies.Manage);

    /// <summary>Whether phones and amounts are hidden in the page that a request asks for.</summary>
    internal static bool IsHiddenIn(HttpRequest request) =>
        request.Cookies[ChoiceCookie.NameFor(request, Name)] == Hidden || (Links.IsEmbedded(request.Path) && request.Query[Name].Contains(Hidden));

    /// <summary>The address of a frame in which they are hidden.</summary>
    internal static string HiddenIn(string embedPage) => $"{embedPage}{(embedPage.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Name}={Hidden}";

    private static RedirectHttpResult Switch(HttpContext context, [FromForm] bool hide, [FromForm] string? returnUrl)
    {
        var (name, cookie) = (ChoiceCookie.NameFor(context.Request, Name), ChoiceCookie.For(context.Request));
        if (hide) context.Response.Cookies.Append(name, Hidden, cookie);
        else context.Response.Cookies.Delete(name, cookie);
        return TypedResults.LocalRedirect(Links.LocalOr(returnUrl, Links.Overview));
    }
}
