using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>What somebody reads in a frame, or its window, when signing in does not go straight through.</summary>
[Collection(nameof(Portals))]
public sealed partial class FrameMessagesTests(Portals portals, Browser browser)
{
    private const string Address = "/embed/tasks?status=1&sort=name";

    private PortalSites Sites => portals.Sites;

    [Theory, InlineData(false, "en", 1000), InlineData(true, "zh-CN", 320)]
    public async Task Card_and_window_are_fit_for_every_frame(bool dark, string culture, int width)
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard, dark: dark, culture: culture);
        var framed = new Framed(visitor);
        var look = $"{(dark ? "dark" : "light")}-{culture}";
        await framed.OpenAsync(Sites.Far, "/embed/tasks", $"&width={width}");
        var findings = (await framed.InspectAsync($"frame-signin-{look}")).ToList();

        var window = await framed.WindowAsync();
        await window.GetByTestId("signin-persona").First.WaitForAsync();
        findings.AddRange(await visitor.At(window).InspectAsync($"frame-window-{look}"));
        await framed.State.Locator("[data-when=waiting]").WaitForAsync();
        await visitor.ShootAsync($"frame-waiting-{look}");

        Assert.Empty(findings);
    }

    [Fact]
    public async Task A_window_that_is_closed_too_early_can_be_opened_again()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var framed = new Framed(visitor);
        await framed.OpenAsync(Sites.Far, Address);

        await (await framed.WindowAsync()).CloseAsync();
        await framed.SaysAsync("The window was closed before you were signed in");

        await framed.SignInAsync();
        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
    }

    [Fact]
    public async Task A_code_that_was_used_or_gets_no_answer_is_said_to_be_so_and_the_next_one_counts()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var (framed, context) = (new Framed(visitor), visitor.Page.Context);
        await framed.OpenAsync(Sites.Far, Address);
        string? used = null;
        await context.RouteAsync("**/embed/redeem", async route =>
        {
            var body = JsonNode.Parse(route.Request.PostData!)!;
            (used, body["code"]) = (used ?? (string?)body["code"], used ?? (string?)body["code"]);
            await route.ContinueAsync(new() { PostData = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()) });
        });
        await framed.SignInAsync();
        await framed.Frame.GetByTestId("frame-signout").ClickAsync();

        await framed.Frame.GetByTestId("frame-signin").ClickAsync();
        await framed.SaysAsync("came too late or was used already");
        await visitor.ShootAsync("frame-code-used");

        await context.UnrouteAsync("**/embed/redeem");
        await context.RouteAsync("**/embed/redeem", route => route.AbortAsync());
        await framed.Frame.GetByTestId("frame-signin").ClickAsync();
        await framed.SaysAsync("Dashboard did not answer");

        await context.UnrouteAsync("**/embed/redeem");
        await framed.Frame.GetByTestId("frame-signin").ClickAsync();
        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
    }

    [Fact]
    public async Task Where_no_window_may_open_a_tab_does()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var framed = new Framed(visitor);
        await visitor.Page.AddInitScriptAsync("if (self !== top) window.open = () => null;");
        await framed.OpenAsync(Sites.Far, Address);
        await framed.Frame.GetByTestId("frame-signin").ClickAsync();
        await framed.SaysAsync("Allow pop-ups for this site");
        await visitor.ShootAsync("frame-blocked");

        var tab = await visitor.Page.Context.RunAndWaitForPageAsync(() => framed.State.GetByText("sign in in a new tab").ClickAsync());
        await Framed.CloseAfterAsync(tab, () => tab.Locator("[data-role=Manager]").ClickAsync());

        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
    }

    [Fact]
    public async Task A_browser_without_cookies_is_told_so_instead_of_being_asked_again_and_again()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard, Cookies.None);
        var framed = new Framed(visitor);

        await framed.OpenAsync(Sites.Far, Address);

        await framed.SaysAsync("Your browser keeps no cookies in this frame");
        await Expect(framed.Frame.GetByTestId("frame-signin")).ToBeHiddenAsync();
        await Expect(framed.Frame.GetByTestId("frame-outside")).ToHaveAttributeAsync("href", "/tasks?status=1&sort=name");
        await visitor.ShootAsync("frame-no-cookies");
        await visitor.Page.GotoAsync("/signin");
        await Expect(visitor.Page.GetByTestId("signin-no-cookies")).ToBeVisibleAsync();
        await visitor.ShootAsync("signin-no-cookies");
    }

    [Fact]
    public async Task A_sandbox_that_takes_too_much_is_named()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var framed = new Framed(visitor);
        foreach (var (sandbox, said) in new[] { ("", "add allow-scripts"), ("allow-same-origin", "add allow-scripts"), ("allow-scripts allow-popups", "add allow-same-origin") })
        {
            await framed.OpenAsync(Sites.Far, Address, $"&sandbox={Uri.EscapeDataString(sandbox)}");

            await visitor.ShootAsync($"frame-sandbox-{(sandbox.Length == 0 ? "empty" : sandbox.Replace(' ', '-'))}");
            await Expect(framed.State.Locator("p:visible")).ToHaveCountAsync(1);
            Assert.Contains(said, await framed.State.Locator("p:visible").InnerTextAsync(), StringComparison.Ordinal);
            await Expect(framed.Frame.GetByTestId("frame-signin")).ToBeHiddenAsync();
        }

        await framed.OpenAsync(Sites.Far, Address, "&sandbox=allow-scripts%20allow-same-origin%20allow-forms");
        await framed.Frame.GetByTestId("frame-signin").ClickAsync();
        await framed.SaysAsync("the portal does not let its frames open windows");
    }

    [Fact]
    public async Task A_sandbox_with_all_that_is_needed_is_no_hindrance()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var framed = new Framed(visitor);
        await framed.OpenAsync(Sites.Far, Address, "&sandbox=allow-scripts%20allow-same-origin%20allow-forms%20allow-popups%20allow-popups-to-escape-sandbox");

        await framed.SignInAsync();

        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
    }

    [Fact]
    public async Task A_portal_that_keeps_windows_apart_is_named_in_the_window_and_the_frame()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var framed = new Framed(visitor);
        await framed.OpenAsync(Sites.Far, Address, "&opener=same-origin");

        var window = await visitor.Page.Context.RunAndWaitForPageAsync(() => framed.Frame.GetByTestId("frame-signin").ClickAsync());
        await window.Locator("[data-role=Manager]").ClickAsync();

        await Expect(window.GetByText("the portal keeps its windows apart")).ToBeVisibleAsync();
        await framed.SaysAsync("did not open, or this frame can't reach it");
        await visitor.At(window).ShootAsync("frame-window-alone");
    }

    [Fact]
    public async Task On_the_same_site_even_a_window_that_is_kept_apart_signs_in()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var framed = new Framed(visitor);
        await framed.OpenAsync(Sites.Near, Address, "&opener=same-origin");
        var window = await visitor.Page.Context.RunAndWaitForPageAsync(() => framed.Frame.GetByTestId("frame-signin").ClickAsync());
        await window.Locator("[data-role=Manager]").ClickAsync();
        await window.GetByTestId("frame-window-alone").Locator("p").First.WaitForAsync();

        await window.CloseAsync();
        // What a browser tells a page that comes to the front; without a screen all of them always are.
        await framed.Frame.Locator("html").EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");

        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
    }

    [Fact]
    public async Task A_session_that_ends_is_asked_for_in_place_and_whoever_signs_in_sees_the_same_address_with_their_own_rights()
    {
        await using var visitor = await browser.VisitAsync(portals.Dashboard);
        var framed = new Framed(visitor);
        await framed.OpenAsync(Sites.Far, Address);
        await framed.SignInAsync("Manager");
        await Expect(framed.Frame.Locator(".embed-foot")).ToContainTextAsync("Mei Manager");
        var inner = visitor.Page.Frames[^1].Url;
        await using var dashboard = visitor.At(await visitor.Page.Context.NewPageAsync());
        await dashboard.Page.GotoAsync("/signout");
        await dashboard.Page.Locator("main button[type=submit]").ClickAsync();

        await Expect(framed.Frame.GetByText("Your session has ended")).ToBeVisibleAsync();
        await visitor.Page.BringToFrontAsync();
        await visitor.ShootAsync("frame-session-over");
        await framed.SignInAsync("Viewer");

        await Expect(framed.Frame.Locator(".embed-foot")).ToContainTextAsync("Vera Viewer");
        Assert.Equal(inner, visitor.Page.Frames[^1].Url);
        Assert.DoesNotMatch(WholePhone(), await framed.Frame.GetByTestId("tasks-grid").InnerTextAsync());
    }

    [GeneratedRegex("628[0-9]{8}")]
    private static partial Regex WholePhone();
}
