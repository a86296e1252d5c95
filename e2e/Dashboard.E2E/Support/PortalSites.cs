using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.E2E.Support;

/// <summary>Portals over https that show a page of the dashboard in a frame. For the browser all hosts below <c>.test</c> are this machine.</summary>
public sealed class PortalSites : IAsyncDisposable
{
    private readonly int port = DashboardProcess.FreePort();
    private WebApplication? server;
    private X509Certificate2? certificate;

    /// <summary>Host of the dashboard that they frame.</summary>
    public const string DashboardHost = "dashboard.company.test";

    /// <summary>A portal on the dashboard's site.</summary>
    public string Near => $"https://portal.company.test:{port}";

    /// <summary>A portal on another site.</summary>
    public string Far => $"https://portal.partner.test:{port}";

    /// <summary>A site that may not frame anything.</summary>
    public string Stranger => $"https://stranger.test:{port}";

    /// <summary>Settings of the dashboard that lets them, and answers under its host.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings => [new("AllowedHosts", $"{DashboardHost};127.0.0.1"), new("Embedding__AllowedOrigins__0", Near), new("Embedding__AllowedOrigins__1", Far)];

    /// <summary>Starts them for the dashboard at the given origin, with a certificate that is theirs from now on.</summary>
    public async Task StartAsync(string dashboard, X509Certificate2 own)
    {
        certificate = own;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(x => x.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(own)));
        server = builder.Build();
        server.MapGet("/", (HttpContext context, string page, string? sandbox, string? opener, int width = 1000) =>
        {
            if (opener is not null) context.Response.Headers["Cross-Origin-Opener-Policy"] = opener;
            var limits = sandbox is null ? "" : $" sandbox=\"{WebUtility.HtmlEncode(sandbox)}\"";
            return Html($"""<!DOCTYPE html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><h1>Portal</h1><iframe id="frame" title="Dashboard" src="{WebUtility.HtmlEncode(dashboard + page)}" width="{width}" height="640"{limits}></iframe>""");
        });
        // What a tracker would do: a cookie that is not kept apart.
        server.MapGet("/cookie", (HttpContext context) =>
        {
            var seen = context.Request.Cookies.ContainsKey("plain");
            context.Response.Cookies.Append("plain", "1", new() { SameSite = SameSiteMode.None, Secure = true });
            return Html($"<p>{(seen ? "seen" : "unseen")}</p>");
        });
        server.MapGet("/frames-cookie", () => Html($"""<iframe id="frame" src="{Far}/cookie"></iframe>"""));
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        certificate?.Dispose();
    }

    private static IResult Html(string text) => Results.Content(text, "text/html; charset=utf-8");
}
