using Dashboard.Auth.EntraId;
using Dashboard.Auth.Sessions;
using Dashboard.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth;

/// <summary>Sign-in, policies and the audit trail.</summary>
public static class AuthSetup
{
    /// <summary>Name of the session's cookie where people sign in over https.</summary>
    public const string SecureCookie = "__Host-dashboard";

    /// <summary>Name of the cookie that belongs to the token of forms, likewise.</summary>
    public const string SecureFormCookie = "__Host-dashboard-form";

    /// <summary>Adds the cookie session, the role policies and the options that choose how people sign in.</summary>
    public static void AddDashboardAuth(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SignInOptions>()
            .Bind(builder.Configuration.GetSection(SignInOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidation>();
        builder.Services.AddOptions<EmbeddingOptions>().Bind(builder.Configuration.GetSection(EmbeddingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddScoped<Unmasking>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddMemoryCache();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<IRetention, SessionRetention>();
        builder.Services.AddSingleton<SessionCheck>();
        builder.Services.AddSingleton<SessionCookie>();
        builder.Services.AddScoped<AuthenticationStateProvider, SessionAuthenticationState>();
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .PostConfigure<IOptions<SignInOptions>>((options, signIn) =>
            {
                options.ExpireTimeSpan = signIn.Value.SessionIdle;
                // The prefix binds the cookie to this host, and to https, which a developer's machine does not have.
                if (signIn.Value.Mode == SignInMode.Development) return;
                options.Cookie.Name = SecureCookie;
                options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            });
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.EventsType = typeof(SessionCookie);
            options.Cookie.Name = "dashboard";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = "/signin";
            options.AccessDeniedPath = "/forbidden";
            options.ReturnUrlParameter = "returnUrl";
            options.SlidingExpiration = true;
        });
        builder.Services.AddOptions<AntiforgeryOptions>().Configure<IOptions<SignInOptions>>((options, signIn) =>
        {
            options.Cookie.Name = signIn.Value.Mode == SignInMode.Development ? "dashboard-form" : SecureFormCookie;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder.AddEntraId();
        var anyRole = new AuthorizationPolicyBuilder().RequireRole(Roles.Viewer, Roles.Manager, Roles.Admin).Build();
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(anyRole)
            .SetDefaultPolicy(anyRole)
            .AddPolicy(Policies.View, anyRole)
            .AddPolicy(Policies.Manage, policy => policy.RequireRole(Roles.Manager, Roles.Admin))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Roles.Admin));
    }
}
