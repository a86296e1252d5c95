using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Signing in at a real provider on another site, in a real browser, under the pages' own policy.</summary>
[Collection(nameof(IdentityProvider))]
public sealed class EntraIdTests(IdentityProvider provider, Browser browser) : IAsyncLifetime
{
    private Visitor visitor = null!;

    private IPage Page => visitor.Page;

    public async ValueTask InitializeAsync() => visitor = await browser.VisitAsync(provider.App);

    public ValueTask DisposeAsync() => visitor.DisposeAsync();

    [Fact]
    public async Task Somebody_signs_in_at_the_provider_and_lands_where_they_wanted_to_go()
    {
        await SignInAsync("Mei Manager", "/batches");

        await Expect(Page).ToHaveURLAsync(new Uri(provider.App, "/batches").ToString());
        await Expect(Page.Locator("h1").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
        Assert.DoesNotContain(provider.Secret, provider.Dashboard.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", provider.Dashboard.Output, StringComparison.Ordinal);
    }

    [Theory, InlineData(false, false, "en"), InlineData(true, true, "zh-CN")]
    public async Task The_sign_in_page_is_fit_for_every_window(bool phone, bool dark, string culture)
    {
        await using var other = await browser.VisitAsync(provider.App, phone, dark, culture);

        await other.Page.GotoAsync("/signin");

        Assert.Empty(await other.InspectAsync($"entra-signin-{culture}"));
    }

    [Fact]
    public async Task An_open_page_is_taken_away_when_the_role_is_withdrawn_at_the_provider()
    {
        await provider.SetRolesAsync("rita", "Manager");
        await SignInAsync("Rita Rolechange", "/assign");
        await visitor.SettleAsync();

        await provider.SetRolesAsync("rita");

        await Expect(Page.GetByText("You have no role in Dashboard yet")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        // Whatever the page still asks for is refused, and the browser says so.
        Assert.DoesNotContain(visitor.Complaints, x => !x.Contains("403", StringComparison.Ordinal) && !x.Contains("401", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_is_not_enough_is_told_so()
    {
        await SignInAsync("Vera Viewer", "/settings");

        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/forbidden"));
        await Expect(Page.GetByText("the audit log and the settings need Administrator")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_has_no_role_is_told_which_one_to_ask_for_and_can_take_another_account()
    {
        await SignInAsync("Nina Newcomer");
        await Expect(Page.GetByText("You have no role in Dashboard yet")).ToBeVisibleAsync();
        Assert.Empty(await visitor.InspectAsync("entra-no-role"));

        await Page.GetByRole(AriaRole.Button, new() { Name = "Use another account" }).ClickAsync();
        await Page.GetByText("Yes, sign me out").ClickAsync();
        await Page.GetByTestId("signin-entra").ClickAsync();
        await Page.GetByText("Adi Admin").ClickAsync();

        await Expect(Page.Locator("main#content h1").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_the_provider_too_and_in_the_other_tab()
    {
        await SignInAsync("Mei Manager", "/batches");
        await visitor.SettleAsync();
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync("/templates");
        await other.WaitForFunctionAsync("() => !document.querySelector('.frame:not([data-live])')");

        await Page.Locator("summary.person").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Page.GetByText("Yes, sign me out").ClickAsync();

        await Expect(Page.GetByTestId("signin-entra")).ToBeVisibleAsync();
        await Expect(other.GetByTestId("signin-entra")).ToBeVisibleAsync();
        // The provider asks again who it is.
        await Page.GetByTestId("signin-entra").ClickAsync();
        await Expect(Page.GetByText("Vera Viewer")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_browser_that_does_not_go_on_by_itself_is_shown_the_way_to_signing_out_at_the_provider()
    {
        await SignInAsync("Mei Manager", "/batches");
        await visitor.SettleAsync();
        await Page.Locator("summary.person").ClickAsync();
        // As if somebody had stopped it: the browser stays where it is.
        var asked = new TaskCompletionSource();
        await Page.RouteAsync("**/oauth2/v2.0/logout**", async x =>
        {
            await x.AbortAsync("aborted");
            asked.TrySetResult();
        });

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(Page.GetByTestId("signing-out")).ToBeVisibleAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Page.UnrouteAsync("**/oauth2/v2.0/logout**");
        Assert.Empty(await visitor.InspectAsync("entra-signing-out"));
        await Page.GetByText("Go on to Microsoft").ClickAsync();
        await Page.GetByText("Yes, sign me out").ClickAsync();
    }

    [Fact]
    public async Task Giving_up_at_the_provider_leads_back_to_a_page_that_offers_another_try()
    {
        await SignInAsync("Cancel", "/batches");

        await Expect(Page.GetByTestId("signin-problem")).ToHaveAttributeAsync("data-problem", "Cancelled");
        Assert.Empty(await visitor.InspectAsync("entra-cancelled"));
        await Page.GetByTestId("signin-entra").ClickAsync();
        await Page.GetByText("Mei Manager").ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Uri(provider.App, "/batches").ToString());
    }

    [Fact]
    public async Task A_key_that_the_provider_has_just_changed_to_counts_at_once()
    {
        await SignInAsync("Vera Viewer");
        await provider.RotateKeyAsync();

        await using var next = await browser.VisitAsync(provider.App);
        await SignInAsync(next.Page, "Mei Manager", "/batches");

        await Expect(next.Page).ToHaveURLAsync(new Uri(provider.App, "/batches").ToString());
    }

    [Fact]
    public async Task While_the_provider_is_down_people_stay_signed_in_and_others_are_told_so_in_the_window_of_a_frame_too_until_it_is_back()
    {
        await SignInAsync("Mei Manager", "/batches");
        await Expect(Page.Locator("h1").First).ToBeVisibleAsync();
        await provider.Dashboard.StopAsync();
        await provider.StopAsync();
        await provider.Dashboard.StartAsync();

        await Page.GotoAsync("/templates");
        await Expect(Page).ToHaveURLAsync(new Uri(provider.App, "/templates").ToString());
        await using var other = await browser.VisitAsync(provider.App, culture: "zh-CN");
        await other.Page.GotoAsync("/signin?returnUrl=%2Fbatches");
        await other.Page.GetByTestId("signin-entra").ClickAsync();
        await Expect(other.Page.GetByTestId("signin-problem")).ToHaveAttributeAsync("data-problem", "Unavailable");
        Assert.Empty(await other.InspectAsync("entra-unavailable"));
        await using var portal = await browser.VisitAsync(provider.App);
        var framed = new Framed(portal);
        await framed.OpenAsync(provider.Sites.Far, "/embed/tasks");
        var window = await framed.WindowAsync();
        await window.GetByTestId("signin-entra").ClickAsync();
        await Expect(window.GetByTestId("signin-problem")).ToHaveAttributeAsync("data-problem", "Unavailable");
        await portal.At(window).ShootAsync("frame-window-unavailable");

        await provider.StartAsync();
        await window.GetByTestId("signin-entra").ClickAsync();
        await Framed.CloseAfterAsync(window, () => window.GetByText("Vera Viewer").ClickAsync());
        await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
        await other.Page.GetByTestId("signin-entra").ClickAsync();
        await other.Page.GetByText("Vera Viewer").ClickAsync();
        await Expect(other.Page).ToHaveURLAsync(new Uri(provider.App, "/batches").ToString());
    }

    private Task SignInAsync(string person, string returnUrl = "/") => SignInAsync(Page, person, returnUrl);

    private static async Task SignInAsync(IPage page, string person, string returnUrl)
    {
        await page.GotoAsync($"/signin?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await page.GetByTestId("signin-entra").ClickAsync();
        await page.GetByText(person).ClickAsync();
    }
}
