using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Views of the grid: saved, pinned in the menu, opened by others, changed only by those who may.</summary>
public sealed class ViewsTests(Browser browser, AppFixture app)
{
    [Fact]
    public async Task A_managers_view_for_the_team_appears_in_a_viewers_menu_and_his_own_stays_his()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        await using var viewer = await browser.VisitAsync(app.Url, phone: false, dark: true);
        await viewer.SignInAsync("Viewer", "/tasks");
        await viewer.SettleAsync();
        await manager.SignInAsync("Manager", "/tasks?status=2&created=7d");
        await manager.SettleAsync();

        await SaveAsync(manager.Page, "Finished this week", team: true);
        await SaveAsync(manager.Page, "Only mine", team: false);
        var findings = (await manager.InspectAsync("views-manager")).ToList();

        var menu = viewer.Page.GetByTestId("pinned-views");
        await menu.GetByRole(AriaRole.Link, new() { Name = "Finished this week" }).ClickAsync();
        await Expect(viewer.Page).ToHaveURLAsync(new Regex(@"/tasks\?status=2&created=7d$"));
        await Expect(viewer.Page.GetByTestId("tasks-grid").Locator("[data-status='2']").First).ToBeVisibleAsync();
        await Expect(menu.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await Expect(menu.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("aria-current", "page");
        await viewer.Page.GetByTestId("views-menu").ClickAsync();
        await Expect(viewer.Page.Locator("[data-view]")).ToHaveCountAsync(1);
        await Expect(viewer.Page.Locator("[data-view] button")).ToHaveCountAsync(0);
        findings.AddRange(await viewer.InspectAsync("views-viewer"));

        foreach (var _ in new int[2]) await DeleteFirstAsync(manager.Page);
        await Expect(viewer.Page.GetByTestId("pinned-views")).ToHaveCountAsync(0);
        Assert.Empty(findings);
        Assert.Empty(manager.Complaints.Concat(viewer.Complaints));
    }

    [Fact]
    public async Task On_a_phone_a_view_is_saved_with_the_keyboard()
    {
        await using var viewer = await browser.VisitAsync(app.Url, phone: true);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/tasks?status=1");
        await viewer.SettleAsync();

        await page.GetByTestId("views-menu").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("view-save").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("view-save-form").GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("On the phone");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-view] a[aria-current]")).ToHaveTextAsync(new Regex("On the phone"));
        Assert.Empty(await viewer.InspectAsync("views-phone"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-view]").First).ToBeHiddenAsync();
        await page.GetByTestId("views-menu").ClickAsync();
        await DeleteFirstAsync(page);
        await Expect(page.Locator("[data-view]")).ToHaveCountAsync(0);
    }

    private static async Task SaveAsync(IPage page, string name, bool team)
    {
        if (!await page.GetByTestId("view-save").IsVisibleAsync()) await page.GetByTestId("views-menu").ClickAsync();
        await page.GetByTestId("view-save").ClickAsync();
        var form = page.GetByTestId("view-save-form");
        await form.GetByRole(AriaRole.Textbox).FillAsync(name);
        await form.GetByRole(AriaRole.Radio).Nth(team ? 1 : 0).CheckAsync();
        await form.GetByRole(AriaRole.Checkbox).CheckAsync();
        await form.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.GetByTestId("pinned-views").GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("view-save")).ToBeVisibleAsync();
    }

    private static async Task DeleteFirstAsync(IPage page)
    {
        var before = await page.Locator("[data-view]").CountAsync();
        await page.Locator("[data-view] [aria-expanded]").First.ClickAsync();
        await page.Locator("[data-view] .button-danger").ClickAsync();
        await page.Locator("[data-view] .more[role=group] .button-danger").ClickAsync();
        await Expect(page.Locator("[data-view]")).ToHaveCountAsync(before - 1);
    }
}
