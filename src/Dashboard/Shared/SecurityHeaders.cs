using Dashboard.Auth;
using Microsoft.Extensions.Options;

namespace Dashboard.Shared;

/// <summary>Headers that every answer carries.</summary>
public static class SecurityHeaders
{
    // The component library sets style attributes; scripts and style sheets come from this origin only.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors ";

    private const string Features =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    /// <summary>Adds them before anything else answers.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var origins = app.Services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.AllowedOrigins;
        var (closed, framed) = (Policy + "'none'", Policy + (origins.Count == 0 ? "'none'" : string.Join(' ', origins)));
        // The sign-in window of a page in a portal's frame goes by pages of every kind, and must not lose hold of who opened it.
        var opener = origins.Count == 0 ? "same-origin" : "unsafe-none";
        app.Use((context, next) =>
        {
            var inFrames = Links.IsEmbedded(context.Request.Path);
            return AddAsync(context, next, inFrames ? framed : closed, opener, inFrames || (origins.Count > 0 && IsAsset(context.Request.Path)));
        });
    }

    // A frame in a sandbox may have no origin of its own: without its looks it could not even say what is wrong.
    private static bool IsAsset(PathString path) => path.Value is { } file && (file.EndsWith(".css", StringComparison.Ordinal) || file.EndsWith(".js", StringComparison.Ordinal));

    private static Task AddAsync(HttpContext context, RequestDelegate next, string policy, string opener, bool everywhere)
    {
        // At the last moment: whoever writes an error page clears the headers first.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            // Whatever does not say otherwise, as static files do, is somebody's own.
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = Features;
            headers["Cross-Origin-Opener-Policy"] = opener;
            headers["Cross-Origin-Resource-Policy"] = everywhere ? "cross-origin" : "same-origin";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
