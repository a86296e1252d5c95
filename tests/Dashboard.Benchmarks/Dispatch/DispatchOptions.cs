using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Benchmarks.Dispatch;

/// <summary>What the benchmark does.</summary>
/// <param name="Rows">Assignments a run.</param>
/// <param name="LatencyMs">How long INCS takes to answer.</param>
/// <param name="Concurrency">POSTs on the wire at once, one column each.</param>
/// <param name="Runs">Runs of each kind; the median counts.</param>
/// <param name="Kinds">Kinds of loops: bare, sqlite, postgres.</param>
public sealed record DispatchOptions(int Rows, int LatencyMs, IReadOnlyList<int> Concurrency, int Runs, IReadOnlyList<string> Kinds)
{
    public static DispatchOptions From(IConfiguration given) => new(
        given.GetValue("rows", 20_000), given.GetValue("latency", 50),
        [.. given.GetValue("concurrency", "16,64,256")!.Split(',').Select(x => int.Parse(x, CultureInfo.InvariantCulture))],
        given.GetValue("runs", 3), [.. given.GetValue("kinds", "bare,sqlite,postgres")!.Split(',')]);
}

/// <summary>One run in a process of its own.</summary>
public sealed record RunOptions(string Kind, int Rows, int Concurrency, int Seed, Uri Incs, string ConnectionString, string Folder)
{
    public static RunOptions From(IConfiguration given) => new(
        given["kind"]!, given.GetValue<int>("rows"), given.GetValue<int>("concurrency"), given.GetValue<int>("seed"), new(given["incs"]!), given["connection"] ?? "", given["folder"] ?? "");

    public IEnumerable<string> ToArguments() =>
    [
        "--kind", Kind, "--rows", Text(Rows), "--concurrency", Text(Concurrency), "--seed", Text(Seed), "--incs", Incs.ToString(), "--connection", ConnectionString, "--folder", Folder,
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a run took.</summary>
/// <param name="Seconds">From the first POST to the last outcome, recorded where there is a journal.</param>
/// <param name="PeakMb">Most memory of the process.</param>
/// <param name="GrowthMb">How much of it came with the run.</param>
/// <param name="Commits">Commits of the journal.</param>
public sealed record RunResult(double Seconds, double PeakMb, double GrowthMb, int Commits);
