using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Team members open Wshoto templates: every seeded one shows its materials and whom it is for.</summary>
public sealed class TemplatesTests(Browser browser, AppFixture app)
{
    private const string Everything = "/templates/1254676189925432389";

    [Fact]
    public async Task The_template_of_every_material_shows_each_of_them()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/templates");
        await viewer.SettleAsync();

        // Pasted as a link from elsewhere; the id is beyond what a JavaScript number holds.
        var field = page.GetByLabel("Open by id or link");
        await field.FillAsync("https://open.example.com/task?template_id=1254676189925432389");
        await field.BlurAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/templates/1254676189925432389$"));
        var materials = page.GetByTestId("template-materials").Locator("[data-material-type]");
        await materials.First.WaitForAsync();
        var types = await materials.EvaluateAllAsync<string[]>("x => x.map(m => m.dataset.materialType)");
        Assert.Equal(Enumerable.Range(1, 12).Select(x => $"{x}"), types.Distinct().OrderBy(int.Parse));
        Assert.Equal(3, types.Count(x => x == "12"));
        await Expect(page.GetByTestId("template-targeting")).ToContainTextAsync("VIP");
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task A_Manager_finds_sorts_and_stars_a_template_by_the_keyboard_and_a_Viewer_sees_it()
    {
        await using var manager = await browser.VisitAsync(app.Url);
        await manager.SignInAsync("Manager", "/templates?name=Spring&from=2026-01-01");
        await manager.SettleAsync();
        var page = manager.Page;
        await page.Locator("a.sort[data-column=name]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("sort=name"));
        await Expect(page.Locator("th[aria-sort=ascending]")).ToHaveTextAsync(new Regex("Name"));
        var row = page.GetByTestId("template-row").First;
        var id = await row.GetAttributeAsync("data-template-id");
        var star = row.GetByTestId("template-star");
        if (await star.GetAttributeAsync("aria-pressed") == "false")
        {
            await star.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
        }
        await Expect(star).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Empty(await manager.InspectAsync("templates-list"));

        await using var viewer = await browser.VisitAsync(app.Url, phone: true);
        await viewer.SignInAsync("Viewer", "/templates");
        await viewer.SettleAsync();
        await viewer.Page.GetByTestId("templates-favourites").ClickAsync();

        await Expect(viewer.Page).ToHaveURLAsync(new Regex("fav=1"));
        await Expect(viewer.Page.Locator($"[data-template-id='{id}']").GetByTestId("template-star")).ToHaveAttributeAsync("title", new Regex("Favourite of the team since"));
        await Expect(viewer.Page.Locator("button[data-testid=template-star]")).ToHaveCountAsync(0);
        Assert.Empty(await viewer.InspectAsync("templates-favourites"));
        Assert.Empty(manager.Complaints);
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task An_employee_of_an_explicit_template_opens_to_the_targets()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/templates?name=大客户&from=2026-01-01");
        await viewer.SettleAsync();
        await page.GetByTestId("template-row").Locator("a").First.ClickAsync();
        await Expect(page.GetByTestId("template-targeting")).ToHaveAttributeAsync("data-filter-type", "4");

        await page.GetByTestId("template-execution").Locator("button").First.ClickAsync();

        await page.Locator(".targets tbody tr").First.WaitForAsync();
        Assert.Empty(await viewer.InspectAsync("template-targets"));
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task By_keyboard_somebody_drills_into_an_employee_pages_through_the_targets_and_comes_back()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", Everything);
        await viewer.SettleAsync();
        var name = page.GetByTestId("template-execution").GetByRole(AriaRole.Button, new() { Name = "zhangwei", Exact = true });
        var title = page.Locator(".targets h3");

        await name.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(title).ToHaveTextAsync("Targets of zhangwei");
        await Expect(title).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex("\\?employee=zhangwei$"));

        var next = page.Locator(".targets").GetByRole(AriaRole.Button, new() { Name = "Next page" });
        await next.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".targets .pager")).ToContainTextAsync("21–40 of 130");
        await Expect(next).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex("employee=zhangwei&targets=2$"));

        // The page of the targets replaced the first one: one step back is the list.
        await page.GoBackAsync();
        await Expect(page.Locator(".targets")).ToHaveCountAsync(0);
        await Expect(page).ToHaveURLAsync(new Regex("/templates/[0-9]+$"));
        await Expect(name).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(title).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".targets")).ToHaveCountAsync(0);
        await Expect(name).ToBeFocusedAsync();
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task An_address_with_an_employee_opens_the_targets_in_the_lists_place_on_a_phone()
    {
        await using var viewer = await browser.VisitAsync(app.Url, phone: true, dark: true, culture: "zh-CN");
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", Everything + "?employee=zhangwei&targets=2&follow=2&sort=-rate");
        await viewer.SettleAsync();

        await Expect(page.Locator(".targets .pager")).ToContainTextAsync("21–40");
        await Expect(page.GetByTestId("template-execution")).ToBeHiddenAsync();
        await page.Locator(".targets").ScrollIntoViewIfNeededAsync();
        Assert.Empty(await viewer.InspectAsync("template-targets-phone"));

        await page.GetByTestId("targets-close").ClickAsync();
        await Expect(page.GetByTestId("execution-row").First).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/templates/[0-9]+\\?sort=-rate$"));
        Assert.Empty(await viewer.InspectAsync("template-execution-phone"));
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task An_id_of_a_material_is_copied_exactly()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await viewer.SignInAsync("Viewer", Everything);
        await viewer.SettleAsync();

        var id = page.GetByTestId("template-materials").Locator("[data-member=uuid]").First;
        await id.Locator("button").ClickAsync();

        await Expect(id.Locator("button.copied")).ToContainTextAsync("Copied");
        Assert.Equal(await id.Locator(".mono").InnerTextAsync(), await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        Assert.Empty(viewer.Complaints);
    }

    [Theory]
    [InlineData(false, false, "en")]
    [InlineData(true, true, "zh-CN")]
    public async Task Every_seeded_template_opens(bool phone, bool dark, string culture)
    {
        await using var viewer = await browser.VisitAsync(app.Url, phone, dark, culture);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/templates?from=2026-01-01");
        await viewer.SettleAsync();
        // What is known stands there until the whole range is read.
        await Expect(page.GetByTestId("template-row")).ToHaveCountAsync(25, new() { Timeout = 30_000 });
        await Expect(page.GetByTestId("templates-kept")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        var ids = await IdsAsync(page);
        for (var number = 2; await page.Locator(".page-links a, nav a[rel=next]").CountAsync() > 0 && number < 4; number++)
        {
            await viewer.OpenAsync($"/templates?from=2026-01-01&page={number}");
            await Expect(page.GetByTestId("templates-kept")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
            ids = [.. ids, .. await IdsAsync(page)];
        }
        Assert.True(ids.Distinct().Count() >= 50, $"Only {ids.Count} templates");

        var findings = new List<string>();
        foreach (var (n, id) in ids.Distinct().Index())
        {
            await viewer.OpenAsync($"/templates/{id}");
            await page.GetByTestId("template-targeting").WaitForAsync();
            // They are alike in kind: every third is looked at closely, others on the phone than on the desktop.
            if (n % 3 == (phone ? 1 : 0)) findings.AddRange(await viewer.InspectAsync($"template-{id}-{(phone ? "phone" : "desktop")}"));
        }
        Assert.Empty(findings);
        Assert.Empty(viewer.Complaints);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(IPage page) =>
        await page.GetByTestId("template-row").EvaluateAllAsync<string[]>("rows => rows.map(x => x.dataset.templateId)");
}
