using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Auth.EntraId;

/// <summary>The endpoint at which an App Service gives assertions of its managed identity, on this machine. Its address stands in the environment while it runs.</summary>
internal sealed class IdentityEndpoint : IAsyncDisposable
{
    private const string Header = "a header that only this machine knows";
    private readonly WebApplication server;

    private IdentityEndpoint(WebApplication server) => this.server = server;

    /// <summary>For which audience, for which identity, and whether with the header.</summary>
    public ConcurrentQueue<(string Resource, string Client, bool WithHeader)> Asked { get; } = new();

    public static async Task<IdentityEndpoint> StartAsync(string assertion)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var endpoint = new IdentityEndpoint(builder.Build());
        endpoint.server.Run(context =>
        {
            var query = context.Request.Query;
            endpoint.Asked.Enqueue((query["resource"].ToString(), query["client_id"].ToString(), context.Request.Headers["X-IDENTITY-HEADER"] == Header));
            var expires = DateTimeOffset.UtcNow.AddHours(8).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            return context.Response.WriteAsJsonAsync(new { access_token = assertion, expires_on = expires, resource = query["resource"].ToString(), token_type = "Bearer" });
        });
        await endpoint.server.StartAsync();
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", endpoint.server.Urls.Single() + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", Header);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        await server.DisposeAsync();
    }
}
