using System.Net.Sockets;
using System.Text;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

/// <summary>The product's own web server, as it runs in production, under requests that are too slow or too large.</summary>
public sealed class ProductionServerTests : IAsyncLifetime
{
    private ProductProcess product = null!;
    private HttpClient browser = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        product = await ProductProcess.StartAsync(
            [("ASPNETCORE_ENVIRONMENT", "Production"), ("Authentication:Mode", "EntraId"), ("Sandbox:Enabled", "false"), ("Incs:BaseUrl", "http://127.0.0.1:9"), ("Incs:Token", "unused"),
                .. new EntraDouble().Settings.Select(x => ($"AzureAd:{x.Key}", x.Value))]);
        browser = new() { BaseAddress = new(product.Output.Split("Now listening on: ")[1].Split('\n')[0].Trim()) };
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_never_ends_the_head_of_a_request_is_hung_up_on_while_others_are_answered()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(browser.BaseAddress!.Host, browser.BaseAddress.Port, Cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n"), Cancel);

        for (var sent = 0; !await IsClosedAsync(socket); sent++)
        {
            Assert.True(sent < 120, "The connection is kept open.");
            Assert.Equal("Healthy", await browser.GetStringAsync(new Uri(Links.HealthReady, UriKind.Relative), Cancel));
        }
    }

    [Theory]
    [InlineData("en", "This request was not accepted")]
    [InlineData("zh-CN", "此请求未被接受")]
    public async Task A_form_that_is_too_large_is_refused_with_a_page(string culture, string title)
    {
        using var content = new FormUrlEncodedContent([new("returnUrl", new string('a', 3 * 1024 * 1024))]);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(Links.SignOut, UriKind.Relative)) { Content = content };
        // The answer comes before the body is sent.
        message.Headers.ExpectContinue = true;
        message.Headers.Accept.ParseAdd("text/html");
        message.Headers.AcceptLanguage.ParseAdd(culture);

        using var answer = await browser.SendAsync(message, Cancel);

        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(413, (int)answer.StatusCode);
        Assert.Contains(title, System.Net.WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    // One more line of the head each second; what comes back is the end.
    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes("X-Slow: yes\r\n"), Cancel);
            return socket.Poll(TimeSpan.FromSeconds(1), SelectMode.SelectRead);
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
