using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Control;

/// <summary>What the benchmark does.</summary>
/// <param name="Rows">Assignments of each of the two big batches.</param>
/// <param name="Cancel">Assignments of the batch that is cancelled.</param>
/// <param name="LatencyMs">How long INCS takes to answer.</param>
/// <param name="Concurrency">POSTs on the wire at once.</param>
/// <param name="Postgres">PostgreSQL instead of SQLite.</param>
public sealed record ControlOptions(int Rows, int Cancel, int LatencyMs, int Concurrency, bool Postgres)
{
    public static ControlOptions From(IConfiguration given) => new(
        given.GetValue("rows", 10_000), given.GetValue("cancel", 100_000), given.GetValue("latency", 50), given.GetValue("concurrency", 16), given["database"] == "postgres");
}
