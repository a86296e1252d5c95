using Dashboard.Data;
using Sandbox;

namespace Dashboard.Shared;

/// <summary>Both upstreams simulated, for development and demonstrations.</summary>
public static class SandboxSetup
{
    /// <summary>Where <c>Sandbox:Enabled</c> is true: starts the sandbox beside the app, or takes the one at <c>Sandbox:Url</c>, and points both clients at it.</summary>
    /// <exception cref="InvalidOperationException">It is enabled in Production without <c>Sandbox:AllowInProduction</c>.</exception>
    public static async Task AddSandboxAsync(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (!configuration.GetValue<bool>("Sandbox:Enabled")) return;
        if (builder.Environment.IsProduction() && !configuration.GetValue<bool>("Sandbox:AllowInProduction"))
        {
            throw new InvalidOperationException(
                "Sandbox:Enabled is true in Production: no customer would be contacted. Set Sandbox:Enabled=false, or Sandbox:AllowInProduction=true for a demonstration.");
        }
        var options = new SandboxOptions();
        var url = configuration["Sandbox:Url"];
        if (url is null)
        {
            var root = DataFolder.Root(builder.Environment.ContentRootPath);
            var data = DataFolder.For(configuration.GetConnectionString("Dashboard") ?? DataSetup.DefaultConnectionString, root);
            var host = await SandboxHost.StartAsync(options with { DataPath = Path.Combine(data.Path, "sandbox") });
            builder.Services.AddSingleton<IHostedService>(new Lifetime(host));
            url = host.BaseUrl.ToString();
        }
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Incs:BaseUrl"] = url, ["Incs:Token"] = options.Token,
            ["Wshoto:BaseUrl"] = url, ["Wshoto:AppId"] = options.WshotoAppId, ["Wshoto:AppSecret"] = options.WshotoAppSecret,
        });
    }

    private sealed class Lifetime(SandboxHost host) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) => await host.DisposeAsync();
    }
}
