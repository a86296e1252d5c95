using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>What the benchmark does.</summary>
/// <param name="Lines">Data lines of the sheet.</param>
/// <param name="Runs">Runs of each kind; the median counts.</param>
public sealed record SheetOptions(int Lines, int Runs)
{
    public static SheetOptions From(IConfiguration given) => new(given.GetValue("lines", 1_000_000), given.GetValue("runs", 3));
}
