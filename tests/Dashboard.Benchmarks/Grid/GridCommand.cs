using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Support;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Benchmarks.Grid;

/// <summary>Random pages of the task grid over a big mirror, each beside the same page by hand-written SQL; both must show the same tasks.</summary>
public static class GridCommand
{
    public static Task<int> RunAsync(GridOptions options) =>
        EachDatabase.RunAsync(options.Databases, "grid", (kind, connectionString) => RunAsync(options, kind, connectionString));

    private static async Task RunAsync(GridOptions options, string kind, string connectionString)
    {
        var databases = new Databases(connectionString);
        await using (var db = databases.CreateDbContext()) await db.Database.MigrateAsync();
        var data = new GridData(options.Tasks);
        await data.FillAsync(databases);
        var before = await ProcessMemory.BeginAsync();
        using var source = new TaskIndexSource(databases, TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        var index = await source.ReadyAsync(default);
        var loaded = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var held = await ProcessMemory.BeginAsync() - before;
        Say($"## {kind}: {index.Count:N0} tasks, index read in {loaded:F1} s, {held:F0} MB");
        var queries = new TaskQueries(source, databases, TimeProvider.System);
        var chance = new Random(options.Seed);
        var measured = new List<Measured>();
        for (var i = 0; i < options.Combinations; i++)
        {
            var x = GridCase.Next(chance, data, options.Tasks);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var run = 0; run <= options.Runs; run++)
            {
                var (hand, handMs) = await TimeAsync(() => HandWritten.ReadAsync(kind == "postgres" ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString), x));
                var (list, listMs) = await TimeAsync(() => queries.ListAsync(x.Filter, TimeZoneInfo.Utc, wholePhones: true, default));
                if (list.Total != hand.Total || !list.Rows.Select(r => r.Task.Id).SequenceEqual(hand.Ids))
                    throw new InvalidOperationException($"Not the same page: {x.Filter.Address()} shows {list.Total}, {x.Where} ORDER BY {x.OrderBy} shows {hand.Total}");
                // The first of each warms up.
                if (run == 0) continue;
                ours.Add(listMs);
                theirs.Add(handMs);
            }
            measured.Add(new(x, Numbers.Median(ours), Numbers.Median(theirs)));
        }
        if (measured.Count > 0) Report(measured);
        Say($"figures of the overview, slowest filter: {await OverviewRun.MedianMsAsync(databases, source, options.Runs):F1} ms");
        await ExportRun.RunAsync(databases, source);
    }

    private static void Report(List<Measured> all)
    {
        var ratios = all.Select(x => x.Ours / x.Theirs).Order().ToList();
        Say($"| | ours | hand-written SQL |");
        Say($"| --- | ---: | ---: |");
        Say($"| median of {all.Count} pages | {Numbers.Median(all.Select(x => x.Ours)):F1} ms | {Numbers.Median(all.Select(x => x.Theirs)):F1} ms |");
        Say($"| first pages | {Numbers.Median(all.Where(x => !x.Case.IsDeep).Select(x => x.Ours)):F1} ms | {Numbers.Median(all.Where(x => !x.Case.IsDeep).Select(x => x.Theirs)):F1} ms |");
        Say($"| deep pages | {Numbers.Median(all.Where(x => x.Case.IsDeep).Select(x => x.Ours)):F1} ms | {Numbers.Median(all.Where(x => x.Case.IsDeep).Select(x => x.Theirs)):F1} ms |");
        Say($"| slowest | {all.Max(x => x.Ours):F1} ms | {all.Max(x => x.Theirs):F1} ms |");
        Say($"| over 200 ms | {all.Count(x => x.Ours > 200)} | {all.Count(x => x.Theirs > 200)} |");
        Say($"ratio ours : hand-written, median {Numbers.Median(ratios):F2}, p95 {ratios[(int)(ratios.Count * 0.95)]:F2}, greatest {ratios[^1]:F2}");
        foreach (var x in all.OrderByDescending(x => x.Ours / x.Theirs).Take(5)) Say($"  {x.Ours:F2} : {x.Theirs:F2} ms {x.Case.Filter.Address()}");
        foreach (var x in all.OrderByDescending(x => x.Ours).Take(3)) Say($"  slowest {x.Ours:F2} ms {x.Case.Filter.Address()}");
    }

    private static async Task<(T Result, double Ms)> TimeAsync<T>(Func<Task<T>> work)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Measured(GridCase Case, double Ours, double Theirs);
}
