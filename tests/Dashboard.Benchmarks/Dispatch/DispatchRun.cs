using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Dashboard.Benchmarks.Dispatch;

/// <summary>One run in this process; the result is the last line that it prints.</summary>
public static class DispatchRun
{
    public static async Task<int> RunAsync(RunOptions options)
    {
        var product = options.Kind == "bare" ? null : new ProductLoop(options);
        if (product is not null) await product.PrepareAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var before = Status("VmRSS");
        // What the preparation took does not count as the peak of the run.
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        var began = Stopwatch.GetTimestamp();
        await (product is null ? BareLoop.RunAsync(options) : product.RunAsync());
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var peak = Status("VmHWM");
        Console.WriteLine(JsonSerializer.Serialize(new RunResult(seconds, peak, peak - before, product?.Commits ?? 0)));
        return 0;
    }

    // Megabytes.
    private static double Status(string name)
    {
        var line = File.ReadLines("/proc/self/status").First(x => x.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
