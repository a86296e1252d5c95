using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Benchmarks.Support;
using Dashboard.E2E.Support;

namespace Dashboard.Benchmarks.Dispatch;

/// <summary>Runs each kind in turns, in processes of their own, against one sandbox, and prints medians.</summary>
public static class DispatchCommand
{
    public static async Task<int> RunAsync(DispatchOptions options)
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["seedTasks"] = "0" });
        using (var upstream = new HttpClient { BaseAddress = sandbox.Url })
        using (var set = await upstream.PutAsJsonAsync("/sandbox/settings", new { latencyMs = options.LatencyMs, latencyJitterMs = 0, openTaskRule = false })) set.EnsureSuccessStatusCode();
        await using var servers = await ServerDatabases.StartAsync(options.Kinds.Contains("postgres"));
        Console.WriteLine($"{options.Rows} rows, INCS answers after {options.LatencyMs} ms, medians of {options.Runs}");
        Console.WriteLine("| on the wire | kind | rows a second | of bare | peak memory | grown by | rows a commit |");
        Console.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        var seed = 0;
        foreach (var concurrency in options.Concurrency)
        {
            var results = options.Kinds.ToDictionary(x => x, _ => new List<RunResult>());
            for (var run = 0; run < options.Runs; run++)
                foreach (var kind in options.Kinds) results[kind].Add(await RunAsync(kind, kind == "postgres" ? await servers!.CreateAsync() : null, options.Rows, concurrency, ++seed, sandbox.Url));
            var bare = results.TryGetValue("bare", out var loops) ? options.Rows / Numbers.Median(loops.Select(x => x.Seconds)) : double.NaN;
            foreach (var (kind, runs) in results)
            {
                var perSecond = options.Rows / Numbers.Median(runs.Select(x => x.Seconds));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {concurrency} | {kind} | {perSecond:F0} | {perSecond / bare:F2} | {Numbers.Median(runs.Select(x => x.PeakMb)):F0} MB | {Numbers.Median(runs.Select(x => x.GrowthMb)):F0} MB | {(kind == "bare" ? "" : (options.Rows / Numbers.Median(runs.Select(x => (double)x.Commits))).ToString("F0", CultureInfo.InvariantCulture))} |"));
            }
        }
        return 0;
    }

    private static async Task<RunResult> RunAsync(string kind, string? connectionString, int rows, int concurrency, int seed, Uri incs)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-dispatch-");
        try
        {
            var options = new RunOptions(kind, rows, concurrency, seed, incs, connectionString ?? $"Data Source={Path.Combine(folder.FullName, "dashboard.db")}", folder.FullName);
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["dispatch-run", .. options.ToArguments()]) { RedirectStandardOutput = true };
            using var child = Process.Start(start) ?? throw new InvalidOperationException("The run did not start.");
            var output = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            if (child.ExitCode != 0) throw new InvalidOperationException($"A run of {kind} failed: {output}");
            return JsonSerializer.Deserialize<RunResult>(output.Trim().Split('\n')[^1])!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
