using Dashboard.Auth.EntraId;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Shared;

/// <summary>What is special about requests that fill frames.</summary>
public static class EmbedRequests
{
    /// <summary>Cookie of the language that a person chose.</summary>
    public const string CultureCookie = "culture";

    private const string FrameCultureCookie = "embed-culture";
    private static readonly string[] Frames = ["iframe", "frame", "object", "embed", "fencedframe"];

    /// <summary>Fills no frame but with a page that is made for it. Browsers that don't say what a request is for go by <c>frame-ancestors</c>.</summary>
    public static void UseFramesForEmbeddedPagesOnly(this WebApplication app)
    {
        // Entra ID ends a session in a hidden frame of its own page; the answer is empty.
        var signOut = app.Services.GetRequiredService<IOptions<EntraIdOptions>>().Value.RemoteSignOutPath;
        app.Use((context, next) => context.Request.Path == signOut ? next(context) : KeepAsync(context, next));
    }

    private static Task KeepAsync(HttpContext context, RequestDelegate next)
    {
        if (!Frames.Contains(context.Request.Headers["Sec-Fetch-Dest"].ToString())) return next(context);
        context.RequestServices.GetRequiredService<RefusedPortals>().See(context.Request);
        if (Links.IsEmbedded(context.Request.Path)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This page is never shown in a frame. Embed an address that begins with /embed.", context.RequestAborted);
    }

    /// <summary>A portal may say <c>?culture=zh-CN</c>: it counts for people who have not chosen a language, also when the page's circuit connects.</summary>
    public static void AddEmbedCulture(RequestLocalizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequestCultureProviders = [
            // The framework's own name: what somebody chose before.
            .. Cookie(CultureCookie), new CookieRequestCultureProvider { Options = options }, new QueryStringRequestCultureProvider { Options = options }, .. Cookie(FrameCultureCookie), new AcceptLanguageHeaderRequestCultureProvider { Options = options },
        ];
        IRequestCultureProvider[] Cookie(string name) =>
            [new CookieRequestCultureProvider { Options = options, CookieName = ChoiceCookie.HostPrefix + name }, new CookieRequestCultureProvider { Options = options, CookieName = name }];
    }

    /// <summary>Keeps that language for the frame.</summary>
    public static void UseEmbedCulture(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (Links.IsEmbedded(request.Path) && request.Query["culture"] is [{ } asked] && PagesSetup.Cultures.Contains(asked))
        {
            var cookie = new CookieOptions { HttpOnly = true, IsEssential = true, Secure = request.IsHttps, SameSite = request.IsHttps ? SameSiteMode.None : SameSiteMode.Lax };
            if (request.IsHttps) cookie.Extensions.Add("Partitioned");
            context.Response.Cookies.Append(ChoiceCookie.NameFor(request, FrameCultureCookie), CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(asked)), cookie);
        }
        return next(context);
    });
}
