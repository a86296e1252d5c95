using Dashboard.Auth.Sessions;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth.EntraId;

/// <summary>Sign-in at Microsoft Entra ID.</summary>
public static class EntraIdSetup
{
    /// <summary>Adds it; unless <c>Authentication:Mode</c> is <c>EntraId</c>, nothing of it is asked for or checked.</summary>
    public static void AddEntraId(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<EntraIdOptions>().Bind(builder.Configuration.GetSection(EntraIdOptions.Section));
        services.AddHttpClient(EntraIdDiscovery.Http, client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton<EntraIdDiscovery>();
        services.AddSingleton<TokenClient>();
        services.AddSingleton<IdTokenCheck>();
        services.AddSingleton<EntraIdSignOut>();
        if (builder.Configuration.GetSection(SignInOptions.Section).Get<SignInOptions>() is { Mode: not SignInMode.EntraId }) return;
        options.ValidateOnStart();
        services.AddSingleton<IValidateOptions<EntraIdOptions>, EntraIdOptionsValidation>();
        services.AddAuthentication().AddOAuth<EntraIdHandlerOptions, EntraIdHandler>(EntraIdOptions.Scheme, _ => { });
        services.AddOptions<EntraIdHandlerOptions>(EntraIdOptions.Scheme).Configure<IOptions<EntraIdOptions>>((handler, entra) => Configure(handler, entra.Value));
    }

    /// <summary>Limits the answers of Entra ID, which the sign-in itself takes; before it.</summary>
    public static void UseEntraIdLimit(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetRequiredService<IOptions<SignInOptions>>().Value.Mode == SignInMode.EntraId)
            app.UseCallbackLimit(app.Services.GetRequiredService<IOptions<EntraIdOptions>>().Value.CallbackPath);
    }

    /// <summary>Maps the way to Entra ID and the way back from signing out there.</summary>
    public static void MapEntraId(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet(Links.SignInEntraId, Leave).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        var paths = app.Services.GetRequiredService<IOptions<EntraIdOptions>>().Value;
        app.MapGet(paths.SignedOutCallbackPath, (string? state, EntraIdSignOut signOut) => TypedResults.LocalRedirect(signOut.ReturnUrl(state))).AllowAnonymous().RequireRateLimiting(RateLimits.Callback);
        app.MapGet(paths.RemoteSignOutPath, EndAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Callback);
    }

    // No cookie comes along in another site's frame: the provider names its session, which nobody can guess.
    private static async Task<NoContent> EndAsync(string? sid, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(sid)) await sessions.EndAllOfAsync(sid, cancellationToken);
        return TypedResults.NoContent();
    }

    private static ChallengeHttpResult Leave(HttpContext context, string? returnUrl)
    {
        var properties = new AuthenticationProperties { RedirectUri = Links.LocalOr(returnUrl, Links.Overview) };
        // The answer comes from another site, without this cookie.
        properties.Items[EntraIdHandler.SessionBeforeItem] = context.User.SessionId();
        return TypedResults.Challenge(properties, [EntraIdOptions.Scheme]);
    }

    private static void Configure(EntraIdHandlerOptions handler, EntraIdOptions entra)
    {
        handler.ClientId = entra.ClientId;
        handler.CallbackPath = entra.CallbackPath;
        // Only the query that is built on it is used: the address comes from discovery.
        handler.AuthorizationEndpoint = $"{entra.Authority}/oauth2/v2.0/authorize";
        handler.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        handler.UsePkce = true;
        foreach (var scope in new[] { "openid", "profile", "offline_access" }) handler.Scope.Add(scope);
        handler.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        // The answer is a POST from another site.
        handler.CorrelationCookie.Name = "__Secure-dashboard-signin.";
        handler.CorrelationCookie.SameSite = SameSiteMode.None;
        handler.CorrelationCookie.SecurePolicy = CookieSecurePolicy.Always;
        handler.Events.OnTicketReceived = BeginAsync;
        handler.Events.OnRemoteFailure = FailAsync;
    }

    private static async Task BeginAsync(TicketReceivedContext context)
    {
        var tokens = context.Properties!.GetParameter<Tokens>(EntraIdHandler.TokensParameter)!;
        var person = context.Properties.GetParameter<Person>(EntraIdHandler.PersonParameter)!;
        context.Principal = await SignIn.BeginAsync(context.HttpContext, person, tokens, context.Properties.Items[EntraIdHandler.SessionBeforeItem]);
        context.Properties.Items.Remove(EntraIdHandler.SessionBeforeItem);
        context.ReturnUri = Links.LocalOr(context.ReturnUri, Links.Overview);
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        var failure = context.Failure as SignInFailedException ?? new(SignInProblem.Refused, context.Failure?.GetType().Name ?? "unknown");
        SignInFailures.Log(context.HttpContext.RequestServices.GetRequiredService<ILogger<EntraIdHandler>>(), failure);
        context.Response.Redirect(Links.SignInProblem(failure.Problem.ToString(), Links.LocalOr(context.Properties?.RedirectUri, Links.Overview)));
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
