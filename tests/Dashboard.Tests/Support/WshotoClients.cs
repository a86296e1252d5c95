using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Support;

/// <summary>Real Wshoto clients, wired as the product wires them.</summary>
public sealed class WshotoClients : IHttpClientFactory, IOptionsMonitor<WshotoOptions>, IDisposable
{
    private readonly Gate handler;

    private WshotoClients(Uri url, Action<WshotoOptions>? change, TimeProvider time)
    {
        handler = new(this);
        CurrentValue = new WshotoOptions { BaseUrl = url, AppId = "sandbox-app", AppSecret = "sandbox-secret" };
        change?.Invoke(CurrentValue);
        Tokens = new(this, this, time);
        Client = new(this, Tokens, this, time);
    }

    public WshotoOptions CurrentValue { get; }

    /// <summary>Calls leave only when this is done.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public WshotoTokenSource Tokens { get; }

    public WshotoClient Client { get; }

    public static WshotoClients For(Uri url, Action<WshotoOptions>? change = null, TimeProvider? time = null) => new(url, change, time ?? TimeProvider.System);

    public HttpClient CreateClient(string name) => new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => handler.Dispose();

    public WshotoOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<WshotoOptions, string?> listener) => null;

    private sealed class Gate(WshotoClients owner) : DelegatingHandler(UpstreamHandler.Create())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await owner.Hold.WaitAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
