using System.Text.Json;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Dashboard.Auth.Frames;

/// <summary>Sign-in and sign-out of a frame on another site.</summary>
public static class FrameSignIn
{
    /// <summary>Adds the frame's cookie, the codes, and what a frame without a session shows.</summary>
    public static void AddFrameSignIn(this WebApplicationBuilder builder)
    {
        builder.AddFrameCookie();
        builder.Services.AddSingleton<FrameCodes>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, FrameChallenge>();
    }

    /// <summary>Maps the POSTs of embed.js.</summary>
    public static void MapFrameSignIn(this WebApplication app)
    {
        app.MapPost(Links.EmbedRedeem, RedeemAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Callback);
        app.MapPost(Links.EmbedSignOut, (Delegate)SignOutAsync).AllowAnonymous();
    }

    private static async Task<IResult> RedeemAsync(HttpContext context, FrameCodes codes, AuditTrail audit)
    {
        if (!FrameCookie.IsFromOurPage(context.Request) || !context.Request.HasJsonContentType()) return TypedResults.BadRequest();
        if (await ReadAsync(context.Request) is not { Code: { } code, Page: { } page, Secret: { } secret } || await codes.RedeemAsync(code, page, secret, context.RequestAborted) is not { } user) return TypedResults.BadRequest();
        await audit.WriteAsync(user, context.Connection.RemoteIpAddress?.ToString(), "signin.frame", page, cancellationToken: context.RequestAborted);
        await context.SignInAsync(FrameCookie.Scheme, user);
        return TypedResults.NoContent();
    }

    private static async Task<Redemption?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFromJsonAsync<Redemption>(request.HttpContext.RequestAborted);
        }
        // No JSON, or in letters that nobody knows.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Ends nothing but the cookie of this frame: other frames, and the session in which it began, go on.
    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        if (!FrameCookie.IsFromOurPage(context.Request)) return TypedResults.BadRequest();
        await context.SignOutAsync(FrameCookie.Scheme);
        return TypedResults.NoContent();
    }

    private sealed record Redemption(string? Code, string? Page, string? Secret);

    // A redirect to the sign-in page would end at a page that is never framed.
    private sealed class FrameChallenge : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler usual = new();

        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded || !Links.IsEmbedded(context.Request.Path) || context.Request.Headers["Sec-Fetch-Dest"] == "document")
                return usual.HandleAsync(next, context, policy, authorizeResult);
            context.Response.StatusCode = authorizeResult.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
            context.Response.Headers.CacheControl = "no-store";
            return new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<FrameWelcome>(new Dictionary<string, object?> { [nameof(FrameWelcome.Forbidden)] = authorizeResult.Forbidden }).ExecuteAsync(context);
        }
    }
}
