using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>The grid in a browser: keys, columns that are dragged, a selection, a phone.</summary>
public sealed class TaskGridTests(Browser browser, AppFixture app)
{
    [Fact]
    public async Task Keys_walk_open_select_and_expand()
    {
        await using var viewer = await OpenAsync("/tasks?status=2");
        var (page, rows) = (viewer.Page, viewer.Page.GetByTestId("task-row"));
        var second = await rows.Nth(1).GetAttributeAsync("data-task-id");

        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(rows.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("selection")).ToContainTextAsync("1 selected");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page).ToHaveURLAsync(new Regex($"open={second}"));
        await page.Locator(".log-row [data-log-id]").First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(rows.Nth(2)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex($"task={second}"));
        await page.Locator("aside.panel").WaitForAsync();
        Assert.Empty(await viewer.InspectAsync("grid-panel"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("aside.panel")).ToHaveCountAsync(0);
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".log-row")).ToHaveCountAsync(0);
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task Letters_turn_pages_and_show_the_keys_but_not_while_one_types()
    {
        await using var viewer = await OpenAsync("/tasks");
        var page = viewer.Page;

        await page.Keyboard.PressAsync("n");
        await Expect(page).ToHaveURLAsync(new Regex("page=2"));
        await page.Locator("a[rel=prev]").WaitForAsync();
        await page.Keyboard.PressAsync("p");
        await Expect(page).ToHaveURLAsync(new Regex("/tasks$"));
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("dialog#task-keys")).ToBeVisibleAsync();
        Assert.Empty(await viewer.InspectAsync("grid-keys"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog#task-keys")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("n?");

        await Expect(page.Locator("input:focus")).ToHaveValueAsync("n?");
        await Expect(page.Locator("dialog#task-keys")).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/tasks$"));
    }

    [Fact]
    public async Task Dragged_columns_stand_in_the_address_without_a_step_back_for_each()
    {
        await using var viewer = await OpenAsync("/tasks");
        var page = viewer.Page;
        await page.GotoAsync("/tasks?cols=id,status,name,customer");
        await viewer.SettleAsync();
        await KeysAsync(page);
        var headers = page.Locator("th[data-column]");
        var name = page.Locator("th[data-column=name]");
        var before = (await name.BoundingBoxAsync())!.Width;
        var edge = (await page.Locator("[data-resize=name]").BoundingBoxAsync())!;

        await page.Mouse.MoveAsync(edge.X + 4, edge.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(edge.X + 64, edge.Y + 8);
        await page.Mouse.UpAsync();
        var dragged = (await name.BoundingBoxAsync())!.Width;
        Assert.InRange(dragged - before, 57, 63);
        await Expect(page).ToHaveURLAsync(new Regex("name(:|%3A)[0-9]+"));
        await page.Locator("th[data-column=customer]").DragToAsync(page.Locator("th[data-column=id]"));

        await Expect(headers.First).ToHaveAttributeAsync("data-column", "customer");
        await Expect(page).ToHaveURLAsync(new Regex("cols=customer(,|%2C)id"));
        await page.GoBackAsync();
        await Expect(headers).ToHaveCountAsync(9);
        await page.GoForwardAsync();
        await Expect(headers.First).ToHaveAttributeAsync("data-column", "customer");
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task Columns_are_picked_in_a_menu_that_stays_open()
    {
        await using var viewer = await OpenAsync("/tasks");
        var page = viewer.Page;

        await page.GetByTestId("columns-menu").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "First action", Exact = true }).CheckAsync();

        await Expect(page.Locator("th[data-column=first_action]")).ToBeVisibleAsync();
        await Expect(page.Locator("details.columns[open]")).ToBeVisibleAsync();
        Assert.Empty(await viewer.InspectAsync("grid-columns"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("details.columns[open]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_range_is_selected_with_shift_and_its_ids_are_copied()
    {
        await using var viewer = await OpenAsync("/tasks");
        var (page, rows) = (viewer.Page, viewer.Page.GetByTestId("task-row"));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var ids = (await rows.EvaluateAllAsync<string[]>("rows => rows.slice(1, 4).map(x => x.dataset.taskId)")).Select(long.Parse).Order();

        await rows.Nth(1).Locator("input").ClickAsync();
        await Expect(page.GetByTestId("selection")).ToContainTextAsync("1 selected");
        await rows.Nth(3).Locator("input").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.GetByTestId("selection")).ToContainTextAsync("3 selected");
        await page.GetByTestId("selection").Locator("[data-copy]").ClickAsync();

        await page.WaitForFunctionAsync("async wanted => await navigator.clipboard.readText() === wanted", string.Join('\n', ids));
    }

    [Fact]
    public async Task On_a_phone_rows_are_cards_and_the_panel_lies_over_them_and_has_the_focus()
    {
        await using var viewer = await OpenAsync("/tasks", phone: true);
        var page = viewer.Page;
        await page.GetByTestId("task-row").First.ScrollIntoViewIfNeededAsync();
        Assert.Empty(await viewer.InspectAsync("grid-phone"));

        await page.GetByTestId("task-row").First.Locator("a[data-open]").ClickAsync();

        await Expect(page.Locator("aside.panel")).ToBeFocusedAsync();
        Assert.Empty(await viewer.InspectAsync("grid-phone-panel"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("task-row").First).ToBeFocusedAsync();
    }

    // Until then the page can be seen and clicked, but has no keys.
    private static Task KeysAsync(IPage page) => page.Locator("[data-task-grid][data-keys]").WaitForAsync();

    private async Task<Visitor> OpenAsync(string address, bool phone = false)
    {
        var viewer = await browser.VisitAsync(app.Url, phone);
        await viewer.SignInAsync("Viewer", address);
        await viewer.SettleAsync();
        await KeysAsync(viewer.Page);
        return viewer;
    }
}
