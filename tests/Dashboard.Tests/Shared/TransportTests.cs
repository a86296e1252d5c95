using System.Net;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

/// <summary>By which way the product is reached, and under which name.</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private readonly DashboardApp production = new() { Environment = "Production", Entra = new(), Settings = new Dictionary<string, string> { ["AllowedHosts"] = "dashboard.test" } };
    private readonly DashboardApp development = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await production.DisposeAsync();
        await development.DisposeAsync();
    }

    [Fact]
    public async Task A_browser_that_came_by_https_comes_by_https_for_a_year()
    {
        using var answer = await GetAsync(production, "https://dashboard.test", Links.SignIn);

        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task A_page_over_http_says_nothing_of_https()
    {
        using var answer = await GetAsync(production, "http://dashboard.test", Links.SignIn);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_developers_machine_is_not_bound_to_https()
    {
        using var answer = await GetAsync(development, "https://127.0.0.1", Links.SignIn);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_server_whose_hosts_are_named_answers_to_no_other_name()
    {
        using var answer = await GetAsync(production, "https://evil.example", Links.SignIn);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData("http://dashboard.localhost:5080", HttpStatusCode.OK)]
    [InlineData("http://[::1]:5080", HttpStatusCode.OK)]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost.evil.example", HttpStatusCode.Forbidden)]
    public async Task Who_needs_no_password_is_answered_under_this_machines_own_names_only(string host, HttpStatusCode status)
    {
        using var answer = await GetAsync(development, host, Links.SignIn);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory, InlineData("TRACE"), InlineData("TRACK"), InlineData("PROPFIND"), InlineData("OPTIONS")]
    public async Task A_method_that_nothing_is_made_for_is_refused_and_gives_nothing_back(string method)
    {
        var (client, _) = await development.SignInAsync("Admin");
        using var message = new HttpRequestMessage(new(method), new Uri(Links.Batches, UriKind.Relative)) { Headers = { { "X-Mine", "echo-me" } } };

        using var answer = await client.SendAsync(message, Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.DoesNotContain("echo-me", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> GetAsync(DashboardApp app, string host, string address) => app.CreateDefaultClient(new Uri(host)).GetAsync(new Uri(address, UriKind.Relative), Cancel);
}
