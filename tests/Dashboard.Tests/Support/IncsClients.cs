using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Support;

/// <summary>Real INCS clients, wired as the product wires them.</summary>
public static class IncsClients
{
    public const string Token = "token-that-nobody-may-see";

    /// <param name="url">Where INCS is.</param>
    /// <param name="change">Changes the options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="door">What requests pass on their way out.</param>
    public static IncsClient For(Uri url, Action<IncsOptions>? change = null, TimeProvider? time = null, DelegatingHandler? door = null)
    {
        var options = new IncsOptions { BaseUrl = url, Token = Token, TimeoutSeconds = 5 };
        change?.Invoke(options);
        HttpMessageHandler way = UpstreamHandler.Create();
        if (door is not null) (door.InnerHandler, way) = (way, door);
        return new(new HttpClient(way) { Timeout = Timeout.InfiniteTimeSpan }, new FixedOptions(options), new IncsRate(), time ?? TimeProvider.System);
    }

    public static IncsCreateRequest Request(string phone = "6281512345678") =>
        new() { Name = "Follow-up", AuthId = 30058, UserPhone = phone, AssigneeUsername = "incs_1" };

    /// <summary>Settings that never change.</summary>
    public sealed class FixedOptions(IncsOptions value) : IOptionsMonitor<IncsOptions>
    {
        public IncsOptions CurrentValue => value;

        public IncsOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<IncsOptions, string?> listener) => null;
    }
}
