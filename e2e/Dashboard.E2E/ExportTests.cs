using System.Globalization;
using Dashboard.Data;
using Dashboard.E2E.Support;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>The export in a real browser: a plain download, whose progress is shown on every page and which can be cancelled there.</summary>
public sealed class ExportTests(Browser browser)
{
    private const int Tasks = 20_000;

    [Fact]
    public async Task An_export_shows_how_far_it_is_is_cancelled_and_another_is_complete()
    {
        await using var app = new DashboardProcess();
        await FillAsync(app);
        await app.StartAsync();
        await using var manager = await browser.VisitAsync(app.Url);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/tasks?assignee=incs_export");
        await manager.SettleAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[download]").First.ClickAsync());
        // What one does meanwhile changes nothing.
        await page.Locator(".nav a[href='/batches']").ClickAsync();
        var export = page.GetByTestId("exports").Locator("[data-state]");
        await Expect(export.GetByRole(Microsoft.Playwright.AriaRole.Progressbar)).ToBeVisibleAsync();
        await manager.ShootAsync("export-running");
        await page.GetByTestId("export-cancel").ClickAsync();

        await Expect(export).ToHaveAttributeAsync("data-state", "Cancelled");
        Assert.NotNull(await download.FailureAsync());
        Assert.Empty(await manager.InspectAsync("export-cancelled"));
        await export.GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();
        await Expect(page.GetByTestId("exports")).ToHaveCountAsync(0);

        await manager.OpenAsync("/tasks?assignee=incs_export&status=2");
        var second = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[download]").First.ClickAsync());
        await Expect(export).ToHaveAttributeAsync("data-state", "Completed");
        Assert.Null(await second.FailureAsync());
        Assert.Equal(Tasks / 100 + 1, (await File.ReadAllLinesAsync(await second.PathAsync(), TestContext.Current.CancellationToken)).Length);
        Assert.Empty(manager.Complaints);
    }

    // Long texts: a browser takes megabytes before it reads.
    private static async Task FillAsync(DashboardProcess app)
    {
        await using var db = app.OpenDatabase();
        await db.Database.MigrateAsync();
        // Older than what is read from INCS, which has none of them.
        var now = DateTimeOffset.UtcNow.AddDays(-60);
        foreach (var some in Enumerable.Range(1, Tasks).Chunk(2000))
        {
            db.Tasks.AddRange(some.Select(i => new MirroredTask
            {
                Id = 1_000_000 + i, CreationId = 1, AuthId = 1, Type = 3, Status = i % 100 == 0 ? 2 : 3, Name = string.Create(CultureInfo.InvariantCulture, $"task {i}"), Description = new('x', 6000),
                UserName = "Erin", UserPhone = string.Create(CultureInfo.InvariantCulture, $"6281{i:D8}"), AssigneeUsername = "incs_export", CreatedAt = now, UpdatedAt = now, SyncedAt = now,
            }));
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
    }
}
