using Microsoft.Extensions.Http;

namespace Dashboard.Tests.Support;

/// <summary>Counts the requests that the product sends to others.</summary>
public sealed class SentRequests : IHttpMessageHandlerBuilderFilter
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        builder.AdditionalHandlers.Add(new Counting(this));
    };

    private sealed class Counting(SentRequests all) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref all.count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
