using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Benchmarks.Support;
using Dashboard.Data;
using Dashboard.E2E.Support;
using Dashboard.Features.Assign;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Benchmarks.Crash;

/// <summary>One batch through kills and faults: the app and INCS are processes of their own that talk over HTTP.</summary>
public sealed class CrashRound(CrashOptions options, int round, string? connectionString)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Random chance = new(options.Seed * 7919 + round);

    /// <summary>Times that the app was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>POSTs that INCS got.</summary>
    public int Posts { get; private set; }

    public async Task<CrashVerdict> RunAsync()
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["seedTasks"] = "0" });
        using var upstream = new HttpClient { BaseAddress = sandbox.Url };
        using (var set = await upstream.PutAsJsonAsync("/sandbox/settings", options.Sandbox(round))) set.EnsureSuccessStatusCode();
        var settings = new Dictionary<string, string> { ["Incs__TimeoutSeconds"] = "2", ["Incs__SettleSeconds"] = "8", ["Logging__LogLevel__Default"] = "Warning", ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information" };
        await using var app = new DashboardProcess(sandbox.Url, settings, connectionString);
        var databases = new Databases(app.ConnectionString);
        await using (var db = databases.CreateDbContext()) await db.Database.MigrateAsync();
        var batch = await Drafts.AddAsync(databases, app.Folder, Drafts.Lines(options.Rows, options.Seed * 100 + round));
        var store = new BatchStore(databases, TimeProvider.System, new DispatchSignal());
        if (!await store.ConfirmAsync(batch, "benchmark", new() { PauseAtRejectedPercent = null })) throw new InvalidOperationException("The batch can't be confirmed.");

        await app.StartAsync();
        for (var kills = 3 + chance.Next(4); kills > 0; kills--)
        {
            await Task.Delay(chance.Next(100, 2500));
            await app.KillAsync();
            Kills++;
            await app.StartAsync();
        }
        await WaitForTheEndAsync(databases, batch);

        // What INCS creates late, or hides from its list, counts too.
        await Task.Delay(TimeSpan.FromSeconds(3));
        var created = await upstream.GetFromJsonAsync<List<JsonElement>>("/sandbox/created") ?? [];
        Posts = (await upstream.GetFromJsonAsync<JsonElement>("/sandbox/record")).GetProperty("posts").GetInt32();
        return CrashVerdict.Of(options.Rows, created, await ResultDownload.GetAsync(app.Url, batch));
    }

    private static async Task WaitForTheEndAsync(Databases databases, long batch)
    {
        var began = DateTime.UtcNow;
        while (!await IsOverAsync(databases, batch))
        {
            if (DateTime.UtcNow - began > Patience) throw new TimeoutException($"The batch has not come to its end within {Patience}.");
            await Task.Delay(200);
        }
    }

    // A batch that stopped because the token was refused goes on by itself.
    private static async Task<bool> IsOverAsync(Databases databases, long batch)
    {
        await using var db = databases.CreateDbContext();
        var now = await db.Batches.AsNoTracking().SingleAsync(x => x.Id == batch);
        return now.State is BatchState.Completed or BatchState.Cancelled || (now.State == BatchState.Stopped && now.StateReason != BatchReasons.Unauthorised);
    }
}
