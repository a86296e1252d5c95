using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>A person in control of a batch: nothing can be undone once it is sent, so everything before that can.</summary>
public sealed class ControlTests(Browser browser, AppFixture app)
{
    [Fact]
    public async Task A_confirmation_on_hold_is_undone_and_made_again()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, 3, "62844");
        await page.GetByTestId("start-options").ClickAsync();
        await page.GetByTestId("start-hold").CheckAsync();
        await page.GetByTestId("batch-confirm").ClickAsync();
        await Expect(page.GetByTestId("batch-waiting")).ToContainTextAsync("Starts in");
        Assert.Empty(await manager.InspectAsync("control-hold"));

        await page.GetByTestId("batch-undo").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/assign[?]sheet="));
        await page.GetByTestId("batch-confirm").ClickAsync();
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 60_000 });
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task After_the_first_few_the_manager_looks_at_a_line_its_attempt_and_its_task_and_sends_the_rest()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await ReviewAsync(manager, 6, "62843");
        await page.GetByTestId("start-options").ClickAsync();
        await page.GetByTestId("start-canary").CheckAsync();
        await page.GetByLabel("How many are sent first").FillAsync("2");
        await page.GetByLabel("How many are sent first").BlurAsync();
        await page.GetByTestId("batch-confirm").ClickAsync();
        await Expect(page.GetByTestId("batch-canary")).ToContainTextAsync("The first 2 were sent: 2 assigned", new() { Timeout = 60_000 });
        Assert.Equal(4, await Sheets.NumberAsync(page.GetByTestId("batch-progress"), "data-pending"));

        await page.GetByTestId("assignment-row").First.Locator("a").First.ClickAsync();
        await Expect(page.GetByTestId("assignment-attempts").Locator("li")).ToHaveCountAsync(1);
        Assert.Empty(await manager.InspectAsync("control-canary"));
        await page.GetByTestId("assignment-panel").Locator("dd a.mono").First.ClickAsync();
        await page.GetByTestId("task-log").WaitForAsync();
        await page.GoBackAsync();

        await page.GetByTestId("batch-resume").ClickAsync();
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 60_000 });
        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_batch_that_INCS_refuses_throughout_pauses_by_itself_on_a_phone_too()
    {
        await using var manager = await browser.VisitAsync(app.Url, phone: true);
        var page = manager.Page;
        await ReviewAsync(manager, 60, "62842");
        await page.GetByTestId("batch-confirm").ClickAsync();
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 60_000 });

        // The same customers under another name: all of them have an open task.
        await ReviewAsync(manager, 60, "62842", "Again");
        await page.GetByTestId("batch-confirm").ClickAsync();
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Paused", new() { Timeout = 60_000 });
        await Expect(page.GetByTestId("batch-spike")).ToBeVisibleAsync();
        Assert.Empty(await manager.InspectAsync("control-spike-phone"));
        Assert.True(await Sheets.NumberAsync(page.GetByTestId("batch-progress"), "data-pending") > 0);
        Assert.Empty(manager.Complaints);
    }

    private static async Task ReviewAsync(Visitor manager, int lines, string prefix, string name = "Follow-up")
    {
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(lines, prefix).Select(x => x.Replace("Follow-up", name, StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        if (manager.Page.Url == "about:blank") await manager.SignInAsync("Manager", "/assign");
        else await manager.Page.GotoAsync("/assign");
        await Sheets.UploadAsync(manager.Page, sheet);
        await manager.Page.GetByTestId("mapping-confirm").ClickAsync();
        await manager.Page.GetByTestId("batch-confirm").WaitForAsync(new() { Timeout = 60_000 });
        File.Delete(sheet);
    }
}
