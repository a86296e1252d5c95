using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Benchmarks.Support;

/// <summary>The product's dispatcher, wired as the product wires it.</summary>
public sealed class ProductLane : IOptionsMonitor<IncsOptions>, IDisposable
{
    private readonly IncsRate rate = new();
    private readonly HttpClient http;
    private readonly BatchProgressFeed feed;
    private long lastPost;

    public ProductLane(IDbContextFactory<DashboardDb> databases, Uri incs, int concurrency)
    {
        CurrentValue = new() { BaseUrl = incs, Token = "sandbox-token", MaxConcurrency = concurrency };
        Store = new(databases, TimeProvider.System, Signal);
        http = new(new Door(this) { InnerHandler = UpstreamHandler.Create() }) { Timeout = Timeout.InfiniteTimeSpan };
        feed = new(databases, Signal, TimeProvider.System, NullLogger<BatchProgressFeed>.Instance);
        Dispatcher = new(new(databases, TimeProvider.System), new(http, this, rate, TimeProvider.System), rate, this, Signal, new(), feed, TimeProvider.System, NullLogger<Dispatcher>.Instance);
    }

    public IncsOptions CurrentValue { get; }

    public DispatchSignal Signal { get; } = new();

    public BatchStore Store { get; }

    public Dispatcher Dispatcher { get; }

    /// <summary>When the last POST left, by <see cref="Environment.TickCount64"/>.</summary>
    public long LastPost => Interlocked.Read(ref lastPost);

    public IncsOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<IncsOptions, string?> listener) => null;

    public void Dispose()
    {
        http.Dispose();
        rate.Dispose();
        feed.Dispose();
    }

    private sealed class Door(ProductLane lane) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post) Interlocked.Exchange(ref lane.lastPost, Environment.TickCount64);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
