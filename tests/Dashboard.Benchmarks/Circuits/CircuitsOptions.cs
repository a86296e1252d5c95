using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Circuits;

/// <summary>What the benchmark does.</summary>
/// <param name="Count">Pages that are open at once.</param>
/// <param name="Paths">Which pages.</param>
public sealed record CircuitsOptions(int Count, IReadOnlyList<string> Paths)
{
    public static CircuitsOptions From(IConfiguration given) => new(given.GetValue("count", 200), given.GetValue("paths", "/batches,/tasks")!.Split(','));
}
