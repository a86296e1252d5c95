using System.Net;
using Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.Shared;

public sealed class ReverseProxyTests
{
    [Theory]
    [InlineData("10.0.0.7", "https://app.test from 203.0.113.9")]
    [InlineData("10.1.2.3", "https://app.test from 203.0.113.9")]
    [InlineData("::ffff:10.0.0.7", "https://app.test from 203.0.113.9")]
    [InlineData("192.0.2.1", "http://app.test from 192.0.2.1")]
    [InlineData("127.0.0.1", "http://app.test from 127.0.0.1")]
    public async Task Only_the_word_of_a_named_proxy_counts(string from, string seen) =>
        Assert.Equal(seen, await SeenAsync(from, "203.0.113.9", new() { ["ReverseProxy:KnownProxies:0"] = "10.0.0.7", ["ReverseProxy:KnownNetworks:0"] = "10.1.0.0/16" }));

    [Fact]
    public async Task Nobodys_word_counts_unless_named() => Assert.Equal("http://app.test from 10.0.0.7", await SeenAsync("10.0.0.7", "203.0.113.9", []));

    [Fact]
    public async Task What_the_caller_wrote_in_front_of_the_proxy_does_not_count() =>
        Assert.Equal("https://app.test from 203.0.113.9", await SeenAsync("10.0.0.7", "127.0.0.1, 203.0.113.9", new() { ["ReverseProxy:KnownProxies:0"] = "10.0.0.7" }));

    [Theory]
    [InlineData("portal.test", "https://portal.test from 203.0.113.9")]
    [InlineData("evil.example", "https://app.test from 203.0.113.9")]
    public async Task A_forwarded_host_counts_only_when_it_is_named(string host, string seen) => Assert.Equal(
        seen, await SeenAsync("10.0.0.7", "203.0.113.9", new() { ["ReverseProxy:KnownProxies:0"] = "10.0.0.7", ["ReverseProxy:Hosts:0"] = "portal.test" }, host));

    [Theory]
    [InlineData("KnownProxies", "proxy.local")]
    [InlineData("KnownNetworks", "10.0.0.0")]
    [InlineData("KnownNetworks", "10.0.0.0/99")]
    [InlineData("KnownNetworks", "0.0.0.0/0")]
    [InlineData("Hosts", "*")]
    public void What_names_no_proxy_is_refused_by_key(string key, string value)
    {
        var options = new ReverseProxyOptions();
        typeof(ReverseProxyOptions).GetProperty(key)!.SetValue(options, new[] { value });

        Assert.Contains($"ReverseProxy:{key}", Assert.Single(options.Errors()), StringComparison.Ordinal);
    }

    private static async Task<string> SeenAsync(string from, string forwardedFor, Dictionary<string, string?> settings, string? forwardedHost = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseTestServer();
        builder.AddReverseProxy();
        await using var app = builder.Build();
        app.UseReverseProxy();
        app.Run(x => x.Response.WriteAsync($"{x.Request.Scheme}://{x.Request.Host} from {x.Connection.RemoteIpAddress}"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var context = await app.GetTestServer().SendAsync(x =>
        {
            (x.Request.Scheme, x.Request.Host) = ("http", new("app.test"));
            x.Connection.RemoteIpAddress = IPAddress.Parse(from);
            x.Request.Headers["X-Forwarded-For"] = forwardedFor;
            x.Request.Headers["X-Forwarded-Proto"] = string.Join(", ", forwardedFor.Split(',').Select(_ => "https"));
            if (forwardedHost is not null) x.Request.Headers["X-Forwarded-Host"] = forwardedHost;
        }, TestContext.Current.CancellationToken);
        return await new StreamReader(context.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
