using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Pages in frames of portals, over https, on the same site and on another one, in a browser that keeps cookies of other sites and in one that does not.</summary>
public sealed class EmbeddingTests(Portals portals) : IClassFixture<Portals>
{
    private const string Template = "1254676189925432389";

    [Theory, InlineData(true, "seen"), InlineData(false, "unseen")]
    public async Task The_browser_keeps_cookies_of_other_sites_or_not(bool thirdPartyCookies, string cookie)
    {
        await using var visitor = await portals.VisitAsync(thirdPartyCookies);
        await visitor.Page.GotoAsync($"{portals.Far}/cookie");

        await visitor.Page.GotoAsync($"{portals.Stranger}/frames-cookie");

        await Expect(Frame(visitor.Page).Locator("p")).ToHaveTextAsync(cookie);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task On_another_site_a_window_brings_the_session_into_the_frame_and_the_frame_lives(bool thirdPartyCookies)
    {
        await using var visitor = await portals.VisitAsync(thirdPartyCookies);
        var page = visitor.Page;
        await OpenAsync(page, portals.Far, "/embed/tasks");
        var frame = Frame(page);
        await visitor.ShootAsync("frame-signin");

        await SignInAsync(page, frame);
        await frame.GetByTestId("tasks-grid").WaitForAsync();
        await frame.Locator(".embed[data-live]").WaitForAsync();
        await visitor.ShootAsync("frame-tasks");
        await Expect(frame.Locator("nav.nav")).ToHaveCountAsync(0);

        // The circuit answers: a filter stays in the frame, a task opens beside the grid.
        await frame.GetByTestId("task-row").First.Locator("[data-open]").ClickAsync();
        await frame.Locator(".panel").WaitForAsync();

        // Another page leaves it.
        var opened = await page.Context.RunAndWaitForPageAsync(() => frame.Locator(".panel .panel-actions a").ClickAsync());
        Assert.StartsWith($"{portals.Dashboard}/tasks/", opened.Url, StringComparison.Ordinal);
        await opened.Locator("nav.nav").WaitForAsync();

        // The session is there for the portal's other frames, and ends here alone.
        await OpenAsync(page, portals.Far, $"/embed/templates/{Template}");
        await frame.GetByTestId("template-targeting").WaitForAsync();
        await frame.GetByTestId("frame-signout").ClickAsync();
        await frame.GetByTestId("frame-signin").WaitForAsync();
        await opened.ReloadAsync();
        await opened.Locator("nav.nav").WaitForAsync();
    }

    [Fact]
    public async Task On_the_same_site_whoever_is_signed_in_sees_the_page_at_once()
    {
        await using var visitor = await portals.VisitAsync(thirdPartyCookies: false);
        await visitor.SignInAsync("Viewer");

        await OpenAsync(visitor.Page, portals.Near, "/embed/tasks");

        await Frame(visitor.Page).GetByTestId("tasks-grid").WaitForAsync();
        await Frame(visitor.Page).Locator(".embed[data-live]").WaitForAsync();
        await Expect(Frame(visitor.Page).GetByTestId("frame-signout")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_portal_hides_personal_data_in_its_frame_wherever_the_frame_goes()
    {
        await using var visitor = await portals.VisitAsync(thirdPartyCookies: false);
        await visitor.SignInAsync("Manager");
        await OpenAsync(visitor.Page, portals.Near, "/embed/tasks?personal=hidden&theme=dark");
        var frame = Frame(visitor.Page);
        await frame.Locator(".embed[data-live]").WaitForAsync();
        await Expect(frame.Locator("td.cell-phone").First).ToContainTextAsync("****");

        await frame.GetByTestId("task-row").First.Locator("[data-open]").ClickAsync();

        await frame.Locator(".panel").WaitForAsync();
        await Expect(frame.Locator(".panel [data-phone]")).ToContainTextAsync("****");
        var inner = visitor.Page.Frames[^1];
        Assert.Contains("personal=hidden&theme=dark", inner.Url, StringComparison.Ordinal);
        Assert.Contains("task=", inner.Url, StringComparison.Ordinal);

        // The page loads again by itself after its server was away.
        await inner.EvaluateAsync("() => location.reload()");
        await frame.Locator(".embed[data-live]").WaitForAsync();
        await Expect(frame.Locator(".panel [data-phone]")).ToContainTextAsync("****");
        await visitor.ShootAsync("frame-personal-hidden");
    }

    [Fact]
    public async Task On_the_same_site_the_window_signs_in_too()
    {
        await using var visitor = await portals.VisitAsync(thirdPartyCookies: false);
        await OpenAsync(visitor.Page, portals.Near, "/embed/tasks");

        await SignInAsync(visitor.Page, Frame(visitor.Page));

        await Frame(visitor.Page).Locator(".embed[data-live]").WaitForAsync();
    }

    [Theory, InlineData("/embed/tasks", true), InlineData("/tasks", false), InlineData("/signin", false)]
    public async Task Nothing_else_is_framed(string address, bool stranger)
    {
        await using var visitor = await portals.VisitAsync(thirdPartyCookies: true);
        await visitor.SignInAsync("Viewer");

        await visitor.Page.GotoAsync($"{(stranger ? portals.Stranger : portals.Near)}/?page={Uri.EscapeDataString(address)}");

        await Expect(Frame(visitor.Page).Locator("main#content")).ToHaveCountAsync(0);
        var inner = visitor.Page.Frames[^1];
        Assert.StartsWith("chrome-error:", inner.Url, StringComparison.Ordinal);
    }

    [Theory, InlineData(false, "en"), InlineData(true, "zh-CN")]
    public async Task A_narrow_frame_fits_and_can_be_used_by_everybody(bool dark, string culture)
    {
        await using var visitor = await portals.VisitAsync(thirdPartyCookies: false, dark, culture, 400);
        var page = visitor.Page;
        var look = $"{(dark ? "dark" : "light")}-{culture}";
        await page.GotoAsync(portals.Dashboard + "/embed/tasks");
        await visitor.SignInAsync("Manager");
        var findings = new List<string>();
        foreach (var (name, address) in new[] { ("tasks", "/embed/tasks"), ("task", "/embed/tasks/237"), ("template", $"/embed/templates/{Template}") })
        {
            await page.SetViewportSizeAsync(360, 640);
            await visitor.OpenAsync(address);
            findings.AddRange(await visitor.InspectAsync($"embed-{name}-{look}"));
        }

        Assert.Empty(findings);
    }

    private static IFrameLocator Frame(IPage page) => page.FrameLocator("#frame");

    private static async Task OpenAsync(IPage page, string portal, string address)
    {
        await page.GotoAsync($"{portal}/?page={Uri.EscapeDataString(address)}");
        await Frame(page).Locator("main#content").WaitForAsync();
    }

    private static async Task SignInAsync(IPage page, IFrameLocator frame)
    {
        var window = await page.RunAndWaitForPopupAsync(() => frame.GetByTestId("frame-signin").ClickAsync());
        var closed = new TaskCompletionSource();
        window.Close += (_, _) => closed.TrySetResult();
        await window.Locator("[data-testid=signin-persona][data-role=Manager]").ClickAsync();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
