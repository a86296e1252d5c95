using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Circuits;

/// <summary>What the benchmark does.</summary>
/// <param name="Count">Pages that are open at once.</param>
public sealed record CircuitsOptions(int Count)
{
    public static CircuitsOptions From(IConfiguration given) => new(given.GetValue("count", 200));
}
