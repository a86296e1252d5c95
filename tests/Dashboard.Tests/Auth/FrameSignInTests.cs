using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dashboard.Auth;
using Dashboard.Auth.Frames;
using Dashboard.Data;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Auth;

/// <summary>What a browser sends from a frame of another site, and what it gets. The browser itself is in the end-to-end tests.</summary>
public sealed partial class FrameSignInTests(FrameSignInTests.FramingApp app) : IClassFixture<FrameSignInTests.FramingApp>
{
    private const string Secret = "what only the frame knows";
    private static readonly Uri Here = new("https://localhost");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frame_without_a_session_shows_a_button_and_is_sent_nowhere()
    {
        using var frame = Frame();

        using var answer = await OpenAsync(frame, "/embed/tasks?status=1");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("data-testid=\"frame-signin\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors https://portal.example", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_that_a_sandbox_took_its_origin_still_gets_its_looks()
    {
        using var frame = Frame();

        using var looks = await OpenAsync(frame, "/app.css", "style");
        using var page = await OpenAsync(frame, "/tasks", "document");

        Assert.Equal(("cross-origin", "same-origin"), (Assert.Single(looks.Headers.GetValues("Cross-Origin-Resource-Policy")), Assert.Single(page.Headers.GetValues("Cross-Origin-Resource-Policy"))));
    }

    [Fact]
    public async Task A_page_without_chrome_that_is_opened_by_itself_leads_to_the_sign_in_page()
    {
        using var frame = Frame();

        using var answer = await OpenAsync(frame, "/embed/tasks", "document");

        Assert.Equal((HttpStatusCode.Redirect, Links.SignIn), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
    }

    [Fact]
    public async Task The_code_of_the_window_brings_a_session_into_the_frame()
    {
        using var frame = Frame();

        using var redeemed = await RedeemAsync(frame, await CodeAsync());
        using var page = await OpenAsync(frame, "/embed/tasks");

        Assert.Equal(HttpStatusCode.NoContent, redeemed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("data-testid=\"frame-signout\"", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_frames_cookie_is_kept_apart_for_each_portal_and_out_of_reach()
    {
        using var frame = Frame();

        using var answer = await RedeemAsync(frame, await CodeAsync());

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split("; ");
        Assert.StartsWith("__Host-", cookie[0], StringComparison.Ordinal);
        Assert.Equal(["Partitioned", "httponly", "path=/", "samesite=none", "secure"], cookie.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Taking_a_session_over_is_in_the_audit_log()
    {
        using var frame = Frame();
        using var answer = await RedeemAsync(frame, await CodeAsync());

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        Assert.True(await db.AuditEntries.AnyAsync(x => x.Action == "signin.frame" && x.Target == "/embed/tasks" && x.Who == "mei@dashboard.local", Cancel));
    }

    [Fact]
    public async Task A_code_that_was_used_is_refused()
    {
        using var frame = Frame();
        using var other = Frame();
        var code = await CodeAsync();
        using var first = await RedeemAsync(frame, code);

        using var second = await RedeemAsync(other, code);

        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("https://portal.example", "same-site")]
    [InlineData("null", "cross-site")]
    [InlineData(null, "cross-site")]
    [InlineData(null, null)]
    public async Task A_code_is_redeemed_by_our_own_page_only(string? origin, string? site)
    {
        using var frame = Frame();

        using var answer = await RedeemAsync(frame, await CodeAsync(), origin: origin, site: site);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory, InlineData("/embed/batches/1", Secret), InlineData("/embed/tasks", "another"), InlineData(null, Secret), InlineData("/embed/tasks", null)]
    public async Task Another_frame_can_not_redeem_it(string? page, string? secret)
    {
        using var frame = Frame();

        using var answer = await RedeemAsync(frame, await CodeAsync(), page, secret);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/tasks")]
    [InlineData("//evil.example/embed/tasks")]
    [InlineData("https://evil.example/embed/tasks")]
    [InlineData("/embed/signin")]
    [InlineData("/embedded")]
    public async Task The_window_makes_no_code_for_what_is_no_page_of_a_frame(string page) => Assert.Empty(await CodeAsync(page));

    [Fact]
    public async Task The_window_of_somebody_who_is_not_signed_in_leads_there_and_back()
    {
        using var window = Frame();

        using var answer = await OpenAsync(window, WindowAddress("/embed/tasks"), "document");

        Assert.StartsWith("/signin?returnUrl=%2Fembed%2Fsignin%3Fpage", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_window_is_never_framed_itself()
    {
        using var frame = Frame();

        using var answer = await OpenAsync(frame, WindowAddress("/embed/tasks"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_window_does_not_take_a_frames_session_for_its_own()
    {
        using var frame = Frame();
        using var redeemed = await RedeemAsync(frame, await CodeAsync());

        using var answer = await OpenAsync(frame, WindowAddress("/embed/tasks"), "document");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData("/tasks", "navigate", "document", null, "same-origin")]
    [InlineData("/embed/tasks", "cors", "empty", "https://portal.example", "cross-site")]
    [InlineData("/embed/tasks", "no-cors", "image", null, "cross-site")]
    [InlineData("/_blazor", "websocket", "websocket", "https://portal.example", "cross-site")]
    public async Task The_frames_session_does_not_count_for_pages_of_the_dashboard_nor_for_what_the_portals_page_requests(string address, string mode, string destination, string? origin, string site)
    {
        using var frame = Frame();
        using var redeemed = await RedeemAsync(frame, await CodeAsync());

        using var answer = await SendAsync(frame, HttpMethod.Get, address, [("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination), ("Sec-Fetch-Site", site), ("Origin", origin)]);

        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{answer.StatusCode}");
    }

    [Fact]
    public async Task The_circuit_of_a_frame_has_its_session()
    {
        using var frame = Frame();
        using var redeemed = await RedeemAsync(frame, await CodeAsync());

        using var answer = await SendAsync(frame, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", [("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Site", "same-origin"), ("Origin", "https://localhost")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_in_a_frame_leaves_the_session_that_it_came_from()
    {
        var cookies = new CookieContainer();
        var (dashboard, _) = await SignInAsync(cookies);
        using var frame = Frame();
        using var redeemed = await RedeemAsync(frame, await CodeAsync(browser: dashboard));

        using var answer = await SendAsync(frame, HttpMethod.Post, Links.EmbedSignOut, [("Origin", "https://localhost")]);
        using var page = await OpenAsync(frame, "/embed/tasks");
        using var other = await OpenAsync(dashboard, "/tasks", "document");

        Assert.Contains("Partitioned", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (answer.StatusCode, page.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task A_portals_page_can_not_sign_a_frame_out()
    {
        using var frame = Frame();
        using var redeemed = await RedeemAsync(frame, await CodeAsync());

        using var answer = await SendAsync(frame, HttpMethod.Post, Links.EmbedSignOut, [("Origin", "https://portal.example")]);
        using var page = await OpenAsync(frame, "/embed/tasks");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (answer.StatusCode, page.StatusCode));
    }

    [Theory]
    [InlineData("/tasks", "iframe"), InlineData("/", "frame"), InlineData("/signin", "iframe"), InlineData("/templates", "object"), InlineData("/health/live", "embed")]
    public async Task What_is_not_made_for_frames_fills_none(string address, string destination)
    {
        var (browser, _) = await SignInAsync(new());

        using var answer = await OpenAsync(browser, address, destination);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_chooses_language_and_theme_for_those_who_have_not_chosen()
    {
        using var frame = Frame();

        using var answer = await OpenAsync(frame, "/embed/tasks?culture=zh-CN&theme=dark");

        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("lang=\"zh-CN\" data-theme=\"dark\"", page, StringComparison.Ordinal);
        Assert.Contains("Partitioned", Assert.Single(answer.Headers.GetValues("Set-Cookie"), x => x.StartsWith("__Host-embed-culture", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string WindowAddress(string page) => Links.WithQuery(Links.EmbedSignIn, [new("page", page), new("challenge", FrameCodes.ChallengeOf(Secret))]);

    private HttpClient Frame() => Client(new());

    private HttpClient Client(CookieContainer cookies) =>
        app.CreateDefaultClient(Here, new CookieContainerHandler(cookies));

    private async Task<(HttpClient Client, string Token)> SignInAsync(CookieContainer cookies)
    {
        var client = Client(cookies);
        var token = await DashboardApp.TokenAsync(client, Links.SignIn);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["role"] = Roles.Manager, ["__RequestVerificationToken"] = token });
        using var answer = await client.PostAsync(new Uri(Links.SignInDevelopment, UriKind.Relative), form, Cancel);
        return (client, token);
    }

    private async Task<string> CodeAsync(string page = "/embed/tasks", HttpClient? browser = null)
    {
        browser ??= (await SignInAsync(new())).Client;
        using var answer = await OpenAsync(browser, WindowAddress(page), "document");
        return Code().Match(await answer.Content.ReadAsStringAsync(Cancel)) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"{answer.StatusCode}");
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient browser, string address, string destination = "iframe") =>
        SendAsync(browser, HttpMethod.Get, address, [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", destination), ("Sec-Fetch-Site", "cross-site")]);

    private static Task<HttpResponseMessage> RedeemAsync(HttpClient frame, string code, string? page = "/embed/tasks", string? secret = Secret, string? origin = "https://localhost", string? site = "same-origin") =>
        SendAsync(frame, HttpMethod.Post, Links.EmbedRedeem, [("Origin", origin), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "cors")], JsonContent.Create(new { code, page, secret }));

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, HttpMethod method, string address, (string Name, string? Value)[] headers, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Here, address)) { Content = content };
        foreach (var (name, value) in headers.Where(x => x.Value is not null)) request.Headers.Add(name, value);
        return await browser.SendAsync(request, Cancel);
    }

    [GeneratedRegex("data-frame-code=\"([^\"]*)\"")]
    private static partial Regex Code();

    /// <summary>The product, which two portals may frame.</summary>
    public sealed class FramingApp : IAsyncDisposable
    {
        private readonly DashboardApp app = new() { Framing = ["https://portal.example", "https://other.example"] };

        public IDbContextFactory<DashboardDb> Databases => app.Databases;

        public HttpClient CreateDefaultClient(Uri address, DelegatingHandler handler) => app.CreateDefaultClient(address, handler);

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
