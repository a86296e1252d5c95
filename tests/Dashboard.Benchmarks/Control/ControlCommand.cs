using System.Globalization;
using System.Net.Http.Json;
using Dashboard.Benchmarks.Support;
using Dashboard.Data;
using Dashboard.E2E.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Benchmarks.Control;

/// <summary>Whether a small batch is stuck behind big ones, and how soon a person's pause and cancel take effect.</summary>
public static class ControlCommand
{
    public static async Task<int> RunAsync(ControlOptions options)
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["seedTasks"] = "0" });
        using (var upstream = new HttpClient { BaseAddress = sandbox.Url })
        using (var set = await upstream.PutAsJsonAsync("/sandbox/settings", new { latencyMs = options.LatencyMs, latencyJitterMs = 0, openTaskRule = false })) set.EnsureSuccessStatusCode();
        await using var servers = await ServerDatabases.StartAsync(options.Postgres);
        var folder = Directory.CreateTempSubdirectory("dashboard-control-");
        var databases = new Databases(servers is null ? $"Data Source={Path.Combine(folder.FullName, "dashboard.db")}" : await servers.CreateAsync());
        await using (var db = databases.CreateDbContext()) await db.Database.MigrateAsync();
        using var lane = new ProductLane(databases, sandbox.Url, options.Concurrency);
        Console.WriteLine($"{(options.Postgres ? "PostgreSQL" : "SQLite")}, INCS answers after {options.LatencyMs} ms, {options.Concurrency} on the wire");
        using var end = new CancellationTokenSource();
        var sending = SendAsync(lane, end.Token);

        long[] big = [await AddAsync(options.Rows, 1), await AddAsync(options.Rows, 2)];
        var small = await AddAsync(10, 3);
        foreach (var batch in big) await lane.Store.ConfirmAsync(batch, "benchmark");
        await Task.Delay(TimeSpan.FromSeconds(5));
        Say("5 s after two batches were confirmed together", await AssignedAsync(databases, big));
        var began = Environment.TickCount64;
        await lane.Store.ConfirmAsync(small, "benchmark");
        while (await StateAsync(databases, small) != BatchState.Completed) await Task.Delay(20);
        Say($"a third, of 10, was completed {Seconds(began)} after it was confirmed", await AssignedAsync(databases, big));

        began = Environment.TickCount64;
        foreach (var batch in big) await lane.Store.PauseAsync(batch);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Say($"the last POST left {Seconds(began, lane.LastPost)} after both were to pause", await AssignedAsync(databases, big));

        var huge = await AddAsync(options.Cancel, 4);
        await lane.Store.ConfirmAsync(huge, "benchmark");
        await Task.Delay(TimeSpan.FromSeconds(2));
        began = Environment.TickCount64;
        var cancelled = await lane.Store.CancelAsync(huge);
        var done = Seconds(began);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Say($"{cancelled} of {options.Cancel} were cancelled within {done}; the last POST left {Seconds(began, lane.LastPost)} after the cancel", await AssignedAsync(databases, [huge]));
        await end.CancelAsync();
        await sending;
        folder.Delete(recursive: true);
        return 0;

        Task<long> AddAsync(int rows, int seed) => Drafts.AddAsync(databases, folder.FullName, Drafts.Lines(rows, seed));
    }

    // As the job does: whenever something was changed.
    private static async Task SendAsync(ProductLane lane, CancellationToken end)
    {
        using var woken = new SemaphoreSlim(0);
        lane.Signal.Woken += () => woken.Release();
        while (!end.IsCancellationRequested)
        {
            await lane.Dispatcher.RunAsync(end);
            await woken.WaitAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        }
    }

    private static async Task<BatchState> StateAsync(Databases databases, long batch)
    {
        await using var db = databases.CreateDbContext();
        return await db.Batches.Where(x => x.Id == batch).Select(x => x.State).SingleAsync();
    }

    private static async Task<string> AssignedAsync(Databases databases, long[] batches)
    {
        await using var db = databases.CreateDbContext();
        var counts = new List<int>();
        foreach (var batch in batches) counts.Add(await db.Assignments.CountAsync(x => x.BatchId == batch && x.State == AssignmentState.Assigned));
        return string.Join(" and ", counts);
    }

    private static void Say(string what, string assigned) => Console.WriteLine($"{what} (assigned so far: {assigned})");

    private static string Seconds(long began, long? ended = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (ended ?? Environment.TickCount64) - began) / 1000.0:F2} s");
}
