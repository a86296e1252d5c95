using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dashboard.Benchmarks.Support;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>The whole check of sheets of two sizes, from the stored file to a draft that can be confirmed, each in a process of its own, while 100,000 tasks
/// are mirrored and other people's pages are read.</summary>
public static class SheetStore
{
    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(SheetOptions options, string folder)
    {
        await using var servers = await ServerDatabases.StartAsync(options.Databases.Contains("postgres"));
        Console.WriteLine();
        Console.WriteLine("| checked and stored | lines | seconds | lines a second | peak memory | of a tenth's | pages alone | pages meanwhile, median and 99 of 100 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var database in options.Databases)
        {
            var before = double.NaN;
            foreach (var lines in new[] { options.Lines / 10, options.Lines })
            {
                var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"store-{lines}.csv"));
                if (!File.Exists(file)) GeneratedSheet.Write(file, "utf-8", lines);
                var x = await RunAsync(file, folder, servers is not null && database == "postgres" ? await servers.CreateAsync() : null);
                if (x.Lines != lines || x.Assignments != lines) throw new InvalidOperationException($"{x.Assignments} assignments of {x.Lines} lines, not {lines}.");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {database} | {lines:N0} | {x.Seconds:F1} | {lines / x.Seconds:N0} | {x.PeakMb:F0} MB (grown by {x.GrowthMb:F0}) | {(double.IsNaN(before) ? "" : (x.PeakMb / before).ToString("F2", CultureInfo.InvariantCulture))} | {x.PageAloneMs:F1} ms | {x.PageMs:F1} and {x.Page99Ms:F1} ms |"));
                before = x.PeakMb;
            }
        }
    }

    private static async Task<StoreResult> RunAsync(string file, string folder, string? connectionString)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N")));
        var connection = connectionString ?? $"Data Source={Path.Combine(own.FullName, "dashboard.db")}";
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["sheet-store", "--file", file, "--connection", connection, "--folder", own.FullName]) { RedirectStandardOutput = true };
        using var child = Process.Start(start) ?? throw new InvalidOperationException("The run did not start.");
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        own.Delete(recursive: true);
        if (child.ExitCode != 0) throw new InvalidOperationException($"A check failed: {output}");
        return JsonSerializer.Deserialize<StoreResult>(output.Trim().Split('\n')[^1])!;
    }
}
