using Dashboard.E2E.Support;

namespace Dashboard.E2E;

/// <summary>Every page, on a desktop and a phone, light and dark, in both languages: screenshots, axe, no sideways scroll, a quiet console.</summary>
public sealed class PagesTests(Browser browser, AppFixture app)
{
    private static readonly (string Name, string Address)[] Pages =
    [
        ("overview", "/"), ("assign", "/assign"), ("batches", "/batches"),
        ("tasks", "/tasks"), ("tasks-panel", "/tasks?status=1&task=2900"), ("tasks-nothing", "/tasks?name=nobody+has+this+name"), ("task", "/tasks/2900"),
        ("task-missing", "/tasks/99999999"),
        ("templates", "/templates"), ("templates-nothing", "/templates?name=nothing+has+this+name"), ("template-missing", "/templates/4711"),
        ("compare", "/templates/compare"), ("audit", "/audit"), ("settings", "/settings"), ("embedding", "/settings/embedding"), ("forget", "/settings/forget"), ("not-found", "/nothing-here"),
    ];

    [Theory]
    [InlineData(false, false, "en")]
    [InlineData(false, true, "zh-CN")]
    [InlineData(true, false, "zh-CN")]
    [InlineData(true, true, "en")]
    public async Task Every_page_is_accessible_and_fits_its_window(bool phone, bool dark, string culture)
    {
        await using var admin = await browser.VisitAsync(app.Url, phone, dark, culture);
        var look = $"{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}-{culture}";
        await admin.Page.GotoAsync("/signin");
        var findings = (await admin.InspectAsync($"signin-{look}")).ToList();
        await admin.SignInAsync("Admin", "/assign");
        await Sheets.AssignAsync(admin.Page, Path.Combine(Repository.Top, "wwwroot", "sample.csv"));
        await admin.SettleAsync();
        findings.AddRange(await admin.InspectAsync($"batch-{look}"));
        foreach (var (name, address) in Pages)
        {
            await admin.OpenAsync(address);
            findings.AddRange(await admin.InspectAsync($"{name}-{look}"));
        }

        Assert.Empty(findings);
        Assert.DoesNotContain(admin.Complaints, x => !x.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_that_is_put_into_a_page_is_found()
    {
        await using var visitor = await browser.VisitAsync(app.Url);
        await visitor.Page.GotoAsync("/signin");
        await visitor.Page.EvaluateAsync("() => document.body.insertAdjacentHTML('beforeend', '<button style=\"width: 3000px\"></button>')");

        var findings = await visitor.InspectAsync("fault");

        Assert.Collection(findings, x => Assert.Contains("button-name", x, StringComparison.Ordinal), x => Assert.Contains("sideways", x, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_viewer_is_told_which_role_a_page_needs()
    {
        await using var viewer = await browser.VisitAsync(app.Url);
        await viewer.SignInAsync("Viewer", "/tasks");

        foreach (var address in new[] { "/assign", "/audit", "/settings" })
        {
            await viewer.OpenAsync(address);
            Assert.Empty(await viewer.InspectAsync("forbidden"));
            Assert.Contains(address == "/assign" ? "Manager" : "Admin", await viewer.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        }
    }
}
