using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Team members watch the tasks: the address is the state, rows move by themselves, phones are masked.</summary>
public sealed partial class TasksTests(Browser browser, AppFixture app)
{
    [Fact]
    public async Task Filters_sorting_and_pages_stand_in_the_address_and_going_back_undoes_them()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/tasks");
        await viewer.SettleAsync();

        await page.Locator(".chip", new() { HasText = "Finished" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("status=2"));
        await Expect(page.GetByTestId("task-row").First).ToHaveAttributeAsync("data-status", "2");
        Assert.All(await StatusesAsync(page), x => Assert.Equal("2", x));
        await page.Locator("a.sort", new() { HasTextRegex = new Regex("^\\s*Task") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("sort=-id"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("page=2"));

        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/tasks$"));
        await Expect(page.GetByTestId("tasks-grid").Locator("[data-status='0']").First).ToBeVisibleAsync();
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task A_viewer_opens_a_task_and_reads_its_log_without_seeing_a_phone()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/tasks?status=2");
        await viewer.SettleAsync();

        var row = page.GetByTestId("task-row").First;
        var id = await row.GetAttributeAsync("data-task-id");
        await row.Locator("a[data-open]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"task={id}"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Open as page" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/tasks/{id}$"));

        var log = page.GetByTestId("task-log").Locator("[data-log-id]");
        await log.First.WaitForAsync();
        Assert.Equal("1", await log.First.GetAttributeAsync("data-log-type"));
        Assert.DoesNotMatch(WholePhone(), await page.ContentAsync());
    }

    [Fact]
    public async Task Tasks_of_a_new_batch_appear_by_themselves_and_lead_to_their_line()
    {
        // An INCS whose people are quick: a task is taken up within seconds.
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
        using var upstream = new HttpClient { BaseAddress = sandbox.Url };
        using (await upstream.PutAsJsonAsync("/sandbox/settings", new { pace = 0.1 })) { }
        await using var quick = new DashboardProcess(sandbox.Url, new Dictionary<string, string> { ["Sync__IntervalSeconds"] = "2" });
        await quick.StartAsync();
        await using var manager = await browser.VisitAsync(quick.Url);
        var page = manager.Page;
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(5, "62855"), TestContext.Current.CancellationToken);
        await manager.SignInAsync("Manager", "/assign");
        await Sheets.AssignAsync(page, sheet);
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 60_000 });
        var batch = Regex.Match(page.Url, "[0-9]+$").Value;

        await manager.OpenAsync($"/tasks?batch={batch}");
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(5);
        await Expect(page.GetByTestId("tasks-grid").Locator("[data-status='1']").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await page.GetByTestId("task-row").First.Locator("a[data-open]").ClickAsync();
        await Expect(page.Locator("aside.panel")).ToContainTextAsync("line");
        await manager.ShootAsync("tasks-of-a-batch");
        Assert.Empty(manager.Complaints);
        File.Delete(sheet);
    }

    [Fact]
    public async Task A_grid_that_is_opened_is_read_once_and_live_with_the_same_rows()
    {
        await using var own = new DashboardProcess(settings: new Dictionary<string, string> { ["Logging__LogLevel__Dashboard.Features.Tasks.TasksPage"] = "Debug" });
        await own.StartAsync();
        await using var manager = await browser.VisitAsync(own.Url);
        await manager.SignInAsync("Manager", "/batches");
        await manager.OpenAsync("/batches");
        Assert.Equal(0, Readings(own));

        await manager.Page.GotoAsync("/tasks?size=200");
        await manager.SettleAsync();
        await manager.Page.GetByTestId("task-row").First.Locator("[data-open]").ClickAsync();
        await Expect(manager.Page.Locator("aside.panel")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        Assert.Equal(1, Readings(own));
        Assert.Empty(manager.Complaints);
    }

    private static int Readings(DashboardProcess app) => app.Output.Split("The grid reads its rows").Length - 1;

    private static async Task<IReadOnlyList<string?>> StatusesAsync(IPage page) =>
        await page.GetByTestId("task-row").EvaluateAllAsync<string[]>("rows => rows.map(x => x.dataset.status)");

    [GeneratedRegex("628[0-9]{8,}")]
    private static partial Regex WholePhone();
}
