using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Audit;

/// <summary>What the benchmark does.</summary>
/// <param name="Entries">Entries of the log.</param>
/// <param name="Combinations">Random filters and places.</param>
/// <param name="Runs">Runs of each; the median counts.</param>
/// <param name="Seed">Of the chance.</param>
/// <param name="Databases">Which: sqlite, postgres.</param>
public sealed record AuditOptions(int Entries, int Combinations, int Runs, int Seed, IReadOnlyList<string> Databases)
{
    public static AuditOptions From(IConfiguration given) => new(
        given.GetValue("entries", 1_000_000), given.GetValue("combinations", 200), given.GetValue("runs", 3), given.GetValue("seed", 1),
        [.. given.GetValue("databases", "sqlite,postgres")!.Split(',', StringSplitOptions.RemoveEmptyEntries)]);
}
