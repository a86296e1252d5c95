using System.Diagnostics;
using Dashboard.Benchmarks.Support;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Overview;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Benchmarks.Grid;

/// <summary>The overview's figures over a big mirror, each time counted anew.</summary>
public static class OverviewRun
{
    private static readonly IReadOnlyList<OverviewFilter> Filters = [new() { Days = 90 }, new(), new() { Days = 1 }, new() { Assignee = "incs_1", Days = 30 }, new() { AuthId = 30058, Days = 90 }];

    /// <summary>The time until all figures of a page are there: the median of the filter that takes longest.</summary>
    /// <param name="databases">The database.</param>
    /// <param name="source">The index over it.</param>
    /// <param name="runs">How often each filter is asked for; a first time of each is not measured.</param>
    /// <returns>Milliseconds.</returns>
    public static async Task<double> MedianMsAsync(IDbContextFactory<DashboardDb> databases, TaskIndexSource source, int runs)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var times = Filters.ToDictionary(x => x, _ => new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            foreach (var filter in Filters)
            {
                // New ones have nothing from before to give.
                var queries = new OverviewQueries(source, databases, Options.Create(new TasksOptions()), TimeProvider.System);
                var began = Stopwatch.GetTimestamp();
                await queries.ReadAsync(filter, zone, default);
                if (run > 0) times[filter].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        return times.Values.Max(Numbers.Median);
    }
}
