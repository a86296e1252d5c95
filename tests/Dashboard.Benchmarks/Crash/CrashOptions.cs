using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Crash;

/// <summary>What the harness does.</summary>
/// <param name="Rounds">How many batches.</param>
/// <param name="Rows">Assignments a batch.</param>
/// <param name="Seed">Of the faults and of the moments of the kills.</param>
/// <param name="Variant">How the upstream misbehaves besides.</param>
/// <param name="Postgres">PostgreSQL instead of SQLite.</param>
public sealed record CrashOptions(int Rounds, int Rows, int Seed, string Variant, bool Postgres)
{
    public static readonly IReadOnlyList<string> Variants = ["plain", "list-delay", "clock-ahead", "clock-behind", "zone"];

    public static CrashOptions From(IConfiguration given)
    {
        var options = new CrashOptions(
            given.GetValue("rounds", 20), given.GetValue("rows", 2000), given.GetValue("seed", 1), given.GetValue("variant", "plain")!, given["database"] == "postgres");
        if (!Variants.Contains(options.Variant)) throw new ArgumentException($"--variant is one of {string.Join(", ", Variants)}.");
        return options;
    }

    /// <summary>Settings of the sandbox in this variant: faults of every kind at 10 %, and in every other round not even the guard against open tasks.</summary>
    public object Sandbox(int round) => new
    {
        latencyMs = 5, latencyJitterMs = 20, faultRate = 0.1, faultSeed = Seed * 1000 + round, lateSeconds = 1.5, pace = 1000, openTaskRule = round % 2 == 0,
        listDelaySeconds = Variant == "list-delay" ? 5.0 : 0.0,
        clockOffsetSeconds = Variant switch { "clock-ahead" => 90.0, "clock-behind" => -90.0, _ => 0.0 },
        timeZone = Variant == "zone" ? "Asia/Tokyo" : "Asia/Shanghai",
    };
}
