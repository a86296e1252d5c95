using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Dashboard.Upstream.Wshoto;

/// <summary>The access token for all callers: the fixed one, or one that is fetched with AppId and AppSecret, kept until shortly before it ends, and fetched by one caller at a time.</summary>
public sealed class WshotoTokenSource(IHttpClientFactory clients, IOptionsMonitor<WshotoOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LongestHead = TimeSpan.FromMinutes(5);
    private readonly Lock guard = new();
    private Held? held;
    private Task<Held>? fetching;

    /// <summary>A token that is valid as far as we know. Whoever asks while one is being fetched shares its answer, also where it fails.</summary>
    /// <exception cref="UpstreamException">Wshoto did not give one.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        if (!string.IsNullOrEmpty(settings.AccessToken)) return settings.AccessToken;
        Task<Held> fetch;
        lock (guard)
        {
            if (held is { } now && now.IsFresh(time.GetUtcNow())) return now.Token;
            // One caller that gives up must not take the answer from the others.
            fetch = fetching ??= KeepAsync(settings);
        }
        return (await fetch.WaitAsync(cancellationToken)).Token;
    }

    /// <summary>Says that Wshoto refused a token: the next caller fetches another, unless somebody has already.</summary>
    public void Refused(string token)
    {
        lock (guard)
        {
            if (held is { } now && now.Token == token) held = null;
        }
    }

    private async Task<Held> KeepAsync(WshotoOptions settings)
    {
        // Nothing of it runs while the guard is held.
        await Task.Yield();
        Held? got = null;
        try
        {
            return got = await FetchAsync(settings, CancellationToken.None);
        }
        finally
        {
            lock (guard) (held, fetching) = (got ?? held, null);
        }
    }

    private async Task<Held> FetchAsync(WshotoOptions settings, CancellationToken cancellationToken)
    {
        var address = QueryHelpers.AddQueryString(new Uri(settings.BaseUrl, "/openapi/access_token").ToString(),
            new Dictionary<string, string?> { ["appid"] = settings.AppId, ["app_secret"] = settings.AppSecret });
        var asked = time.GetUtcNow();
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        var envelope = await WshotoCall.SendAsync(clients.CreateClient(WshotoCall.HttpClientName), message, time, cancellationToken);
        var data = envelope.Member("data") ?? default;
        if (data.Text("access_token") is not { Length: > 0 } token) throw new UpstreamException(UpstreamFailure.Unclear, "Wshoto gave no access token.");
        var life = TimeSpan.FromSeconds(Math.Max(data.Long("expires_in") ?? 7200, 1));
        // Ahead of its end, so that no call is under way with it then.
        var head = life / 10 < LongestHead ? life / 10 : LongestHead;
        return new(token, asked + life - head);
    }

    // No record: its ToString would show the token.
    private sealed class Held(string token, DateTimeOffset until)
    {
        public string Token { get; } = token;

        public bool IsFresh(DateTimeOffset now) => now < until;
    }
}
