using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>The server dies by SIGKILL in the middle of a batch; INCS (the sandbox, a process of its own) lives on and knows what it created.</summary>
public sealed class CrashTests(Browser browser)
{
    private const int Rows = 2_000;

    [Fact]
    public async Task After_a_kill_nothing_pending_is_lost_and_nothing_on_the_wire_is_sent_again()
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
        using var upstream = new HttpClient { BaseAddress = sandbox.Url };
        using (await upstream.PutAsJsonAsync("/sandbox/settings", new { latencyMs = 60 })) { }
        await using var app = new DashboardProcess(sandbox.Url);
        await app.StartAsync();
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(Rows, "62866"), TestContext.Current.CancellationToken);
        await Sheets.AssignAsync(page, sheet);
        var progress = page.GetByTestId("batch-progress");
        while (await Sheets.NumberAsync(progress, "data-assigned") < Rows / 5) await Task.Delay(50, TestContext.Current.CancellationToken);

        await app.KillAsync();
        await manager.ShootAsync("reconnecting");
        await app.StartAsync();

        // The page finds the server again by itself, and the batch goes on by itself.
        await Expect(page.GetByTestId("batch-state")).Not.ToHaveTextAsync("Running", new() { Timeout = 180_000 });
        var assigned = await Sheets.NumberAsync(progress, "data-assigned");
        var unknown = await Sheets.NumberAsync(progress, "data-unknown");
        await manager.ShootAsync("after-kill");
        var record = await upstream.GetFromJsonAsync<JsonElement>("/sandbox/record");
        Assert.Equal(Rows, assigned + unknown);
        Assert.Equal(0, record.GetProperty("doubled").GetInt32());
        Assert.InRange(record.GetProperty("created").GetInt32(), assigned, assigned + unknown);
        Assert.InRange(record.GetProperty("posts").GetInt32(), assigned, Rows);
        File.Delete(sheet);
    }
}
