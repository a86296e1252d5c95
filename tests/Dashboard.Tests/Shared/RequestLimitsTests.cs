using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

/// <summary>The product's own web server under requests that are too large, too slow or too many.</summary>
public sealed class RequestLimitsTests : IAsyncLifetime
{
    private const long MostSent = 16L * 1024 * 1024;
    private readonly CookieContainer cookies = new();
    private ProductProcess product = null!;
    private HttpClient browser = null!;
    private Uri address = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        product = await ProductProcess.StartAsync(("Sandbox:Enabled", "false"), ("Incs:BaseUrl", "http://127.0.0.1:9"), ("Incs:Token", "unused"), ("RateLimits:SignInsPerMinute", "10"), ("Security:Contact", "mailto:security@example.com"));
        address = new(product.Output.Split("Now listening on: ")[1].Split('\n')[0].Trim());
        browser = new(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task A_sheet_of_two_gigabytes_is_refused_before_it_is_sent()
    {
        var token = await SignInAsync();
        using var socket = await ConnectAsync();

        await SendAsync(socket, UploadHead(token, $"Content-Length: {2L * 1024 * 1024 * 1024}"));

        Assert.StartsWith("HTTP/1.1 413", await AnswerAsync(socket), StringComparison.Ordinal);
        await AssertAnswersAsync();
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_cut_where_it_gets_too_large()
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, $"POST {Links.SignOut} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n");

        var sent = await SendUntilClosedAsync(socket, MostSent);

        Assert.InRange(sent, 1, MostSent - 1);
        await AssertAnswersAsync();
    }

    [Fact]
    public async Task An_upload_that_trickles_is_ended()
    {
        var token = await SignInAsync();
        using var socket = await ConnectAsync();

        await SendAsync(socket, UploadHead(token, "Content-Length: 100000") + "name,auth_id");

        var answer = await AnswerAsync(socket);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
        await AssertAnswersAsync();
    }

    [Fact]
    public async Task A_thousand_sign_ins_of_one_address_are_refused_after_the_first_ten_and_everybody_else_is_answered()
    {
        var token = await DashboardApp.TokenAsync(browser, Links.SignIn);
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 1000; i++)
        {
            using var answer = await PostSignInAsync(token, "nobody");
            answers.Add(answer.StatusCode);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests) continue;
            Assert.InRange(int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 60);
        }

        // The window of a minute may end once meanwhile.
        Assert.InRange(answers.Count(x => x == HttpStatusCode.BadRequest), 10, 30);
        Assert.InRange(answers.Count(x => x == HttpStatusCode.TooManyRequests), 970, 990);
        await AssertAnswersAsync();
    }

    [Fact]
    public async Task A_browser_that_signs_in_too_often_is_shown_a_page_that_says_so()
    {
        var token = await DashboardApp.TokenAsync(browser, Links.SignIn);
        HttpResponseMessage answer;
        do answer = await PostSignInAsync(token, "nobody", "text/html");
        while (answer.StatusCode != HttpStatusCode.TooManyRequests);
        using var last = answer;

        Assert.Contains("Too many requests", await last.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_to_tell_of_a_weakness_is_told_and_the_servers_make_is_not()
    {
        using var answer = await browser.GetAsync(new Uri("/.well-known/security.txt", UriKind.Relative), Cancel);

        Assert.StartsWith("Contact: mailto:security@example.com\nExpires: ", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    private async Task<string> SignInAsync()
    {
        using var answer = await PostSignInAsync(await DashboardApp.TokenAsync(browser, Links.SignIn), "Manager");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await DashboardApp.TokenAsync(browser, Links.Batches);
    }

    private async Task<HttpResponseMessage> PostSignInAsync(string token, string role, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Links.SignInDevelopment)
        {
            Content = new FormUrlEncodedContent([new("role", role), new("__RequestVerificationToken", token)]),
            Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse(accept) } },
        };
        return await browser.SendAsync(request, Cancel);
    }

    private async Task AssertAnswersAsync() => Assert.Equal("Healthy", await browser.GetStringAsync(new Uri(Links.HealthReady, UriKind.Relative), Cancel));

    private string UploadHead(string token, string length) =>
        $"POST {Links.AssignUpload}?name=a.csv HTTP/1.1\r\nHost: {address.Authority}\r\nCookie: {cookies.GetCookieHeader(address)}\r\nRequestVerificationToken: {token}\r\n" +
        $"Content-Type: application/octet-stream\r\n{length}\r\n\r\n";

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, Cancel);
        return socket;
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text), Cancel);

    private static async Task<string> AnswerAsync(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, Cancel));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static async Task<long> SendUntilClosedAsync(Socket socket, long most)
    {
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('a', 0x10000)}\r\n");
        long sent = 0;
        try
        {
            while (sent < most && !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0)) sent += await socket.SendAsync(chunk, Cancel);
        }
        catch (SocketException)
        {
            // Closed by the other side, as it should.
        }
        return sent;
    }
}
