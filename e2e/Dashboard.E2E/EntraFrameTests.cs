using Dashboard.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>Signing in for a frame of another site, in a window that goes by a real provider on a third one.</summary>
[Collection(nameof(IdentityProvider))]
public sealed class EntraFrameTests(IdentityProvider provider, Browser browser)
{
    [Theory, InlineData(Cookies.All), InlineData(Cookies.OwnSite)]
    public async Task The_window_goes_by_the_provider_and_the_grid_in_the_frame_goes_on_by_itself(Cookies kept)
    {
        var name = $"framed {kept}";
        await provider.CreateTasksAsync(name, 8);
        await using var visitor = await browser.VisitAsync(provider.App, kept);

        var framed = await SignInAsync(visitor, "Mei Manager", $"/embed/tasks?name={Uri.EscapeDataString(name)}");

        await framed.Frame.Locator(".embed[data-live]").WaitForAsync();
        var rows = framed.Frame.GetByTestId("task-row");
        await Expect(rows).ToHaveCountAsync(8, new() { Timeout = 60_000 });
        await visitor.ShootAsync($"frame-entra-{kept}");
        await provider.CreateTasksAsync(name, 9);
        await framed.Frame.GetByTestId("tasks-new").ClickAsync();
        await Expect(rows).ToHaveCountAsync(9);
        Assert.DoesNotContain(visitor.Complaints, x => !x.Contains("401", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_out_in_the_frame_leaves_the_session_of_the_window_and_signing_out_at_the_provider_ends_both()
    {
        await using var visitor = await browser.VisitAsync(provider.App);
        var framed = await SignInAsync(visitor, "Mei Manager");
        await framed.Frame.GetByTestId("frame-signout").ClickAsync();
        await framed.Frame.GetByTestId("frame-signin").WaitForAsync();
        var dashboard = await visitor.Page.Context.NewPageAsync();
        await dashboard.GotoAsync("/signout");
        await Expect(dashboard.Locator("main button[type=submit]")).ToBeVisibleAsync();
        // Nobody is asked who they are: the session of the window is still there.
        await framed.Frame.GetByTestId("frame-signin").ClickAsync();
        await framed.Frame.Locator(".embed[data-live]").WaitForAsync();

        await dashboard.Locator("main button[type=submit]").ClickAsync();
        await dashboard.GetByText("Yes, sign me out").ClickAsync();

        await Expect(framed.Frame.GetByText("Your session has ended")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_role_that_is_withdrawn_ends_what_the_frame_shows_and_the_window_says_what_is_missing()
    {
        await provider.SetRolesAsync("rita", "Manager");
        await using var visitor = await browser.VisitAsync(provider.App);
        var framed = await SignInAsync(visitor, "Rita Rolechange");

        await provider.SetRolesAsync("rita");

        await Expect(framed.Frame.GetByText("Your session has ended")).ToBeVisibleAsync();
        var window = await framed.WindowAsync();
        await Expect(window.GetByText("You have no role in Dashboard yet")).ToBeVisibleAsync();
        // A frame that is opened now says so itself.
        await framed.OpenAsync(provider.Sites.Far, "/embed/tasks");
        await Expect(framed.Frame.GetByText("You have no role in Dashboard yet")).ToBeVisibleAsync();
        Assert.Empty(await framed.InspectAsync("frame-no-role"));
    }

    [Fact]
    public async Task Who_has_no_role_is_told_so_in_the_window_and_can_take_another_account_for_the_frame()
    {
        await using var visitor = await browser.VisitAsync(provider.App);
        var framed = new Framed(visitor);
        await framed.OpenAsync(provider.Sites.Far, "/embed/tasks");
        var window = await framed.WindowAsync();
        await window.GetByTestId("signin-entra").ClickAsync();
        await window.GetByText("Nina Newcomer").ClickAsync();
        await Expect(window.GetByText("You have no role in Dashboard yet")).ToBeVisibleAsync();
        Assert.Empty(await visitor.At(window).InspectAsync("frame-window-no-role"));

        await window.GetByText("Use another account").ClickAsync();
        await window.GetByText("Yes, sign me out").ClickAsync();
        await window.GetByTestId("signin-entra").ClickAsync();
        await Framed.CloseAfterAsync(window, () => window.GetByText("Vera Viewer").ClickAsync());

        await Expect(framed.Frame.Locator(".embed-foot")).ToContainTextAsync("Vera Viewer");
    }

    [Fact]
    public async Task A_provider_that_keeps_windows_apart_costs_one_more_click()
    {
        await provider.KeepWindowsApartAsync(true);
        try
        {
            await using var visitor = await browser.VisitAsync(provider.App);
            var framed = new Framed(visitor);
            await framed.OpenAsync(provider.Sites.Far, "/embed/tasks");
            var window = await framed.WindowAsync();
            await window.GetByTestId("signin-entra").ClickAsync();
            await window.GetByText("Mei Manager").ClickAsync();
            await Expect(window.GetByText("choose Sign in once more")).ToBeVisibleAsync();
            await framed.SaysAsync("The window was closed before you were signed in");
            await window.CloseAsync();

            await framed.Frame.GetByTestId("frame-signin").ClickAsync();

            await framed.Frame.GetByTestId("tasks-grid").WaitForAsync();
        }
        finally
        {
            await provider.KeepWindowsApartAsync(false);
        }
    }

    private async Task<Framed> SignInAsync(Visitor visitor, string person, string address = "/embed/tasks")
    {
        var framed = new Framed(visitor);
        await framed.OpenAsync(provider.Sites.Far, address);
        var window = await framed.WindowAsync();
        await window.GetByTestId("signin-entra").ClickAsync();
        await Framed.CloseAfterAsync(window, () => window.GetByText(person).ClickAsync());
        await framed.Frame.Locator(".embed[data-live]").WaitForAsync();
        return framed;
    }
}
