using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>What the benchmark does.</summary>
/// <param name="Lines">Data lines of the sheet.</param>
/// <param name="Runs">Runs of each kind; the median counts.</param>
/// <param name="Databases">Where the checked lines are stored: sqlite, postgres.</param>
public sealed record SheetOptions(int Lines, int Runs, IReadOnlyList<string> Databases)
{
    public static SheetOptions From(IConfiguration given) =>
        new(given.GetValue("lines", 1_000_000), given.GetValue("runs", 3), [.. given.GetValue("databases", "sqlite,postgres")!.Split(',', StringSplitOptions.RemoveEmptyEntries)]);
}
