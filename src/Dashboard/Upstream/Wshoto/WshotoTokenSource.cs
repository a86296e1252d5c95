using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Dashboard.Upstream.Wshoto;

/// <summary>The access token for all callers: the fixed one, or one that is fetched with AppId and AppSecret, kept until shortly before it ends, and fetched by one caller at a time.</summary>
public sealed class WshotoTokenSource(IHttpClientFactory clients, IOptionsMonitor<WshotoOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestHead = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile Held? held;

    /// <summary>A token that is valid as far as we know.</summary>
    /// <exception cref="UpstreamException">Wshoto did not give one.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        if (!string.IsNullOrEmpty(settings.AccessToken)) return settings.AccessToken;
        if (held is { } now && now.IsFresh(time.GetUtcNow())) return now.Token;
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (held is { } meanwhile && meanwhile.IsFresh(time.GetUtcNow())) return meanwhile.Token;
            held = await FetchAsync(settings, cancellationToken);
            return held.Token;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Says that Wshoto refused a token: the next caller fetches another, unless somebody has already.</summary>
    public void Refused(string token)
    {
        if (held is { } now && now.Token == token) held = null;
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

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
