using System.Text.Json;

namespace Dashboard.Upstream;

/// <summary>Reads answers whole, but never more than a limit.</summary>
public static class UpstreamBody
{
    /// <summary>Most bytes of one answer: 100 tasks with long logs stay far below.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>The whole body.</summary>
    /// <exception cref="HttpIOException">The connection broke before the end, or the body is over the limit.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxBytes) throw new HttpIOException(HttpRequestError.ConfigurationLimitExceeded, "The answer is too large.");
        }
        return body.ToArray();
    }

    /// <summary>The body as a JSON object, or null when it is none (a page, cut, empty).</summary>
    public static JsonElement? ParseObject(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How long <c>Retry-After</c> asks to wait: seconds, or until a date by the clock that the answer carries; null when absent.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } until } => until - (response.Headers.Date ?? now) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            _ => null,
        };
    }
}
