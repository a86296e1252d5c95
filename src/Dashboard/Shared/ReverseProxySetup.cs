using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Dashboard.Shared;

/// <summary>Behind a reverse proxy: takes the caller's address and scheme from the headers of named proxies.</summary>
public static class ReverseProxySetup
{
    /// <summary>Adds the settings.</summary>
    public static void AddReverseProxy(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ReverseProxyOptions>().Bind(builder.Configuration.GetSection(ReverseProxyOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ReverseProxyOptions>, Validation>();
    }

    /// <summary>Reads the headers, before anything else asks who called.</summary>
    public static void UseReverseProxy(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<ReverseProxyOptions>>().Value;
        if (proxies.KnownProxies.Count == 0 && proxies.KnownNetworks.Count == 0) return;
        // Each proxy in the chain must be a known one: the first that is not is the caller.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var x in proxies.KnownProxies) options.KnownProxies.Add(IPAddress.Parse(x));
        foreach (var x in proxies.KnownNetworks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(x));
        if (proxies.Hosts.Count > 0)
        {
            options.ForwardedHeaders |= ForwardedHeaders.XForwardedHost;
            options.AllowedHosts = [.. proxies.Hosts];
        }
        app.UseForwardedHeaders(options);
    }

    private sealed class Validation : IValidateOptions<ReverseProxyOptions>
    {
        public ValidateOptionsResult Validate(string? name, ReverseProxyOptions options) =>
            options.Errors().ToArray() is { Length: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }
}
