using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Team members open Wshoto templates: every seeded one shows its materials and whom it is for.</summary>
public sealed class TemplatesTests(Browser browser, AppFixture app)
{
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

    [Theory]
    [InlineData(false, false, "en")]
    [InlineData(true, true, "zh-CN")]
    public async Task Every_seeded_template_opens(bool phone, bool dark, string culture)
    {
        await using var viewer = await browser.VisitAsync(app.Url, phone, dark, culture);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/templates?from=2026-01-01");
        await viewer.SettleAsync();
        var ids = await IdsAsync(page);
        for (var number = 2; await page.Locator(".page-links a, nav a[rel=next]").CountAsync() > 0 && number < 4; number++)
        {
            await viewer.OpenAsync($"/templates?from=2026-01-01&page={number}");
            ids = [.. ids, .. await IdsAsync(page)];
        }
        Assert.True(ids.Distinct().Count() >= 50, $"Only {ids.Count} templates");

        var findings = new List<string>();
        foreach (var id in ids.Distinct())
        {
            await viewer.OpenAsync($"/templates/{id}");
            await page.GetByTestId("template-targeting").WaitForAsync();
            findings.AddRange(await viewer.InspectAsync($"template-{id}-{(phone ? "phone" : "desktop")}"));
        }
        Assert.Empty(findings);
        Assert.Empty(viewer.Complaints);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(IPage page) =>
        await page.GetByTestId("template-row").EvaluateAllAsync<string[]>("rows => rows.map(x => x.dataset.templateId)");
}
