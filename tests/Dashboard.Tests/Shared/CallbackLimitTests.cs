using System.Net;
using System.Text;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Tests.Shared;

/// <summary>What ends a sign-in or a sign-out is limited as well, by twice of what may begin one.</summary>
public sealed class CallbackLimitTests : IAsyncLifetime
{
    private const int Begun = 5;
    private readonly DashboardApp app = new() { Entra = new(), IsLimited = true, Settings = new Dictionary<string, string> { ["RateLimits:SignInsPerMinute"] = "5" } };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("POST", "/signin-oidc", "application/x-www-form-urlencoded", "state=guess")]
    [InlineData("GET", "/signin-oidc", null, "")]
    [InlineData("GET", "/signout-oidc", null, "")]
    [InlineData("GET", "/signout-callback-oidc", null, "")]
    [InlineData("POST", "/embed/redeem", "application/json", "{}")]
    public async Task Whoever_guesses_is_told_to_wait_and_other_addresses_are_answered(string method, string path, string? type, string body)
    {
        List<int> answers = [];
        // The window of a minute may end once meanwhile.
        for (var i = 0; i < 6 * Begun; i++) answers.Add((await SendAsync(method, path, type, body, "203.0.113.9")).Response.StatusCode);

        Assert.DoesNotContain(StatusCodes.Status429TooManyRequests, answers.Take(2 * Begun));
        Assert.True(answers.Count(x => x == StatusCodes.Status429TooManyRequests) >= 2 * Begun);
        Assert.NotEqual(StatusCodes.Status429TooManyRequests, (await SendAsync(method, path, type, body, "203.0.113.10")).Response.StatusCode);
    }

    [Fact]
    public async Task The_browser_that_comes_back_too_often_is_shown_a_page_that_says_so()
    {
        HttpContext answer;
        do answer = await SendAsync("POST", "/signin-oidc", "application/x-www-form-urlencoded", "state=guess", "203.0.113.9");
        while (answer.Response.StatusCode != StatusCodes.Status429TooManyRequests);

        using var reader = new StreamReader(answer.Response.Body);
        Assert.Contains("Too many requests", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.InRange(int.Parse(answer.Response.Headers.RetryAfter.ToString(), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
    }

    [Fact]
    public async Task Everybody_who_may_begin_a_sign_in_may_also_end_it()
    {
        for (var i = 0; i < Begun; i++)
        {
            var browser = new Auth.EntraId.EntraBrowser(app);
            Assert.Equal(Links.Overview, await browser.SignInAsync());
        }
    }

    private Task<HttpContext> SendAsync(string method, string path, string? type, string body, string from) => app.Server.SendAsync(context =>
    {
        (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path) = (method, "https", new("dashboard.test"), path);
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Headers.Accept = "text/html";
        context.Request.Headers.Origin = "https://dashboard.test";
        if (type is null) return;
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.ContentLength = body.Length;
    }, TestContext.Current.CancellationToken);
}
