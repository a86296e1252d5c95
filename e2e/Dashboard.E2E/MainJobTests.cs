using Dashboard.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>The main job as a manager does it: a sheet in, every customer assigned once, the result out.</summary>
public sealed class MainJobTests(Browser browser, AppFixture app)
{
    [Fact]
    public async Task The_sample_sheet_ends_completed_with_the_right_counts()
    {
        // As on a fresh machine: nobody has assigned the sample's customers yet.
        await using var fresh = new DashboardProcess();
        await fresh.StartAsync();
        await using var manager = await browser.VisitAsync(fresh.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        await manager.ShootAsync("job-1-choose");

        await Sheets.UploadAsync(page, Path.Combine(Repository.Top, "wwwroot", "sample.csv"));
        await manager.ShootAsync("job-2-columns");
        await page.GetByTestId("mapping-confirm").ClickAsync();
        var review = page.GetByTestId("review-summary");
        await review.WaitForAsync();
        await manager.ShootAsync("job-3-review");

        Assert.Equal(200, await Sheets.NumberAsync(review, "data-lines"));
        var assignments = await Sheets.NumberAsync(review, "data-assignments");
        var errors = await Sheets.NumberAsync(review, "data-errors");
        Assert.InRange(assignments, 100, 199);
        Assert.True(errors > 0);
        var first = page.GetByTestId("error-list").Locator("[data-line]").First;
        Assert.NotEmpty((await first.InnerTextAsync()).Trim());

        await page.GetByTestId("batch-confirm").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/batches/[0-9]+"));
        await page.GetByTestId("batch-progress").WaitForAsync();
        await manager.ShootAsync("job-4-running");
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 120_000 });
        var progress = page.GetByTestId("batch-progress");
        Assert.Equal(assignments, await Sheets.NumberAsync(progress, "data-total"));
        Assert.Equal(assignments, await Sheets.NumberAsync(progress, "data-assigned"));
        await manager.ShootAsync("job-5-completed");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("result-download").ClickAsync());
        var result = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(201, result.Length);

        Assert.Empty(manager.Complaints);
    }

    [Fact]
    public async Task A_twenty_thousand_line_sheet_goes_through_while_pages_stay_responsive()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(20_000), TestContext.Current.CancellationToken);

        await Sheets.UploadAsync(page, sheet);
        await page.GetByTestId("mapping-confirm").ClickAsync();
        var review = page.GetByTestId("review-summary");
        await review.WaitForAsync(new() { Timeout = 120_000 });
        Assert.Equal(20_000, await Sheets.NumberAsync(review, "data-assignments"));
        await page.GetByTestId("batch-confirm").ClickAsync();
        await page.GetByTestId("batch-progress").WaitForAsync();

        // While it runs, the same person opens other pages and comes back: each answers and shows its content.
        var batch = page.Url;
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Running");
        foreach (var address in new[] { "/assign", "/batches" })
            await manager.OpenAsync(address);
        await page.GotoAsync(batch);
        await Expect(page.GetByTestId("batch-state")).ToHaveTextAsync("Completed", new() { Timeout = 300_000 });
        Assert.Equal(20_000, await Sheets.NumberAsync(page.GetByTestId("batch-progress"), "data-assigned"));
        await manager.ShootAsync("job-20000-completed");
        Assert.Empty(manager.Complaints);
        File.Delete(sheet);
    }
}
