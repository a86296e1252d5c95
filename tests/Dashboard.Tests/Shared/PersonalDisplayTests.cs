using System.Net;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

/// <summary>The switch in the person's menu.</summary>
public sealed class PersonalDisplayTests : IAsyncDisposable
{
    private readonly DashboardApp app = new() { Framing = ["https://portal.test"] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_is_kept_for_the_browser_until_it_is_switched_off_and_leads_back()
    {
        var (browser, token) = await app.SignInAsync(Roles.Manager);
        Assert.DoesNotContain("personal-hidden", await PageAsync(browser), StringComparison.Ordinal);

        Assert.Equal("/tasks?status=1", await SwitchAsync(browser, token, hide: true, "/tasks?status=1"));
        Assert.Contains("personal-hidden", await PageAsync(browser), StringComparison.Ordinal);

        await SwitchAsync(browser, token, hide: false, "/tasks");
        Assert.DoesNotContain("personal-hidden", await PageAsync(browser), StringComparison.Ordinal);
    }

    [Theory, InlineData("https://elsewhere.test/"), InlineData("//elsewhere.test"), InlineData("")]
    public async Task It_leads_to_no_other_site(string returnUrl)
    {
        var (browser, token) = await app.SignInAsync(Roles.Manager);

        Assert.Equal("/", await SwitchAsync(browser, token, hide: true, returnUrl));
    }

    [Fact]
    public async Task A_viewer_is_not_offered_it()
    {
        var (viewer, _) = await app.SignInAsync(Roles.Viewer);
        var (manager, _) = await app.SignInAsync(Roles.Manager);

        Assert.DoesNotContain(Links.Personal + "\"", await PageAsync(viewer), StringComparison.Ordinal);
        Assert.Contains(Links.Personal + "\"", await PageAsync(manager), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_for_a_frame_hides_it_where_the_page_does()
    {
        var (browser, token) = await app.SignInAsync(Roles.Manager);
        Assert.DoesNotContain("personal=hidden", await PageAsync(browser, "/tasks?status=1"), StringComparison.Ordinal);

        await SwitchAsync(browser, token, hide: true, "/tasks");

        Assert.Contains("/embed/tasks?status=1&personal=hidden\"", await PageAsync(browser, "/tasks?status=1"), StringComparison.Ordinal);
    }

    private static async Task<string?> SwitchAsync(HttpClient browser, string token, bool hide, string returnUrl)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["hide"] = hide ? "true" : "false", ["returnUrl"] = returnUrl, ["__RequestVerificationToken"] = token });
        using var answer = await browser.PostAsync(new Uri(Links.Personal, UriKind.Relative), form, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location?.ToString();
    }

    private static async Task<string> PageAsync(HttpClient browser, string address = "/tasks") =>
        WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri(address, UriKind.Relative), Cancel));
}
