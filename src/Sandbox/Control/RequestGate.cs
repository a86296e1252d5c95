using System.Globalization;

namespace Sandbox.Control;

/// <summary>What every upstream request passes first: outage, latency, and for INCS the rate limit.</summary>
public sealed class RequestGate(SandboxSettings settings, TimeProvider time)
{
    private readonly Lock guard = new();
    private double tokens = 1;
    private DateTimeOffset filledAt;

    /// <summary>Aborts the connection during an outage. Returns whether the request may go on.</summary>
    public bool Open(HttpContext context)
    {
        if (!(settings.OutageUntil > time.GetUtcNow())) return true;
        context.Abort();
        return false;
    }

    /// <summary>Waits as long as an answer takes.</summary>
    public Task LatencyAsync(CancellationToken cancellationToken)
    {
        var ms = settings.LatencyMs + (settings.LatencyJitterMs > 0 ? Random.Shared.Next(settings.LatencyJitterMs) : 0);
        return ms > 0 ? Task.Delay(ms, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Whether the rate limit refuses this request; sets the answer's 429 and header then.</summary>
    public bool Limited(HttpContext context)
    {
        if (settings.RequestsPerSecond is not { } rate) return false;
        lock (guard)
        {
            var now = time.GetUtcNow();
            tokens = Math.Min(Math.Max(rate, 1), tokens + (now - filledAt).TotalSeconds * rate);
            filledAt = now;
            if (tokens >= 1)
            {
                tokens--;
                return false;
            }
        }
        TooMany(context, settings.RetryAfter);
        return true;
    }

    /// <summary>Sets 429 and <c>Retry-After</c> (one second) in the given form.</summary>
    public void TooMany(HttpContext context, string form)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        if (form == "seconds") context.Response.Headers.RetryAfter = "1";
        if (form == "date") context.Response.Headers.RetryAfter = time.GetUtcNow().AddSeconds(2).ToString("R", CultureInfo.InvariantCulture);
    }
}
