using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Grid;

/// <summary>What the benchmark does.</summary>
/// <param name="Tasks">Mirrored tasks.</param>
/// <param name="Combinations">Random filters, orders and pages.</param>
/// <param name="Runs">Runs of each; the median counts.</param>
/// <param name="Seed">Of the chance.</param>
/// <param name="Databases">Which: sqlite, postgres.</param>
public sealed record GridOptions(int Tasks, int Combinations, int Runs, int Seed, IReadOnlyList<string> Databases)
{
    public static GridOptions From(IConfiguration given) => new(
        given.GetValue("tasks", 1_000_000), given.GetValue("combinations", 200), given.GetValue("runs", 3), given.GetValue("seed", 1),
        [.. given.GetValue("databases", "sqlite,postgres")!.Split(',', StringSplitOptions.RemoveEmptyEntries)]);
}
