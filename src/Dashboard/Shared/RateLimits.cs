using System.Globalization;
using System.Threading.RateLimiting;
using Dashboard.Auth;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Shared;

/// <summary>Limits per address or person; whoever is over one is told how long to wait.</summary>
public static class RateLimits
{
    /// <summary>Policy of what begins a sign-in: per address, since nobody is known yet.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Policy of uploads: per person.</summary>
    public const string Upload = "upload";

    /// <summary>Policy of downloads that read much: per person.</summary>
    public const string Export = "export";

    /// <summary>Policy of what ends a sign-in or a sign-out that began here: per address and kind of answer.</summary>
    public const string Callback = "callback";

    // Each answers to a sign-in that was counted; those of one minute may come in with those of the next.
    private const int CallbacksPerSignIn = 2;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Adds the policies.</summary>
    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<RateLimitOptions>().Bind(builder.Configuration.GetSection(RateLimitOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, cancellationToken) => new(RefuseAsync(context, cancellationToken));
            limiter.AddPolicy(SignIn, context => Limit(context.Connection.RemoteIpAddress?.ToString() ?? "", Options(context).SignInsPerMinute));
            limiter.AddPolicy(Callback, LimitCallback);
            limiter.AddPolicy(Upload, context => Limit(context.User.AccountName(), Options(context).UploadsPerMinute));
            limiter.AddPolicy(Export, context => Limit(context.User.AccountName(), Options(context).ExportsPerMinute));
        });
    }

    /// <summary>Limits a path that sign-in answers itself, before any endpoint and its policy.</summary>
    public static void UseCallbackLimit(this WebApplication app, PathString path)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseWhen(context => context.Request.Path.Equals(path), branch => branch.UseRateLimiter(new()
        {
            RejectionStatusCode = StatusCodes.Status429TooManyRequests,
            OnRejected = (context, cancellationToken) => new(RefuseAsync(context, cancellationToken)),
            GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(LimitCallback),
        }));
    }

    private static RateLimitPartition<string> LimitCallback(HttpContext context) =>
        Limit($"{context.Request.Path} {context.Connection.RemoteIpAddress}", CallbacksPerSignIn * Options(context).SignInsPerMinute);

    private static RateLimitOptions Options(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;

    private static RateLimitPartition<string> Limit(string who, int most) =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new() { PermitLimit = most, Window = Window, QueueLimit = 0 });

    private static async Task RefuseAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Window;
        var response = context.HttpContext.Response;
        var seconds = ((int)Math.Ceiling(Math.Max(wait.TotalSeconds, 1))).ToString(CultureInfo.InvariantCulture);
        var texts = context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<SharedText>>();
        response.Headers.RetryAfter = seconds;
        // A person is shown a page (StatusPage), also after a form; a script reads the message.
        if (context.HttpContext.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)) context.HttpContext.Features.GetRequiredFeature<IStatusCodePagesFeature>().Enabled = true;
        else await response.WriteAsJsonAsync(new { message = texts["TooMany", seconds].Value }, cancellationToken);
    }
}
