using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Benchmarks.Support;
using Dashboard.E2E.Support;

namespace Dashboard.Benchmarks.Fill;

/// <summary>The first fill of the mirror, in a process of its own, from a sandbox in another.</summary>
public static class FillCommand
{
    public static async Task<int> RunAsync(FillOptions options)
    {
        var environment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["seedTasks"] = options.Tasks.ToString(CultureInfo.InvariantCulture) };
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", environment);
        using (var upstream = new HttpClient { BaseAddress = sandbox.Url })
        using (var set = await upstream.PutAsJsonAsync("/sandbox/settings", new { latencyMs = options.LatencyMs, latencyJitterMs = 0 })) set.EnsureSuccessStatusCode();
        await using var servers = await ServerDatabases.StartAsync(options.Database == "postgres");
        var folder = Directory.CreateTempSubdirectory("dashboard-fill-");
        try
        {
            var connection = servers is null ? $"Data Source={Path.Combine(folder.FullName, "dashboard.db")}" : await servers.CreateAsync();
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["fill-run", "--incs", sandbox.Url.ToString(), "--connection", connection]) { RedirectStandardOutput = true })
                ?? throw new InvalidOperationException("The run did not start.");
            var output = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            if (child.ExitCode != 0) throw new InvalidOperationException($"The run failed: {output}");
            Print(options, JsonSerializer.Deserialize<FillResult>(output.Trim().Split('\n')[^1])!);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(FillOptions options, FillResult result) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
        {options.Database}, INCS answers after {options.LatencyMs} ms
        filled {result.Tasks} tasks in {result.Seconds:F1} s ({result.Tasks / result.Seconds:F0} a second), peak memory {result.PeakMb:F0} MB
        the pass after it {result.AgainSeconds:F1} s, the full check {result.CheckSeconds:F1} s
        another writer waited {result.MedianWait:F1} ms (median), at most {result.LongestWait:F0} ms
        """));
}
