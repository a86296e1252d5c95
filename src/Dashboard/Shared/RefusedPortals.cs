using System.Collections.Concurrent;
using Dashboard.Auth;
using Microsoft.Extensions.Options;

namespace Dashboard.Shared;

/// <summary>Origins that lately wanted to show a page in a frame and may not: the browser tells their owners little, so the settings name them.</summary>
public sealed class RefusedPortals(IOptions<EmbeddingOptions> embedding, TimeProvider time, ILogger<RefusedPortals> log)
{
    /// <summary>How many are remembered: anybody can send a request that looks like one.</summary>
    public const int Most = 8;

    private readonly ConcurrentDictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    /// <summary>They with the time of the last try, the latest first; of this server, since its start.</summary>
    public IReadOnlyList<KeyValuePair<string, DateTimeOffset>> Latest => [.. seen.OrderByDescending(x => x.Value)];

    /// <summary>Takes note of a request that fills a frame, by what the browser says of the page around it.</summary>
    public void See(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https")) return;
        var origin = page.GetLeftPart(UriPartial.Authority);
        if (origin.Length > 200 || page.UserInfo.Length > 0 || origin == $"{request.Scheme}://{request.Host}" || embedding.Value.AllowedOrigins.Contains(origin)) return;
        if (!seen.ContainsKey(origin)) log.LogInformation("{Origin} wanted to show a page in a frame; Embedding:AllowedOrigins does not name it", origin);
        seen[origin] = time.GetUtcNow();
        foreach (var (old, _) in Latest.Skip(Most)) seen.TryRemove(old, out _);
    }
}
