using System.Net;
using System.Net.Http.Headers;

namespace Dashboard.Upstream.Incs;

/// <summary>A JSON body that goes out once: a handler that would repeat the request on another connection fails instead.</summary>
public sealed class OnceContent : HttpContent
{
    private readonly byte[] json;
    private int sent;

    /// <summary>Wraps the serialised body.</summary>
    public OnceContent(byte[] json)
    {
        this.json = json;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether any of it may have left: while false, the upstream surely got no request.</summary>
    public bool Started => Volatile.Read(ref sent) != 0;

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (Interlocked.Exchange(ref sent, 1) != 0) throw new InvalidOperationException("A create request is sent once only.");
        await stream.WriteAsync(json);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = json.Length;
        return true;
    }
}
