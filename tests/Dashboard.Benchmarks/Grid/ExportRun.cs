using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Dashboard.Auth;
using Dashboard.Benchmarks.Support;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Benchmarks.Grid;

/// <summary>All tasks exported as CSV over HTTP, as the product does it; whoever downloads them throws them away.</summary>
public static class ExportRun
{
    private static readonly ClaimsPrincipal Mei =
        new(new ClaimsIdentity([new("preferred_username", "mei"), new(Roles.ClaimType, Roles.Manager)], "benchmark", "preferred_username", Roles.ClaimType));

    /// <summary>Exports them, and says how long it took and what memory it needed besides the index.</summary>
    public static async Task RunAsync(IDbContextFactory<DashboardDb> databases, TaskIndexSource source)
    {
        await using var app = Build(databases, source);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()), Timeout = Timeout.InfiniteTimeSpan };
        // The first page's worth warms up.
        await DownloadAsync(client, $"?ids={string.Join(',', Enumerable.Range(1, 200))}");
        var before = await ProcessMemory.BeginAsync();
        var began = Stopwatch.GetTimestamp();
        var (lines, bytes) = await DownloadAsync(client, "");
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"export: {lines - 1:N0} tasks, {bytes / 1e6:F0} MB in {seconds:F1} s ({(lines - 1) / seconds:N0} a second), memory {before:F0} MB before, {ProcessMemory.Peak():F0} MB at most"));
    }

    private static WebApplication Build(IDbContextFactory<DashboardDb> databases, TaskIndexSource source)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLocalization();
        builder.Services.AddSingleton(databases);
        builder.Services.AddSingleton(source);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<TaskQueries>();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<Exports>();
        builder.Services.AddSingleton<CsvDownload>();
        builder.Services.AddSingleton<TaskExport>();
        var app = builder.Build();
        app.MapGet(Links.TasksExport, (HttpContext context, TaskExport export) =>
        {
            context.User = Mei;
            return export.WriteAsync(context);
        });
        return app;
    }

    private static async Task<(long Lines, long Bytes)> DownloadAsync(HttpClient client, string query)
    {
        await using var body = await client.GetStreamAsync(Links.TasksExport + query);
        var buffer = new byte[64 * 1024];
        var (lines, bytes) = (0L, 0L);
        for (int read; (read = await body.ReadAsync(buffer)) > 0; bytes += read) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return (lines, bytes);
    }
}
