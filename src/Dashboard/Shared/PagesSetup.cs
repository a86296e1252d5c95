using Dashboard.Data;
using Microsoft.AspNetCore.Localization;
using Radzen;

namespace Dashboard.Shared;

/// <summary>Blazor, the component library, languages, static files and health.</summary>
public static class PagesSetup
{
    /// <summary>Languages of the product; the first is the default.</summary>
    public static readonly IReadOnlyList<string> Cultures = ["en", "zh-CN"];

    /// <summary>Adds what every page needs.</summary>
    public static void AddPages(this WebApplicationBuilder builder)
    {
        // What a prerendered page hands on to its circuit comes in one message: 200 rows of the task grid are some 250 KB.
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(x => x.MaximumReceiveMessageSize = 1024 * 1024);
        // An export names up to 2,000 tasks in its address.
        builder.WebHost.ConfigureKestrel(x =>
        {
            x.Limits.MaxRequestLineSize = 32 * 1024;
            // Only the upload of a sheet may be larger, and says so.
            x.Limits.MaxRequestBodySize = 2 * 1024 * 1024;
            x.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            // Who sends a byte now and then holds a connection; below this for ten seconds it is closed.
            x.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 512, gracePeriod: TimeSpan.FromSeconds(10));
            x.AddServerHeader = false;
        });
        builder.Services.AddRadzenComponents();
        builder.Services.AddSingleton<ILocalizer, RadzenLocalizer>();
        builder.Services.AddLocalization();
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddSingleton<RefusedPortals>();
        builder.Services.AddSingleton<PinnedViews>();
        builder.Services.AddOptions<TasksOptions>().Bind(builder.Configuration.GetSection(TasksOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<StaleWork>();
        builder.Services.AddHostedService(x => x.GetRequiredService<StaleWork>());
        builder.Services.AddSingleton<Exports>();
        builder.Services.AddSingleton<CsvDownload>();
        builder.Services.AddOptions<SecurityContact>().Bind(builder.Configuration.GetSection(SecurityContact.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddProblemDetails();
        builder.Services.AddHsts(x => x.MaxAge = TimeSpan.FromDays(365));
        builder.Services.Configure<RequestLocalizationOptions>(options => EmbedRequests.AddEmbedCulture(options
            .SetDefaultCulture(Cultures[0]).AddSupportedCultures([.. Cultures]).AddSupportedUICultures([.. Cultures])));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }

    /// <summary>The part of the pipeline before sign-in.</summary>
    public static void UsePages(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseFramesForEmbeddedPagesOnly();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseStatusPages();
        app.UseRequestLocalization();
        app.UseEmbedCulture();
    }

    /// <summary>Maps pages, static files, health and the language switch.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks(Links.HealthLive, new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(Links.HealthReady).AllowAnonymous();
        app.MapGet("/culture", SetCulture).AllowAnonymous();
        app.MapGet("/.well-known/security.txt", SecurityContact.Answer).AllowAnonymous();
        app.MapRazorComponents<App>()
            // One policy for frames: ours.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static IResult SetCulture(HttpContext context, string name, string? returnUrl)
    {
        if (!Cultures.Contains(name)) return TypedResults.BadRequest();
        context.Response.Cookies.Append(
            ChoiceCookie.NameFor(context.Request, EmbedRequests.CultureCookie),
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(name)),
            ChoiceCookie.For(context.Request));
        return TypedResults.LocalRedirect(Links.LocalOr(returnUrl, Links.Overview));
    }
}
