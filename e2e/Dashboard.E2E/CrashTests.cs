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
    public async Task After_a_kill_every_customer_has_one_task_and_the_page_comes_back_by_itself()
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
        using var upstream = new HttpClient { BaseAddress = sandbox.Url };
        using (await upstream.PutAsJsonAsync("/sandbox/settings", new { latencyMs = 60, openTaskRule = false })) { }
        await using var app = new DashboardProcess(sandbox.Url, new Dictionary<string, string> { ["Incs__TimeoutSeconds"] = "2", ["Incs__SettleSeconds"] = "4" });
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

        // The page finds the server again by itself, what was on the wire is looked up, and the batch goes on to its end.
        await Expect(page.GetByTestId("batch-searching")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await manager.ShootAsync("after-kill");
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 180_000 });
        Assert.Equal(Rows, await Sheets.NumberAsync(progress, "data-assigned"));
        var record = await upstream.GetFromJsonAsync<JsonElement>("/sandbox/record");
        Assert.Equal((Rows, 0), (record.GetProperty("created").GetInt32(), record.GetProperty("doubled").GetInt32()));
        File.Delete(sheet);
    }

    [Fact]
    public async Task A_stop_lets_the_wire_finish_and_leaves_nothing_to_be_looked_up()
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
        using var upstream = new HttpClient { BaseAddress = sandbox.Url };
        using (await upstream.PutAsJsonAsync("/sandbox/settings", new { latencyMs = 400, openTaskRule = false })) { }
        await using var app = new DashboardProcess(sandbox.Url);
        await app.StartAsync();
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(400, "62867"), TestContext.Current.CancellationToken);
        await Sheets.AssignAsync(page, sheet);
        var progress = page.GetByTestId("batch-progress");
        while (await Sheets.NumberAsync(progress, "data-assigned") < 50) await Task.Delay(50, TestContext.Current.CancellationToken);

        await app.StopAsync();
        var before = await upstream.GetFromJsonAsync<JsonElement>("/sandbox/record");
        await app.StartAsync();
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 120_000 });

        var record = await upstream.GetFromJsonAsync<JsonElement>("/sandbox/record");
        Assert.InRange(before.GetProperty("created").GetInt32(), 50, 399);
        Assert.Equal((400, 400, 0), (record.GetProperty("posts").GetInt32(), record.GetProperty("created").GetInt32(), record.GetProperty("doubled").GetInt32()));
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("result-download").ClickAsync());
        var result = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        // Outcome, task, reason, attempts: each was sent once and answered.
        Assert.All(result.Skip(1), x => Assert.Matches(",assigned,[0-9]+,,1,", x));
        File.Delete(sheet);
    }
}
