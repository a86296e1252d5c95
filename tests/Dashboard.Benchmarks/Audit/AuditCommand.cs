using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Support;
using Dashboard.Features.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Benchmarks.Audit;

/// <summary>Random pages of a big audit log, each beside the same page by hand-written SQL; both must show the same entries.</summary>
public static class AuditCommand
{
    public static Task<int> RunAsync(AuditOptions options) =>
        EachDatabase.RunAsync(options.Databases, "audit", (kind, connectionString) => RunAsync(options, kind, connectionString));

    private static async Task RunAsync(AuditOptions options, string kind, string connectionString)
    {
        var databases = new Databases(connectionString);
        await using (var db = databases.CreateDbContext()) await db.Database.MigrateAsync();
        var data = new AuditData(options.Entries);
        await data.FillAsync(databases);
        var (queries, chance, measured) = (new AuditQueries(databases), new Random(options.Seed), new List<Measured>());
        for (var i = 0; i < options.Combinations; i++)
        {
            var x = AuditCase.Next(chance, data, options.Entries);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var run = 0; run <= options.Runs; run++)
            {
                var (hand, handMs) = await TimeAsync(() => HandWrittenAudit.ReadAsync(kind == "postgres" ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString), x));
                var (page, pageMs) = await TimeAsync(() => queries.ListAsync(x.Filter, TimeZoneInfo.Utc, default));
                if (page.Count != hand.Count || !page.Entries.Select(e => e.Id).SequenceEqual(hand.Ids))
                    throw new InvalidOperationException($"Not the same page: {x.Filter.Address()} shows {page.Count}, {x.Where} shows {hand.Count}");
                // The first of each warms up.
                if (run == 0) continue;
                ours.Add(pageMs);
                theirs.Add(handMs);
            }
            measured.Add(new(x, Numbers.Median(ours), Numbers.Median(theirs)));
        }
        Say($"## {kind}: {options.Entries:N0} entries");
        Report(measured);
    }

    private static void Report(List<Measured> all)
    {
        var ratios = all.Select(x => x.Ours / x.Theirs).Order().ToList();
        var (first, deep) = (all.Where(x => x.Case.Filter.Before is null).ToList(), all.Where(x => x.Case.Filter.Before is not null).ToList());
        Say($"| | ours | hand-written SQL |");
        Say($"| --- | ---: | ---: |");
        Say($"| median of {all.Count} pages | {Numbers.Median(all.Select(x => x.Ours)):F1} ms | {Numbers.Median(all.Select(x => x.Theirs)):F1} ms |");
        Say($"| first pages | {Numbers.Median(first.Select(x => x.Ours)):F1} ms | {Numbers.Median(first.Select(x => x.Theirs)):F1} ms |");
        Say($"| deep pages | {Numbers.Median(deep.Select(x => x.Ours)):F1} ms | {Numbers.Median(deep.Select(x => x.Theirs)):F1} ms |");
        Say($"| slowest | {all.Max(x => x.Ours):F1} ms | {all.Max(x => x.Theirs):F1} ms |");
        Say($"ratio ours : hand-written, median {Numbers.Median(ratios):F2}, p95 {ratios[(int)(ratios.Count * 0.95)]:F2}, greatest {ratios[^1]:F2}");
        foreach (var x in all.OrderByDescending(x => x.Ours / x.Theirs).Take(5)) Say($"  {x.Ours:F2} : {x.Theirs:F2} ms {x.Case.Filter.Address()}");
        foreach (var x in all.OrderByDescending(x => x.Ours).Take(5)) Say($"  slowest {x.Ours:F2} : {x.Theirs:F2} ms {x.Case.Filter.Address()}");
    }

    private static async Task<(T Result, double Ms)> TimeAsync<T>(Func<Task<T>> work)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Measured(AuditCase Case, double Ours, double Theirs);
}
