using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Upstream.Wshoto;

/// <summary>One HTTP call to Wshoto. Its address holds a secret, so no exception that could show it gets out.</summary>
internal static class WshotoCall
{
    public const string HttpClientName = "wshoto";
    private const int MostShown = 8 * 1024;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    // A public client takes these body codes for "token invalid"; the vendor does not document them.
    private static readonly long[] TokenCodes = [10001, 10010, 10011];

    /// <summary>The envelope of a successful answer.</summary>
    /// <exception cref="UpstreamException">Anything else.</exception>
    public static async Task<JsonElement> SendAsync(HttpClient http, HttpRequestMessage message, TimeProvider time, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(LongestAnswer);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
            var body = await UpstreamBody.ReadAsync(response.Content, waiting.Token);
            var envelope = UpstreamBody.ParseObject(body);
            return Judge(response.StatusCode, envelope, UpstreamBody.RetryAfter(response, time.GetUtcNow()), text => WithoutSecrets(text ?? Encoding.UTF8.GetString(body), message.RequestUri));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new UpstreamException(UpstreamFailure.Unreachable, e is OperationCanceledException ? "Wshoto did not answer in time." : "Wshoto can't be reached.");
        }
    }

    private static JsonElement Judge(HttpStatusCode http, JsonElement? envelope, TimeSpan? retryAfter, Func<string?, string> safe)
    {
        var code = envelope?.Long("code");
        // Only reads are made: an answer that brings data is one, even where its code can't be read.
        if (code == 0 || (code is null && http == HttpStatusCode.OK && envelope?.Member("data") is { ValueKind: JsonValueKind.Object })) return envelope!.Value;
        if (code is { } token && TokenCodes.Contains(token)) throw new UpstreamException(UpstreamFailure.Unauthorised, "Wshoto refused the access token.");
        throw (code ?? (long)http) switch
        {
            401 or 403 or 10002 => new UpstreamException(UpstreamFailure.Unauthorised, "Wshoto refused the credentials (Wshoto:AppId, Wshoto:AppSecret)."),
            429 or 503 => new UpstreamException(UpstreamFailure.Throttled, "Wshoto asks for fewer requests.") { RetryAfter = retryAfter },
            >= 500 and < 600 => new UpstreamException(UpstreamFailure.Unclear, $"Wshoto answered with error {code ?? (long)http}.") { Answer = Cut(safe(null)) },
            _ when code is not null => new UpstreamException(UpstreamFailure.Refused, $"Wshoto refused the request: {safe(envelope?.Text("msg") ?? "")} ({code})"),
            _ => new UpstreamException(UpstreamFailure.Unclear, $"Wshoto answered HTTP {(int)http} with nothing that can be read.") { Answer = Cut(safe(null)) },
        };
    }

    private static string Cut(string text) => text.Length <= MostShown ? text.Trim() : text[..MostShown].Trim() + "…";

    // A server that fails may repeat the address, and the address holds a secret.
    private static string WithoutSecrets(string text, Uri? address)
    {
        foreach (var (_, value) in QueryHelpers.ParseQuery(address?.Query))
        {
            if (value.ToString() is { Length: > 0 } secret) text = text.Replace(secret, "***", StringComparison.Ordinal);
        }
        return text;
    }
}
