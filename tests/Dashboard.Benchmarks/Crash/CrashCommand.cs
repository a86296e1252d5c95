using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Support;

namespace Dashboard.Benchmarks.Crash;

/// <summary>Runs the rounds and says how many were good.</summary>
public static class CrashCommand
{
    /// <returns>0 when every round was good.</returns>
    public static async Task<int> RunAsync(CrashOptions options)
    {
        var good = 0;
        await using var servers = await ServerDatabases.StartAsync(options.Postgres);
        Console.WriteLine($"{options.Rounds} rounds of {options.Rows} assignments, {(options.Postgres ? "PostgreSQL" : "SQLite")}, {options.Variant}, seed {options.Seed}, faults of every kind at 10 %");
        for (var number = 1; number <= options.Rounds; number++)
        {
            var began = Stopwatch.GetTimestamp();
            var round = new CrashRound(options, number, servers is null ? null : await servers.CreateAsync());
            var verdict = await round.RunAsync();
            if (verdict.IsGood) good++;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {number,2}: {verdict}; {round.Kills} kills, {round.Posts} POSTs, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s{(verdict.IsGood ? "" : "  <- NOT GOOD")}"));
        }
        Console.WriteLine($"{good} of {options.Rounds} rounds good");
        return good == options.Rounds ? 0 : 1;
    }
}
