namespace Dashboard.E2E.Support;

/// <summary>The app as `dotnet run` starts it, with a data folder of its own and the sandbox in-process, or at <paramref name="sandbox"/>.</summary>
public sealed class DashboardProcess(Uri? sandbox = null, IReadOnlyDictionary<string, string>? settings = null) : IAsyncDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("dashboard-e2e-");
    private ChildProcess? process;
    private string url = "http://127.0.0.1:0";

    public Uri Url => process!.Url;

    public string Output => process!.Output;

    /// <summary>Starts it; again after a kill, on the same port with the same data.</summary>
    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = url,
            ["ConnectionStrings__Dashboard"] = $"Data Source={Path.Combine(data.FullName, "dashboard.db")}",
        };
        if (sandbox is not null) environment["Sandbox__Url"] = sandbox.ToString();
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) environment[name] = value;
        process = await ChildProcess.StartAsync("Dashboard", environment);
        url = process.Url.ToString();
    }

    public Task KillAsync() => process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        data.Delete(recursive: true);
    }
}
