using Dashboard.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth.Frames;

/// <summary>The session of a frame on another site. Browsers keep the usual cookie from it; this one is kept for each portal apart (CHIPS).</summary>
public static class FrameCookie
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "Frame";

    /// <summary>Name of the cookie.</summary>
    public const string Name = "__Host-dashboard-frame";

    private const string Either = "Either";

    /// <summary>Adds it beside the usual cookie, whose rules on lifetime and revalidation it shares.</summary>
    public static void AddFrameCookie(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication().AddCookie(Scheme, _ => { }).AddPolicyScheme(Either, null, options =>
            options.ForwardDefaultSelector = context => IsUsedBy(context.Request) ? Scheme : CookieAuthenticationDefaults.AuthenticationScheme);
        // Only who somebody is comes from either cookie; sign-in and sign-out name theirs.
        builder.Services.Configure<AuthenticationOptions>(x => x.DefaultAuthenticateScheme = Either);
        builder.Services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IServiceProvider>((options, services) =>
        {
            var usual = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
            (options.ExpireTimeSpan, options.SlidingExpiration, options.EventsType) = (usual.ExpireTimeSpan, usual.SlidingExpiration, usual.EventsType);
            options.Cookie.Name = Name;
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.None;
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.Extensions.Add("Partitioned");
        });
    }

    /// <summary>
    /// Whether the request is one of a frame with a session of its own. The cookie comes with whatever the portal's page requests, so it counts
    /// only when a frame is filled, and for what our own page in the frame requests. Where the usual cookie comes, that one counts.
    /// </summary>
    public static bool IsUsedBy(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var usual = request.HttpContext.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).Cookie.Name!;
        if (!request.Cookies.ContainsKey(Name) || request.Cookies.ContainsKey(usual)) return false;
        return FillsFrame(request) ? HttpMethods.IsGet(request.Method) && Links.IsEmbedded(request.Path) : IsFromOurPage(request);
    }

    /// <summary>Whether one of our own pages sent the request, by what the browser says of it.</summary>
    public static bool IsFromOurPage(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.IsNullOrEmpty(request.Headers.Origin) ? request.Headers["Sec-Fetch-Site"] == "same-origin" : OwnOrigin.IsSentBy(request);
    }

    // A browser that does not tell (Safari before 16.4) opens pages without an origin.
    private static bool FillsFrame(HttpRequest request) =>
        request.Headers["Sec-Fetch-Mode"] == "navigate" || (request.Headers["Sec-Fetch-Mode"].Count == 0 && request.Headers.Origin.Count == 0);
}
