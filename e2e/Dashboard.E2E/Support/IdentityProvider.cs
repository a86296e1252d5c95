using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.E2E.Support;

/// <summary>A certified OpenID provider (npm <c>oidc-provider</c>) with Entra ID's addresses, over https with a certificate of its own, and a dashboard that people sign in to there.</summary>
public sealed class IdentityProvider : IAsyncLifetime
{
    private const string Tenant = "0b1f7b5e-2f7d-4a55-9c0f-6a6f0c6c7d11";
    private const string ClientId = "5c0e51b1-34a5-4a5c-8d0a-8d4d4f0f2a22";
    private static readonly string Source = Path.Combine(Repository.Top, "e2e", "Dashboard.E2E", "Provider");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-provider-");
    private readonly string secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly int port = DashboardProcess.FreePort();

    // Another host than the provider's, so that its answers come from another site.
    private readonly string app = $"https://127.0.0.1:{DashboardProcess.FreePort()}";
    private ChildProcess? provider;
    private DashboardProcess? dashboard;

    public DashboardProcess Dashboard => dashboard!;

    /// <summary>The dashboard's secret at the provider.</summary>
    public string Secret => secret;

    /// <summary>Where people sign in.</summary>
    public string Url => $"https://localhost:{port}";

    public async ValueTask InitializeAsync()
    {
        await InstallAsync();
        WriteCertificate();
        await StartAsync();
        dashboard = new(settings: new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = app, ["SSL_CERT_FILE"] = In("cert.pem"),
            ["Kestrel__Certificates__Default__Path"] = In("cert.pem"), ["Kestrel__Certificates__Default__KeyPath"] = In("key.pem"),
            ["Authentication__Mode"] = "EntraId", ["Authentication__RoleCheckMinutes"] = "0.05", ["AzureAd__Instance"] = $"{Url}/", ["AzureAd__TenantId"] = Tenant, ["AzureAd__ClientId"] = ClientId, ["AzureAd__ClientSecret"] = secret,
        });
        await dashboard.StartAsync();
    }

    /// <summary>Starts it; again after <see cref="StopAsync"/>, with new keys and nobody signed in.</summary>
    public async Task StartAsync() => provider = await ChildProcess.StartAsync(Node(), Path.Combine(Source, "provider.mjs"), Source, new Dictionary<string, string>
    {
        ["PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture), ["APP"] = app, ["TENANT"] = Tenant, ["CLIENT_ID"] = ClientId, ["CLIENT_SECRET"] = secret,
        ["CERT"] = In("cert.pem"), ["KEY"] = In("key.pem"),
    });

    public Task StopAsync() => provider!.StopAsync();

    /// <summary>From now on it signs with another key, and no longer publishes the one before.</summary>
    public Task RotateKeyAsync() => ControlAsync("rotate");

    /// <summary>Gives somebody these roles in place of those before.</summary>
    public Task SetRolesAsync(string person, params string[] roles) => ControlAsync($"roles?of={person}{string.Concat(roles.Select(x => $"&role={x}"))}");

    public async ValueTask DisposeAsync()
    {
        if (dashboard is not null) await dashboard.DisposeAsync();
        if (provider is not null) await provider.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task ControlAsync(string what)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler);
        using var answer = await client.PostAsync(new Uri($"{Url}/control/{what}"), null);
        answer.EnsureSuccessStatusCode();
    }

    private string In(string file) => Path.Combine(folder.FullName, file);

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(In("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(In("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    // The browser driver's own Node.js is new enough wherever the tests run; the system's may not be.
    private static string Node() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, ".playwright", "node"), "node", SearchOption.AllDirectories).FirstOrDefault() ?? "node";

    private static async Task InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(Source, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Source, "package-lock.json"))) return;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = Source, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("npm did not start. `bash tests/run.sh` installs it.");
        var output = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm could not install the provider: {string.Join('\n', output)}");
    }
}
