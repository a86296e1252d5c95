using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

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
    private readonly int appPort = DashboardProcess.FreePort();
    private ChildProcess? provider, incs;
    private DashboardProcess? dashboard;

    public DashboardProcess Dashboard => dashboard!;

    /// <summary>Portals that may frame its pages.</summary>
    public PortalSites Sites { get; } = new();

    /// <summary>The dashboard's address. Another host than the provider's, so that its answers come from another site.</summary>
    public Uri App => new($"https://{PortalSites.DashboardHost}:{appPort}");

    private string AppOrigin => App.GetLeftPart(UriPartial.Authority);

    /// <summary>The dashboard's secret at the provider.</summary>
    public string Secret => secret;

    /// <summary>Where people sign in.</summary>
    public string Url => $"https://localhost:{port}";

    public async ValueTask InitializeAsync()
    {
        await InstallAsync();
        var certificate = TestCertificate.WriteTo(folder);
        await StartAsync();
        incs = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["seedTasks"] = "500" });
        dashboard = new(incs.Url, new Dictionary<string, string>(Sites.Settings)
        {
            ["ASPNETCORE_URLS"] = $"https://127.0.0.1:{appPort}", ["Sync__IntervalSeconds"] = "2", ["SSL_CERT_FILE"] = In("cert.pem"),
            ["Kestrel__Certificates__Default__Path"] = In("cert.pem"), ["Kestrel__Certificates__Default__KeyPath"] = In("key.pem"),
            ["Authentication__Mode"] = "EntraId", ["Authentication__RoleCheckMinutes"] = "0.05", ["AzureAd__Instance"] = $"{Url}/", ["AzureAd__TenantId"] = Tenant, ["AzureAd__ClientId"] = ClientId, ["AzureAd__ClientSecret"] = secret,
        });
        await dashboard.StartAsync();
        await Sites.StartAsync(AppOrigin, certificate);
    }

    /// <summary>Starts it; again after <see cref="StopAsync"/>, with new keys and nobody signed in.</summary>
    public async Task StartAsync() => provider = await ChildProcess.StartAsync(Node(), Path.Combine(Source, "provider.mjs"), Source, new Dictionary<string, string>
    {
        ["PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture), ["APP"] = AppOrigin, ["TENANT"] = Tenant, ["CLIENT_ID"] = ClientId, ["CLIENT_SECRET"] = secret,
        ["CERT"] = In("cert.pem"), ["KEY"] = In("key.pem"),
    });

    public Task StopAsync() => provider!.StopAsync();

    /// <summary>From now on it signs with another key, and no longer publishes the one before.</summary>
    public Task RotateKeyAsync() => ControlAsync("rotate");

    /// <summary>From now on its pages keep their window apart from the one that opened it, or no longer.</summary>
    public Task KeepWindowsApartAsync(bool apart) => ControlAsync($"apart?on={(apart ? 1 : 0)}");

    /// <summary>Makes tasks in INCS until there are <paramref name="count"/> of the name; returns once the dashboard has read them.</summary>
    public async Task CreateTasksAsync(string name, int count)
    {
        using var client = new HttpClient { BaseAddress = incs!.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox-token");
        await using var db = dashboard!.OpenDatabase();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var there = await db.Tasks.CountAsync(x => x.Name == name, patience.Token); there < count; there++)
        {
            using var created = await client.PostAsJsonAsync("/external/tasks", new { name, type = 3, auth_id = 30058, user_phone = $"628{Random.Shared.NextInt64(1_000_000_000, 9_999_999_999)}", user_name = "Erin", assignee_username = "incs_1" });
            created.EnsureSuccessStatusCode();
        }
        // A grid that is opened in between shows some and counts the others as new.
        while (await db.Tasks.CountAsync(x => x.Name == name, patience.Token) < count) await Task.Delay(100, patience.Token);
    }

    /// <summary>Gives somebody these roles in place of those before.</summary>
    public Task SetRolesAsync(string person, params string[] roles) => ControlAsync($"roles?of={person}{string.Concat(roles.Select(x => $"&role={x}"))}");

    public async ValueTask DisposeAsync()
    {
        await Sites.DisposeAsync();
        if (dashboard is not null) await dashboard.DisposeAsync();
        if (incs is not null) await incs.DisposeAsync();
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

/// <summary>The classes that share the provider.</summary>
[CollectionDefinition(nameof(IdentityProvider))]
public sealed class SharedProvider : ICollectionFixture<IdentityProvider>;
