using System.Net;

namespace Dashboard.Shared;

/// <summary>Section <c>ReverseProxy</c>: whose word counts on who called, and how. Nobody's, unless named.</summary>
public sealed class ReverseProxyOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "ReverseProxy";

    /// <summary>Addresses of proxies, such as <c>10.0.0.7</c>.</summary>
    public IReadOnlyList<string> KnownProxies { get; set; } = [];

    /// <summary>Networks in which every machine is a proxy, such as <c>10.0.0.0/24</c>.</summary>
    public IReadOnlyList<string> KnownNetworks { get; set; } = [];

    /// <summary>Host names that a proxy may give in <c>X-Forwarded-Host</c>; none: that header does not count.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>What is wrong with it, by key.</summary>
    public IEnumerable<string> Errors()
    {
        if (KnownProxies.Any(x => !IPAddress.TryParse(x, out _))) yield return "ReverseProxy:KnownProxies holds something that is not an IP address.";
        if (KnownNetworks.Any(x => !System.Net.IPNetwork.TryParse(x, out _))) yield return "ReverseProxy:KnownNetworks holds something that is not a network such as 10.0.0.0/24.";
        if (KnownNetworks.Any(x => System.Net.IPNetwork.TryParse(x, out var network) && network.PrefixLength == 0)) yield return "ReverseProxy:KnownNetworks holds a network of everybody.";
        if (Hosts.Any(x => string.IsNullOrWhiteSpace(x) || x.Contains('*'))) yield return "ReverseProxy:Hosts must name each host.";
    }
}
