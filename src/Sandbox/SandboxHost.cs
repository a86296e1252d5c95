using System.Net;
using Sandbox.Control;
using Sandbox.Incs;
using Sandbox.Wshoto;

namespace Sandbox;

/// <summary>Both upstreams, simulated over real HTTP on a loopback port.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SandboxHost(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public Uri BaseUrl => new(app.Urls.First());

    /// <summary>What can be set while it runs.</summary>
    public SandboxSettings Settings => app.Services.GetRequiredService<SandboxSettings>();

    /// <summary>Which POST meets which fault.</summary>
    public FaultPlan Faults => app.Services.GetRequiredService<FaultPlan>();

    /// <summary>The simulated INCS.</summary>
    public IncsState Incs => app.Services.GetRequiredService<IncsState>();

    /// <summary>The simulated Wshoto.</summary>
    public WshotoState Wshoto => app.Services.GetRequiredService<WshotoState>();

    /// <summary>Starts one.</summary>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        var host = Create(options);
        await host.app.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>Runs one until the process is told to end.</summary>
    public static async Task RunAsync(SandboxOptions options)
    {
        await using var host = Create(options);
        await host.app.RunAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static SandboxHost Create(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        // The slim builder reads ASPNETCORE_URLS and appsettings of the process it is in: neither is the sandbox's.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(options.Url);
        builder.Logging.SetMinimumLevel(options.Talkative ? LogLevel.Information : LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton(new SandboxSettings { Token = options.Token });
        builder.Services.AddSingleton<FaultPlan>();
        builder.Services.AddSingleton<RequestGate>();
        builder.Services.AddSingleton<IncsState>();
        builder.Services.AddWshotoSandbox();

        var app = builder.Build();
        app.Services.GetRequiredService<IncsState>();
        app.Use(LoopbackOnlyAsync);
        app.MapControl();
        app.MapIncs();
        app.MapWshotoSandbox();
        return new(app);
    }

    private static async Task LoopbackOnlyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else
            await next(context);
    }
}
