using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Dashboard.E2E.Support;

/// <summary>A dashboard over https, portals on its site and on another one that frame its pages, and a Chromium for which all their names are this machine.</summary>
public sealed class Portals : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-portals-");
    private readonly int portalPort = DashboardProcess.FreePort();
    private readonly int appPort = DashboardProcess.FreePort();
    private IPlaywright? playwright;
    private DashboardProcess? dashboard;
    private WebApplication? server;

    public string Dashboard => $"https://dashboard.company.test:{appPort}";

    /// <summary>A portal on the dashboard's site.</summary>
    public string Near => $"https://portal.company.test:{portalPort}";

    /// <summary>A portal on another site.</summary>
    public string Far => $"https://portal.partner.test:{portalPort}";

    /// <summary>A site that may not frame anything.</summary>
    public string Stranger => $"https://stranger.test:{portalPort}";

    public async ValueTask InitializeAsync()
    {
        var certificate = WriteCertificate();
        dashboard = new(settings: new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"https://127.0.0.1:{appPort.ToString(CultureInfo.InvariantCulture)}",
            ["Kestrel__Certificates__Default__Path"] = In("cert.pem"), ["Kestrel__Certificates__Default__KeyPath"] = In("key.pem"),
            ["AllowedHosts"] = "dashboard.company.test;127.0.0.1", ["Embedding__AllowedOrigins__0"] = Near, ["Embedding__AllowedOrigins__1"] = Far,
        });
        await dashboard.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(x => x.Listen(IPAddress.Loopback, portalPort, listen => listen.UseHttps(certificate)));
        server = builder.Build();
        server.MapGet("/", (string page, int width = 1000) => Html($"""<!DOCTYPE html><title>Portal</title><h1>Portal</h1><iframe id="frame" title="Dashboard" src="{WebUtility.HtmlEncode(Dashboard + page)}" width="{width}" height="640"></iframe>"""));
        // What a tracker would do: a cookie that is not kept apart.
        server.MapGet("/cookie", (HttpContext context) =>
        {
            var seen = context.Request.Cookies.ContainsKey("plain");
            context.Response.Cookies.Append("plain", "1", new() { SameSite = SameSiteMode.None, Secure = true });
            return Html($"<p>{(seen ? "seen" : "unseen")}</p>");
        });
        server.MapGet("/frames-cookie", () => Html($"""<iframe id="frame" src="{Far}/cookie"></iframe>"""));
        await server.StartAsync();
        playwright = await Playwright.CreateAsync();
    }

    /// <summary>A fresh Chromium that lets other sites' frames keep cookies, or not.</summary>
    public async Task<Visitor> VisitAsync(bool thirdPartyCookies, bool dark = false, string culture = "en", int width = 1280)
    {
        var profile = Directory.CreateDirectory(In(Guid.NewGuid().ToString("N")));
        var preferences = Directory.CreateDirectory(Path.Combine(profile.FullName, "Default"));
        // 0 allows cookies of other sites, 1 blocks them: what the settings page of the browser writes.
        await File.WriteAllTextAsync(Path.Combine(preferences.FullName, "Preferences"),
            $$$"""{"profile":{"cookie_controls_mode":{{{(thirdPartyCookies ? 0 : 1)}}},"block_third_party_cookies":{{{(thirdPartyCookies ? "false" : "true")}}}}}""");
        var context = await playwright!.Chromium.LaunchPersistentContextAsync(profile.FullName, new()
        {
            ExecutablePath = Chromium.Find(),
            Args = [.. Chromium.Arguments, "--host-resolver-rules=MAP *.test 127.0.0.1", .. thirdPartyCookies ? Array.Empty<string>() : ["--test-third-party-cookie-phaseout"]],
            BaseURL = Dashboard, ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            TimezoneId = "Asia/Shanghai", ReducedMotion = ReducedMotion.Reduce, Locale = culture, IgnoreHTTPSErrors = true,
        });
        context.SetDefaultTimeout(30_000);
        return new(context, context.Pages[0]);
    }

    public async ValueTask DisposeAsync()
    {
        playwright?.Dispose();
        if (server is not null) await server.DisposeAsync();
        if (dashboard is not null) await dashboard.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static IResult Html(string text) => Results.Content(text, "text/html; charset=utf-8");

    private string In(string file) => Path.Combine(folder.FullName, file);

    private X509Certificate2 WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=*.company.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(In("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(In("key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }
}
