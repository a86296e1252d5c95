using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Support;

/// <summary>Real Wshoto clients, wired as the product wires them.</summary>
public sealed class WshotoClients : IHttpClientFactory, IOptionsMonitor<WshotoOptions>, IDisposable
{
    private readonly SocketsHttpHandler handler = UpstreamHandler.Create();

    private WshotoClients(Uri url, Action<WshotoOptions>? change, TimeProvider time)
    {
        CurrentValue = new WshotoOptions { BaseUrl = url, AppId = "sandbox-app", AppSecret = "sandbox-secret" };
        change?.Invoke(CurrentValue);
        Tokens = new(this, this, time);
        Client = new(this, Tokens, this, time);
    }

    public WshotoOptions CurrentValue { get; }

    public WshotoTokenSource Tokens { get; }

    public WshotoClient Client { get; }

    public static WshotoClients For(Uri url, Action<WshotoOptions>? change = null, TimeProvider? time = null) => new(url, change, time ?? TimeProvider.System);

    public HttpClient CreateClient(string name) => new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose()
    {
        Tokens.Dispose();
        handler.Dispose();
    }

    public WshotoOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<WshotoOptions, string?> listener) => null;
}
