using System.Diagnostics;
using System.Text.Json;
using Dashboard.Benchmarks.Support;
using Dashboard.Features.Tasks;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Benchmarks.Fill;

/// <summary>One fill in this process; the result is the last line that it prints.</summary>
public static class FillRun
{
    public static async Task<int> RunAsync(Uri url, string connection)
    {
        var databases = new Databases(connection);
        await using (var db = databases.CreateDbContext()) await db.Database.MigrateAsync();
        using var rate = new IncsRate();
        using var http = new HttpClient(UpstreamHandler.Create()) { Timeout = Timeout.InfiniteTimeSpan };
        var incs = new IncsClient(http, new Fixed<IncsOptions>(new() { BaseUrl = url, Token = "sandbox-token" }), rate, TimeProvider.System);
        var (mirror, feed) = (new TaskMirror(databases, TimeProvider.System), new MirrorFeed());
        var sync = new TaskSync(incs, mirror, feed, databases, new Fixed<SyncOptions>(new()), TimeProvider.System);
        var check = new MirrorCheck(incs, mirror, feed, databases, TimeProvider.System, NullLogger<MirrorCheck>.Instance);

        await ProcessMemory.BeginAsync();
        using var filled = new CancellationTokenSource();
        var waits = OtherWriter.RunAsync(databases, filled.Token);
        var seconds = await TimeAsync(() => sync.PassAsync(CancellationToken.None));
        await filled.CancelAsync();
        var waited = await waits;
        var peak = ProcessMemory.Peak();
        var again = await TimeAsync(() => sync.PassAsync(CancellationToken.None));
        var checking = await TimeAsync(() => check.RunAsync(CancellationToken.None));
        await using var after = databases.CreateDbContext();
        Console.WriteLine(JsonSerializer.Serialize(new FillResult(seconds, await after.Tasks.CountAsync(), peak, again, checking, waited.Max(), Numbers.Median(waited))));
        return 0;
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var began = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private sealed class Fixed<T>(T value) : IOptionsMonitor<T>
    {
        public T CurrentValue => value;

        public T Get(string? name) => value;

        public IDisposable? OnChange(Action<T, string?> listener) => null;
    }
}
