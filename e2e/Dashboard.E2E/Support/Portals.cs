using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E.Support;

/// <summary>A dashboard over https with personas to choose from, and portals that frame its pages.</summary>
public sealed class Portals : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-portals-");
    private readonly int port = DashboardProcess.FreePort();
    private DashboardProcess? dashboard;
    private string? batch;

    public PortalSites Sites { get; } = new();

    public Uri Dashboard => new($"https://{PortalSites.DashboardHost}:{port}");

    public async ValueTask InitializeAsync()
    {
        var certificate = TestCertificate.WriteTo(folder);
        dashboard = new(settings: new Dictionary<string, string>(Sites.Settings)
        {
            ["ASPNETCORE_URLS"] = $"https://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}",
            ["Kestrel__Certificates__Default__Path"] = In("cert.pem"), ["Kestrel__Certificates__Default__KeyPath"] = In("key.pem"),
        });
        await dashboard.StartAsync();
        await Sites.StartAsync(Dashboard.GetLeftPart(UriPartial.Authority), certificate);
    }

    /// <summary>Signs a Manager in; returns the id of a batch in which some lines were assigned and some refused, made at the first time.</summary>
    public async Task<string> BatchAsync(Visitor manager)
    {
        await manager.SignInAsync("Manager", batch is null ? "/assign" : "/batches");
        if (batch is not null) return batch;
        await Sheets.AssignAsync(manager.Page, Path.Combine(Repository.Top, "wwwroot", "sample.csv"));
        await Expect(manager.Page.GetByTestId("batch-state")).Not.ToHaveTextAsync("Running", new() { Timeout = 60_000 });
        return batch = manager.Page.Url[(manager.Page.Url.LastIndexOf('/') + 1)..];
    }

    public async ValueTask DisposeAsync()
    {
        await Sites.DisposeAsync();
        if (dashboard is not null) await dashboard.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string In(string file) => Path.Combine(folder.FullName, file);
}

/// <summary>The classes that share the portals.</summary>
[CollectionDefinition(nameof(Portals))]
public sealed class SharedPortals : ICollectionFixture<Portals>;
