using System.Net;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Auth;

public sealed class SignInTests(DashboardApp app) : IClassFixture<DashboardApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/tasks?status=1&page=2", "/signin?returnUrl=%2Ftasks%3Fstatus%3D1%26page%3D2")]
    [InlineData("/", "/signin?returnUrl=%2F")]
    [InlineData("/templates/1254676189925432389", "/signin?returnUrl=%2Ftemplates%2F1254676189925432389")]
    [InlineData("/settings", "/signin?returnUrl=%2Fsettings")]
    [InlineData("/tasks/export.csv", "/signin?returnUrl=%2Ftasks%2Fexport.csv")]
    public async Task Somebody_who_is_not_signed_in_is_sent_to_the_sign_in_page_and_back(string page, string signIn)
    {
        using var browser = Browser();

        using var answer = await GetAsync(browser, page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(signIn, answer.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task The_sign_in_page_offers_one_persona_a_role()
    {
        using var browser = Browser();

        var page = await browser.GetStringAsync(new Uri(Links.SignIn, UriKind.Relative), Cancel);

        Assert.Equal(3, page.Split("data-testid=\"signin-persona\"").Length - 1);
        foreach (var role in new[] { Roles.Viewer, Roles.Manager, Roles.Admin }) Assert.Contains($"data-role=\"{role}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Viewer, "Vera Viewer")]
    [InlineData(Roles.Manager, "Mei Manager")]
    [InlineData(Roles.Admin, "Adi Admin")]
    public async Task A_persona_is_signed_in_under_its_name(string role, string name)
    {
        var (browser, _) = await app.SignInAsync(role);

        Assert.Contains(name, await browser.GetStringAsync(new Uri(Links.Batches, UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_foreign_sites()
    {
        using var browser = Browser();

        using var answer = await SignInAsync(browser, Roles.Manager);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), x => x.StartsWith("dashboard=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_in_is_in_the_audit_log()
    {
        await app.SignInAsync(Roles.Admin);

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        Assert.True(await db.AuditEntries.AnyAsync(x => x.Action == "signin" && x.Who == "adi@dashboard.local", Cancel));
    }

    [Theory]
    [InlineData("/tasks?page=2", "/tasks?page=2")]
    [InlineData(null, "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Signing_in_leads_back_to_an_address_of_ours_only(string? returnUrl, string target)
    {
        using var browser = Browser();

        using var answer = await SignInAsync(browser, Roles.Manager, returnUrl);

        Assert.Equal((HttpStatusCode.Redirect, target), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_refused()
    {
        using var browser = Browser();

        using var answer = await SignInAsync(browser, "Root");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await AssertSignedOutAsync(browser);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forged")]
    public async Task Without_the_pages_own_token_nobody_is_signed_in(string? token)
    {
        using var browser = Browser();
        await DashboardApp.TokenAsync(browser, Links.SignIn);

        using var answer = await PostAsync(browser, Links.SignInDevelopment, token, ("role", Roles.Manager));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var (browser, token) = await app.SignInAsync(Roles.Manager);

        using var answer = await PostAsync(browser, Links.SignOut, token);

        Assert.Equal((HttpStatusCode.Redirect, Links.SignIn), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task Without_the_pages_own_token_nobody_is_signed_out()
    {
        var (browser, _) = await app.SignInAsync(Roles.Manager);

        using var answer = await PostAsync(browser, Links.SignOut, null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var page = await GetAsync(browser, Links.Batches);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Opening_the_address_of_signing_out_asks_first()
    {
        var (browser, _) = await app.SignInAsync(Roles.Manager);

        Assert.Contains("Sign out of Dashboard?", await browser.GetStringAsync(new Uri(Links.SignOut, UriKind.Relative), Cancel), StringComparison.Ordinal);
        using var page = await GetAsync(browser, Links.Batches);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example"), InlineData("//evil.example")]
    public async Task Signing_out_leads_to_no_foreign_site(string returnUrl)
    {
        var (browser, token) = await app.SignInAsync(Roles.Viewer);

        using var answer = await PostAsync(browser, Links.SignOut, token, ("returnUrl", returnUrl));

        Assert.Equal(Links.SignIn, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData(Roles.Viewer, "/assign")]
    [InlineData(Roles.Viewer, "/audit")]
    [InlineData(Roles.Viewer, "/settings")]
    [InlineData(Roles.Manager, "/audit")]
    [InlineData(Roles.Manager, "/settings")]
    public async Task A_page_that_the_role_may_not_open_leads_to_the_forbidden_page(string role, string address)
    {
        var (browser, _) = await app.SignInAsync(role);

        using var answer = await GetAsync(browser, address);
        Assert.Equal((HttpStatusCode.Redirect, Links.Forbidden), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));

        Assert.Contains("Your role can&#x27;t open this page", await browser.GetStringAsync(answer.Headers.Location, Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Viewer, "/templates")]
    [InlineData(Roles.Manager, "/assign")]
    [InlineData(Roles.Admin, "/audit")]
    [InlineData(Roles.Admin, "/settings")]
    public async Task A_page_that_the_role_may_open_opens(string role, string address)
    {
        var (browser, _) = await app.SignInAsync(role);

        using var answer = await GetAsync(browser, address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.7", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    public async Task In_Development_mode_only_this_machine_is_answered(string address, HttpStatusCode status)
    {
        var context = await app.Server.SendAsync(x =>
        {
            x.Request.Path = Links.SignIn;
            x.Connection.RemoteIpAddress = IPAddress.Parse(address);
        }, Cancel);

        Assert.Equal((int)status, context.Response.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example", "/")]
    [InlineData("/tasks", "/tasks")]
    public async Task The_language_switch_leads_back_to_an_address_of_ours_only(string returnUrl, string target)
    {
        using var browser = Browser();

        using var answer = await GetAsync(browser, Links.Culture("zh-CN", returnUrl));

        Assert.Equal(target, answer.Headers.Location!.OriginalString);
        Assert.Contains("lang=\"zh-CN\"", await browser.GetStringAsync(new Uri(Links.SignIn, UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    private HttpClient Browser() => app.CreateClient(new() { AllowAutoRedirect = false });

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string address) => browser.GetAsync(new Uri(address, UriKind.Relative), Cancel);

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string role, string? returnUrl = null) =>
        await PostAsync(browser, Links.SignInDevelopment, await DashboardApp.TokenAsync(browser, Links.SignIn), ("role", role), ("returnUrl", returnUrl));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, string? token, params (string Name, string? Value)[] fields)
    {
        var form = fields.Append(("__RequestVerificationToken", token)).Where(x => x.Item2 is not null).Select(x => KeyValuePair.Create(x.Item1, x.Item2));
        using var content = new FormUrlEncodedContent(form);
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content, Cancel);
    }

    private static async Task AssertSignedOutAsync(HttpClient browser)
    {
        using var page = await GetAsync(browser, Links.Batches);
        Assert.Equal((HttpStatusCode.Redirect, Links.SignIn), (page.StatusCode, page.Headers.Location?.AbsolutePath));
    }
}
