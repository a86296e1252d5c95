using System.Net;
using System.Net.Sockets;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.E2E.Support;

/// <summary>The app as `dotnet run` starts it, with a data folder of its own and the sandbox in-process, or at <paramref name="sandbox"/>.</summary>
/// <param name="sandbox">A sandbox that runs as a process of its own; in-process when null.</param>
/// <param name="settings">Settings in environment form.</param>
/// <param name="connectionString">Another database than the SQLite file in the data folder.</param>
public sealed class DashboardProcess(Uri? sandbox = null, IReadOnlyDictionary<string, string>? settings = null, string? connectionString = null) : IAsyncDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("dashboard-e2e-");
    private ChildProcess? process;
    private readonly string url = $"http://127.0.0.1:{FreePort()}";

    public Uri Url => process!.Url;

    public int Id => process!.Id;

    public string Output => process!.Output;

    public string Folder => data.FullName;

    public string ConnectionString => connectionString ?? $"Data Source={Path.Combine(data.FullName, "dashboard.db")}";

    /// <summary>Its database, beside it.</summary>
    public DashboardDb OpenDatabase()
    {
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(ConnectionString, Folder);
        return new(options.Options);
    }

    /// <summary>Starts it; again after a kill, on the same port with the same data.</summary>
    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = url,
            ["ConnectionStrings__Dashboard"] = ConnectionString,
        };
        if (sandbox is not null) environment["Sandbox__Url"] = sandbox.ToString();
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) environment[name] = value;
        process = await ChildProcess.StartAsync("Dashboard", environment);
    }

    /// <summary>SIGTERM, as a service that is stopped gets it; returns when the process has ended.</summary>
    public Task StopAsync() => process!.StopAsync();

    public Task KillAsync() => process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        data.Delete(recursive: true);
    }

    // Below the ports that outgoing connections are given: between a kill and a start nobody else takes it.
    internal static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 30_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one is tried.
                continue;
            }
        }
    }
}
