using System.Net;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

public sealed class PagesSetupTests(DashboardApp app) : IClassFixture<DashboardApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Links.SignIn)]
    [InlineData(Links.Overview)]
    [InlineData(Links.HealthLive)]
    [InlineData("/not/there")]
    public async Task Every_answer_forbids_frames_foreign_scripts_and_guessing_of_types(string address)
    {
        using var browser = app.CreateClient(new() { AllowAutoRedirect = false });

        using var answer = await GetAsync(browser, address);

        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory, InlineData(Links.HealthLive), InlineData(Links.HealthReady)]
    public async Task Health_is_told_without_signing_in(string address)
    {
        using var browser = app.CreateClient(new() { AllowAutoRedirect = false });

        Assert.Equal("Healthy", await browser.GetStringAsync(new Uri(address, UriKind.Relative), Cancel));
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/templates/abc")]
    [InlineData("/templates/99999999999999999999")]
    public async Task An_address_that_leads_nowhere_says_so(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Viewer);

        using var answer = await GetAsync(browser, address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing at this address", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory, InlineData("fr"), InlineData("")]
    public async Task A_language_that_the_product_does_not_speak_is_refused(string name)
    {
        using var browser = app.CreateClient(new() { AllowAutoRedirect = false });

        using var answer = await GetAsync(browser, Links.Culture(name, "/"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_zone_of_the_browsers_cookie_reaches_the_page()
    {
        // 26 hours apart: it is never the same day in both.
        var (browser, _) = await app.SignInAsync(Roles.Viewer);

        var east = await NewestDayAsync(browser, "Pacific/Kiritimati");
        var west = await NewestDayAsync(browser, "Etc/GMT+12");

        Assert.True(east > west, $"{east} is not after {west}");
    }

    private static async Task<DateOnly> NewestDayAsync(HttpClient browser, string zone)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Links.Overview);
        request.Headers.Add("Cookie", $"tz={zone}");
        using var answer = await browser.SendAsync(request, Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        var at = page.IndexOf("class=\"stat\" href=\"/tasks?from=", StringComparison.Ordinal);
        return DateOnly.ParseExact(page.AsSpan(at + "class=\"stat\" href=\"/tasks?from=".Length, 10), "yyyy-MM-dd", null);
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string address) => browser.GetAsync(new Uri(address, UriKind.Relative), Cancel);
}
