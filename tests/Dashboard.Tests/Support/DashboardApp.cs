using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Auth;
using Dashboard.Auth.EntraId;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Sandbox;

namespace Dashboard.Tests.Support;

/// <summary>The whole product in memory, with a database and folders of its own and no upstream. Its entry point is named by
/// <see cref="App"/>, because the Sandbox has a <c>Program</c> too.</summary>
public sealed partial class DashboardApp : WebApplicationFactory<App>
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-app-");

    /// <summary>Where its files are; a folder of its own unless told otherwise.</summary>
    public string Folder { get => field ?? folder.FullName; init; }

    /// <summary>Takes all that it logs, of every level.</summary>
    public RecordedLogs? Logs { get; init; }

    /// <summary>Its database; a SQLite file of its own unless told otherwise.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Where INCS is; nowhere unless told otherwise. With it, tasks are read every second.</summary>
    public SandboxHost? Sandbox { get; init; }

    /// <summary>Origins that may frame pages; none unless told otherwise.</summary>
    public IReadOnlyList<string> Framing { get; init; } = [];

    /// <summary>Where people sign in; with personas unless told otherwise.</summary>
    public EntraDouble? Entra { get; init; }

    /// <summary>Its environment; outside Development it needs <see cref="Entra"/>.</summary>
    public string Environment { get; init; } = Environments.Development;

    /// <summary>Its clock; the machine's unless told otherwise.</summary>
    public FakeTime? Time { get; init; }

    /// <summary>Further settings; they win.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether requests are limited as the product limits them; else by more than any test asks for.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Names of the stored sheets.</summary>
    public string[] StoredSheets => [.. folder.GetFiles("*.csv", SearchOption.AllDirectories).Select(x => x.Name)];

    /// <summary>Whether nothing works in the background: what changes is what a test does.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Counts what it sends to others.</summary>
    public SentRequests? Sent { get; init; }

    /// <summary>The database of the running app.</summary>
    public IDbContextFactory<DashboardDb> Databases => Services.GetRequiredService<IDbContextFactory<DashboardDb>>();

    /// <summary>A browser's session: signed in with the given role, with the token that its POSTs need in a header.</summary>
    public async Task<(HttpClient Client, string Token)> SignInAsync(string role, CookieContainer? cookies = null)
    {
        var client = CreateDefaultClient(new CookieContainerHandler(cookies ?? new()));
        var form = new Dictionary<string, string> { ["role"] = role, ["__RequestVerificationToken"] = await TokenAsync(client, Links.SignIn) };
        using var answer = await client.PostAsync(new Uri(Links.SignInDevelopment, UriKind.Relative), new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return (client, await TokenAsync(client, Links.Batches));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        builder.UseSetting("ConnectionStrings:Dashboard", ConnectionString ?? $"Data Source={Path.Combine(Folder, "dashboard.db")}");
        builder.ConfigureTestServices(services => services.AddSingleton(new DataFolder(Folder)));
        builder.UseSetting("Sandbox:Enabled", "false");
        builder.UseSetting($"{SignInOptions.Section}:Mode", nameof(SignInMode.Development));
        foreach (var upstream in new[] { "Incs", "Wshoto" }) builder.UseSetting($"{upstream}:BaseUrl", "http://127.0.0.1:9");
        foreach (var (n, origin) in Framing.Index()) builder.UseSetting($"Embedding:AllowedOrigins:{n}", origin);
        foreach (var limit in IsLimited ? [] : new[] { "SignIns", "Uploads", "Exports" }) builder.UseSetting($"RateLimits:{limit}PerMinute", "100000");
        builder.UseSetting("Incs:Token", "unused");
        builder.UseSetting("Wshoto:AccessToken", "unused");
        if (Logs is not null)
        {
            builder.ConfigureLogging(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace).AddFilter<RecordedLogs>(null, LogLevel.Trace));
        }
        if (Time is not null) builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
        if (Entra is not null)
        {
            builder.UseSetting($"{SignInOptions.Section}:Mode", nameof(SignInMode.EntraId));
            foreach (var (key, value) in Entra.Settings) builder.UseSetting($"{EntraIdOptions.Section}:{key}", value);
            builder.ConfigureTestServices(services => services.AddHttpClient(EntraIdDiscovery.Http).ConfigurePrimaryHttpMessageHandler(() => Entra.Server));
        }
        if (Sandbox is not null)
        {
            builder.UseSetting("Incs:BaseUrl", Sandbox.BaseUrl.ToString());
            builder.UseSetting("Incs:Token", Sandbox.Settings.Token);
            builder.UseSetting("Sync:IntervalSeconds", "1");
        }
        if (IsIdle) builder.ConfigureTestServices(RemoveJobs);
        if (Sent is not null) builder.ConfigureTestServices(services => services.AddSingleton<IHttpMessageHandlerBuilderFilter>(Sent));
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (folder.Exists) folder.Delete(recursive: true);
        folder.Refresh();
    }

    /// <summary>The token that stands in a page's forms.</summary>
    public static async Task<string> TokenAsync(HttpClient client, string page)
    {
        using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
        return Token().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;
    }

    // All but the server itself.
    private static void RemoveJobs(IServiceCollection services)
    {
        foreach (var job in services.Where(x => x.ServiceType == typeof(IHostedService) && x.ImplementationType?.Name != "GenericWebHostService").ToList()) services.Remove(job);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
