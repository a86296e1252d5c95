using System.Diagnostics;
using System.Text.Json;
using Dashboard.Benchmarks.Support;

namespace Dashboard.Benchmarks.Dispatch;

/// <summary>One run in this process; the result is the last line that it prints.</summary>
public static class DispatchRun
{
    public static async Task<int> RunAsync(RunOptions options)
    {
        var product = options.Kind == "bare" ? null : new ProductLoop(options);
        if (product is not null) await product.PrepareAsync();
        var before = await ProcessMemory.BeginAsync();
        var began = Stopwatch.GetTimestamp();
        await (product is null ? BareLoop.RunAsync(options) : product.RunAsync());
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var peak = ProcessMemory.Peak();
        Console.WriteLine(JsonSerializer.Serialize(new RunResult(seconds, peak, peak - before, product?.Commits ?? 0)));
        return 0;
    }
}
