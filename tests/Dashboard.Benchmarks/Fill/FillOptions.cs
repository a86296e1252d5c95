using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Fill;

/// <summary>What the benchmark does.</summary>
/// <param name="Tasks">Tasks that INCS has, in 30 days.</param>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="LatencyMs">How long INCS takes to answer.</param>
public sealed record FillOptions(int Tasks, string Database, int LatencyMs)
{
    public static FillOptions From(IConfiguration given) =>
        new(given.GetValue("tasks", 300_000), given["database"] ?? "sqlite", given.GetValue("latency", 0));
}

/// <summary>What a fill took.</summary>
/// <param name="Seconds">From the first request to the last commit.</param>
/// <param name="Tasks">Tasks in the mirror afterwards.</param>
/// <param name="PeakMb">Most memory of the process.</param>
/// <param name="AgainSeconds">A pass right after it.</param>
/// <param name="CheckSeconds">A full check.</param>
/// <param name="LongestWait">The longest that another writer, who commits a row every 20 ms, had to wait for one, in milliseconds.</param>
/// <param name="MedianWait">And the middle one.</param>
public sealed record FillResult(double Seconds, int Tasks, double PeakMb, double AgainSeconds, double CheckSeconds, double LongestWait, double MedianWait);
