using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Templates change and Wshoto goes away: what was read stays, and what changed is told.</summary>
public sealed class TemplateCopiesTests(Browser browser, AppFixture shared)
{
    private const string Id = "1254676189925432389";
    private const string Other = "1254676189924432386";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_changes_is_compared_goes_into_a_frame_and_stays_while_Wshoto_is_down()
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["seedTasks"] = "50" });
        using var wshoto = new HttpClient { BaseAddress = sandbox.Url };
        await using var app = new DashboardProcess(sandbox.Url, new Dictionary<string, string> { ["Embedding__AllowedOrigins__0"] = "http://localhost:9999" });
        await app.StartAsync();
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", $"/templates/{Id}");
        await viewer.SettleAsync();
        await page.GetByTestId("template-targeting").WaitForAsync();

        // It changes, and says so.
        using (await wshoto.PostAsJsonAsync("/sandbox/wshoto/template", new { id = Id, status = 3, name = "春季大促（第二版）", filterRangeInfo = """{"sex":"F","age_range":"20~35"}""" }, Cancel)) { }
        await page.GetByRole(AriaRole.Button, new() { Name = "Read again" }).ClickAsync();
        await Expect(page.GetByTestId("template-changes")).ToContainTextAsync("Ended");
        await Expect(page.Locator("h1")).ToHaveTextAsync("春季大促（第二版）");
        var findings = (await viewer.InspectAsync("template-changed")).ToList();

        // Its two versions side by side, then another template on the right.
        await page.GetByRole(AriaRole.Link, new() { Name = "Show side by side" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/templates/compare[?]left={Id}(@|%40)1&right={Id}(@|%40)2$"));
        await Expect(page.GetByTestId("compare-Facts")).ToContainTextAsync("Status");
        findings.AddRange(await viewer.InspectAsync("compare-versions"));
        var right = page.GetByTestId("compare-side").Nth(1).Locator("input");
        await right.FillAsync(Other);
        await right.BlurAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"right={Other}$"));
        await Expect(page.Locator(".side-name").Nth(1)).ToHaveTextAsync("三月新客首单礼");
        await Expect(page.GetByTestId("compare-Message")).ToBeVisibleAsync();
        findings.AddRange(await viewer.InspectAsync("compare-templates"));

        // In a frame there is no menu.
        await viewer.OpenAsync($"/embed/templates/{Id}");
        await page.GetByTestId("template-targeting").WaitForAsync();
        await Expect(page.Locator("nav.nav")).ToHaveCountAsync(0);
        findings.AddRange(await viewer.InspectAsync("template-embedded"));

        // Wshoto is away: the copy stays, with its age.
        using (await wshoto.PostAsJsonAsync("/sandbox/wshoto/outage", new { seconds = 120 }, Cancel)) { }
        await viewer.OpenAsync($"/templates/{Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Read again" }).ClickAsync();
        await Expect(page.GetByTestId("template-kept")).ToContainTextAsync("This is the copy kept at", new() { Timeout = 30_000 });
        await Expect(page.GetByTestId("template-materials").Locator("[data-material-type]")).ToHaveCountAsync(14);
        findings.AddRange(await viewer.InspectAsync("template-kept"));

        Assert.Empty(findings);
        Assert.Empty(viewer.Complaints);
    }

    [Theory, InlineData(false, true, "zh-CN"), InlineData(true, false, "zh-CN"), InlineData(true, true, "en")]
    public async Task Two_templates_side_by_side_fit_every_window(bool phone, bool dark, string culture)
    {
        await using var viewer = await browser.VisitAsync(shared.Url, phone, dark, culture);
        await viewer.SignInAsync("Viewer", $"/templates/compare?left={Id}&right={Other}&all=1");
        await viewer.SettleAsync();
        await viewer.Page.GetByTestId("compare-Facts").WaitForAsync();

        Assert.Empty(await viewer.InspectAsync($"compare-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}-{culture}"));
        Assert.Empty(viewer.Complaints);
    }
}
