using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Shared;

/// <summary>What is told when something breaks or is not there, outside Development: a page for people, and nothing of what is inside.</summary>
public sealed class StatusPagesTests : IAsyncLifetime
{
    private static readonly string[] Inside = ["Exception", "   at ", "Sqlite", "no such table", "Dashboard.Features", ".cs:line", "FrameCodes"];
    private readonly DashboardApp app = new() { Environment = "Production", Entra = new(), Framing = ["https://portal.example"] };
    private HttpClient browser = null!;

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        browser = app.CreateDefaultClient(new Uri("https://dashboard.test"), new CookieContainerHandler(new()));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "There is nothing at this address")]
    [InlineData("zh-CN", "此地址没有内容")]
    public async Task An_address_that_is_none_gets_a_page_in_the_persons_language(string culture, string title)
    {
        await SignInAsync();

        await AssertPageAsync(Request(HttpMethod.Get, "/nothing/here", culture), HttpStatusCode.NotFound, title);
    }

    [Theory]
    [InlineData("en", "This request was not accepted")]
    [InlineData("zh-CN", "此请求未被接受")]
    public async Task A_form_that_is_sent_where_none_is_taken_gets_one_too(string culture, string title)
    {
        await SignInAsync();

        await AssertPageAsync(Request(HttpMethod.Post, "/culture", culture, new FormUrlEncodedContent([])), HttpStatusCode.MethodNotAllowed, title);
    }

    [Theory]
    [InlineData("en", "This part could not be shown")]
    [InlineData("zh-CN", "此部分无法显示")]
    public async Task An_endpoint_that_breaks_shows_a_page_and_nothing_of_why(string culture, string title)
    {
        await SignInAsync();
        await BreakAsync("Batches");

        await AssertPageAsync(Request(HttpMethod.Get, "/batches/1/result.csv", culture), HttpStatusCode.InternalServerError, title);
    }

    [Fact]
    public async Task A_page_that_breaks_while_it_is_written_says_so_in_its_place_and_nothing_of_why()
    {
        await SignInAsync();
        await BreakAsync("Batches");

        using var answer = await browser.SendAsync(Request(HttpMethod.Get, Links.Batches), Cancel);

        Assert.Contains("This part could not be shown", await ReadAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_page_is_told_nothing_of_why_either()
    {
        Assert.False(app.Services.GetRequiredService<IOptions<CircuitOptions>>().Value.DetailedErrors);
        Assert.NotEqual(true, app.Services.GetRequiredService<IOptions<HubOptions>>().Value.EnableDetailedErrors);
    }

    [Theory]
    [InlineData("/embed/redeem", "application/json", "{\"code\": ")]
    [InlineData("/embed/redeem", "text/plain", "code")]
    [InlineData("/embed/redeem", "application/json", "[1, 2]")]
    [InlineData("/signout", "multipart/form-data; boundary=x", "--y\r\nno part")]
    [InlineData("/signout", "multipart/form-data", "none")]
    [InlineData("/signout", "application/json", "{}")]
    [InlineData("/signin-oidc", "application/x-www-form-urlencoded", "state=%%%")]
    public async Task A_body_that_is_not_what_it_says_is_refused_without_a_word_of_why(string address, string type, string body)
    {
        await SignInAsync();
        using var message = Request(HttpMethod.Post, address, content: Content(type, body));
        message.Headers.Add("Origin", "https://dashboard.test");

        using var answer = await browser.SendAsync(message, Cancel);

        Assert.InRange((int)answer.StatusCode, 300, 499);
        await ReadAsync(answer);
    }

    [Theory, InlineData("/_blazor/negotiate?negotiateVersion=1"), InlineData("/_blazor?id=none"), InlineData("/_blazor/disconnect/")]
    public async Task A_circuit_takes_no_nonsense(string address)
    {
        await SignInAsync();
        using var message = Request(HttpMethod.Post, address, content: Content("application/json", "{\"circuitId\": [}"));

        using var answer = await browser.SendAsync(message, Cancel);

        Assert.InRange((int)answer.StatusCode, 200, 499);
        await ReadAsync(answer);
    }

    [Fact]
    public async Task A_script_gets_the_bare_status()
    {
        await SignInAsync();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("/culture", UriKind.Relative));

        using var answer = await browser.SendAsync(message, Cancel);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
    }

    [Theory]
    [InlineData("en", "There is nothing at this address", "Open Dashboard")]
    [InlineData("zh-CN", "此地址没有内容", "打开 Dashboard")]
    public async Task A_frame_with_an_address_that_is_none_gets_a_page_that_its_portal_may_show(string culture, string title, string link)
    {
        await SignInAsync();

        var text = await AssertPageAsync(Request(HttpMethod.Get, $"/embed/nothing?culture={culture}&theme=dark", "fr"), HttpStatusCode.NotFound, title, "https://portal.example");

        Assert.Matches($"target=\"_blank\"[^>]*>{link}", text);
        Assert.Contains("data-theme=\"dark\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/embed/batches/4711", "There is no batch 4711")]
    [InlineData("/embed/tasks/4711", "4711")]
    public async Task A_frame_with_something_that_does_not_exist_says_so_with_404(string address, string title)
    {
        await SignInAsync();

        await AssertPageAsync(Request(HttpMethod.Get, address), HttpStatusCode.NotFound, title, "https://portal.example");
    }

    [Fact]
    public async Task A_frame_of_somebody_without_a_role_says_so_with_403()
    {
        app.Entra!.Roles = [];
        await SignInAsync();

        await AssertPageAsync(Request(HttpMethod.Get, "/embed/tasks"), HttpStatusCode.Forbidden, "role", "https://portal.example");
    }

    [Theory]
    [InlineData("en", "This part could not be shown")]
    [InlineData("zh-CN", "此部分无法显示")]
    public async Task What_breaks_in_a_frame_shows_a_page_that_its_portal_may_show(string culture, string title)
    {
        await BreakAsync("FrameCodes");
        using var message = Request(HttpMethod.Post, "/embed/redeem", culture, Content("application/json", """{"code":"a","page":"/embed/tasks","secret":"b"}"""));
        message.Headers.Add("Origin", "https://dashboard.test");

        await AssertPageAsync(message, HttpStatusCode.InternalServerError, title, "https://portal.example");
    }

    private static StringContent Content(string type, string body) => new(body, Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private static HttpRequestMessage Request(HttpMethod method, string address, string culture = "en", HttpContent? content = null)
    {
        var message = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = content };
        message.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        message.Headers.AcceptLanguage.ParseAdd(culture);
        if (address.StartsWith("/embed/", StringComparison.Ordinal) && method == HttpMethod.Get) message.Headers.Add("Sec-Fetch-Dest", "iframe");
        return message;
    }

    private async Task<string> AssertPageAsync(HttpRequestMessage message, HttpStatusCode status, string title, string frames = "'none'")
    {
        using var asked = message;
        using var answer = await browser.SendAsync(asked, Cancel);
        var text = await ReadAsync(answer);
        Assert.Equal((status, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(title, text, StringComparison.Ordinal);
        Assert.DoesNotContain("nav-open", text, StringComparison.Ordinal);
        Assert.Contains($"frame-ancestors {frames}", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return text;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal([], Inside.Where(x => text.Contains(x, StringComparison.Ordinal)));
        return text;
    }

    private async Task SignInAsync()
    {
        using var leave = await browser.GetAsync(new Uri(Links.SignInEntraId, UriKind.Relative), Cancel);
        using var form = new FormUrlEncodedContent(app.Entra!.Answer(leave.Headers.Location!));
        using var back = await browser.PostAsync(new Uri("/signin-oidc", UriKind.Relative), form, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
    }

    private async Task BreakAsync(string table)
    {
        using var started = app.CreateDefaultClient();
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
#pragma warning disable EF1002 // names of tests
        await db.Database.ExecuteSqlRawAsync($"""ALTER TABLE "{table}" RENAME TO "{table}Gone" """, Cancel);
#pragma warning restore EF1002
    }
}
