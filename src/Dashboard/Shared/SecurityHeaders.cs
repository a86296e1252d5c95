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

    /// <summary>Adds them before anything else answers.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var origins = app.Services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.AllowedOrigins;
        var (closed, framed) = (Policy + "'none'", Policy + (origins.Count == 0 ? "'none'" : string.Join(' ', origins)));
        app.Use((context, next) => AddAsync(context, next, Links.IsEmbedded(context.Request.Path) ? framed : closed));
    }

    private static Task AddAsync(HttpContext context, RequestDelegate next, string policy)
    {
        // At the last moment: whoever writes an error page clears the headers first.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
