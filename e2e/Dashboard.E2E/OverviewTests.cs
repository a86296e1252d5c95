using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>How the work goes at a glance: figures lead to their tasks, charts can be read as tables.</summary>
public sealed partial class OverviewTests(Browser browser, AppFixture app)
{
    [Fact]
    public async Task A_bar_leads_to_as_many_tasks_as_it_counts()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/?days=30&assignee=incs_1");
        await viewer.SettleAsync();

        // A day long gone: nothing of it moves meanwhile.
        var bar = page.GetByTestId("chart-days").Locator(".column").Nth(3).Locator("a.fill-green");
        var count = Last().Match(await bar.GetAttributeAsync("title") ?? "").Value;
        await bar.ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex(@"/tasks\?status=2&from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d&assignee=incs_1$"));
        await Expect(page.Locator(".page-state span").First).ToContainTextAsync(new Regex($"^{Regex.Escape(count)} "));
        Assert.NotEqual(0, int.Parse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task A_chart_is_shown_as_a_table_by_keyboard_and_filters_are_typed()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer");
        await viewer.SettleAsync();

        var days = page.GetByTestId("chart-days");
        await days.GetByRole(AriaRole.Button).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(days.Locator("tbody tr")).ToHaveCountAsync(14);
        Assert.Empty(await viewer.InspectAsync("overview-table"));
        await page.GetByLabel("Assignee", new() { Exact = true }).FillAsync("incs_2");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex(@"/\?assignee=incs_2$"));
        await Expect(page.Locator("[data-assignee]")).ToHaveCountAsync(1);
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task The_menus_badge_leads_to_the_stale_tasks()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/tasks");
        var badge = page.GetByTestId("stale-badge");
        await badge.WaitForAsync();
        var count = await badge.InnerTextAsync();
        await badge.ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex(@"/tasks\?quiet_longer=48h$"));
        await Expect(page.Locator(".page-state span").First).ToContainTextAsync(new Regex($"^{count} "));
        Assert.Empty(viewer.Complaints);
    }

    [GeneratedRegex(@"[\d,]+$")]
    private static partial Regex Last();
}
