using Dashboard.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>A draft that nobody confirmed yet is not lost.</summary>
public sealed class DraftTests(Browser browser)
{
    [Fact]
    public async Task A_draft_with_corrections_is_taken_up_again_after_a_restart_and_another_is_discarded()
    {
        await using var app = new DashboardProcess();
        await app.StartAsync();
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(30, "62844").Append("Follow-up,30058,0815,Siti,incs_1"), TestContext.Current.CancellationToken);
        await Sheets.UploadAsync(page, sheet);
        await page.GetByTestId("mapping-confirm").ClickAsync();
        var summary = page.GetByTestId("review-summary");
        await Expect(summary).ToHaveAttributeAsync("data-errors", "1", new() { Timeout = 60_000 });
        await page.GetByTestId("show-errors").ClickAsync();
        await Expect(page.GetByTestId("review-row")).ToHaveCountAsync(1);
        await page.Locator("[data-row='32'] [data-column='2']").ClickAsync();
        await page.Keyboard.TypeAsync("6284400000099");
        await page.Keyboard.PressAsync("Enter");
        await Expect(summary).ToHaveAttributeAsync("data-assignments", "31");

        await app.KillAsync();
        await app.StartAsync();

        await page.GotoAsync("/batches?show=drafts");
        await manager.SettleAsync();
        var row = page.GetByTestId("batch-row");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("31 ready to assign");
        await manager.ShootAsync("drafts");
        await row.GetByRole(Microsoft.Playwright.AriaRole.Link).First.ClickAsync();
        await Expect(summary).ToHaveAttributeAsync("data-assignments", "31", new() { Timeout = 60_000 });
        await Expect(page.GetByTestId("batch-confirm")).ToBeEnabledAsync();
        await page.GetByTestId("review-undo").ClickAsync();
        await Expect(summary).ToHaveAttributeAsync("data-errors", "1");

        await page.GotoAsync("/batches");
        await manager.SettleAsync();
        await page.GetByTestId("draft-discard").ClickAsync();
        await Expect(page.GetByTestId("draft-discard-ask")).ToBeVisibleAsync();
        Assert.Empty(await manager.InspectAsync("draft-discard"));
        await page.GetByTestId("draft-discard-confirm").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        File.Delete(sheet);
    }
}
