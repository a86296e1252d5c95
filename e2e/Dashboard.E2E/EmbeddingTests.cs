using Dashboard.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Pages in frames of portals, over https, on the same site and on another one, in a browser that keeps cookies of other sites and in one that does not.</summary>
[Collection(nameof(Portals))]
public sealed class EmbeddingTests(Portals portals, Browser browser)
{
    private const string Template = "1254676189925432389";

    private PortalSites Sites => portals.Sites;

    [Theory, InlineData(Cookies.All, "seen"), InlineData(Cookies.OwnSite, "unseen")]
    public async Task The_browser_keeps_cookies_of_other_sites_or_not(Cookies kept, string cookie)
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard, kept);
        await visitor.Page.GotoAsync($"{Sites.Far}/cookie");

        await visitor.Page.GotoAsync($"{Sites.Stranger}/frames-cookie");

        await Expect(new Framed(visitor).Frame.Locator("p")).ToHaveTextAsync(cookie);
    }

    [Theory, InlineData(Cookies.All), InlineData(Cookies.OwnSite)]
    public async Task On_another_site_a_window_brings_the_session_into_the_frame_and_the_frame_lives(Cookies kept)
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard, kept);
        var framed = new Framed(visitor);
        await framed.OpenAsync(Sites.Far, "/embed/tasks");

        await framed.SignInAsync();
        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
        await visitor.ShootAsync("frame-tasks");
        await Expect(framed.Frame.Locator("nav.nav")).ToHaveCountAsync(0);

        // The circuit answers: a filter stays in the frame, a task opens beside the grid.
        await framed.Frame.GetByTestId("task-row").First.Locator("[data-open]").ClickAsync();
        await framed.Frame.Locator(".panel").WaitForAsync();

        // Another page leaves it.
        var opened = await visitor.Page.Context.RunAndWaitForPageAsync(() => framed.Frame.Locator(".panel .panel-actions a").ClickAsync());
        Assert.StartsWith($"{portals.Dashboard}tasks/", opened.Url, StringComparison.Ordinal);
        await opened.Locator("nav.nav").WaitForAsync();

        // The session is there for the portal's other frames, and ends here alone.
        await framed.OpenAsync(Sites.Far, $"/embed/templates/{Template}");
        await framed.Frame.GetByTestId("template-targeting").WaitForAsync();
        await framed.Frame.GetByTestId("frame-signout").ClickAsync();
        await framed.Frame.GetByTestId("frame-signin").WaitForAsync();
        await opened.ReloadAsync();
        await opened.Locator("nav.nav").WaitForAsync();
    }

    [Fact]
    public async Task On_the_same_site_whoever_is_signed_in_sees_the_page_at_once()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        await visitor.SignInAsync("Viewer", "/batches");
        var framed = new Framed(visitor);

        await framed.OpenAsync(Sites.Near, "/embed/tasks");

        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
        await framed.Frame.Locator(".embed[data-live]").WaitForAsync();
        await Expect(framed.Frame.GetByTestId("frame-signout")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_portal_hides_personal_data_in_its_frame_wherever_the_frame_goes()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard, Cookies.OwnSite);
        await visitor.SignInAsync("Manager");
        var framed = new Framed(visitor);
        await framed.OpenAsync(Sites.Near, "/embed/tasks?personal=hidden&theme=dark");
        var frame = framed.Frame;
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
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var framed = new Framed(visitor);
        await framed.OpenAsync(Sites.Near, "/embed/tasks");

        await framed.SignInAsync();

        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
    }

    [Fact]
    public async Task Nothing_else_is_framed_and_nowhere_else()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        await visitor.SignInAsync("Viewer", "/batches");

        foreach (var (portal, address) in new[] { (Sites.Stranger, "/embed/tasks"), (Sites.Near, "/tasks"), (Sites.Near, "/signin") })
        {
            await visitor.Page.GotoAsync($"{portal}/?page={Uri.EscapeDataString(address)}");

            await Expect(new Framed(visitor).Frame.Locator("main#content")).ToHaveCountAsync(0);
            Assert.StartsWith("chrome-error:", visitor.Page.Frames[^1].Url, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_settings_name_a_portal_that_was_refused_and_explain_the_rest()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard, phone: true);
        await visitor.Page.GotoAsync($"{Sites.Stranger}/?page=%2Fembed%2Ftasks");
        await visitor.SignInAsync("Admin", "/settings/embedding");
        await visitor.SettleAsync();

        await Expect(visitor.Page.GetByTestId("embedding-refused")).ToContainTextAsync(Sites.Stranger);
        Assert.Empty(await visitor.InspectAsync("settings-embedding-phone"));
    }
}
