using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Dashboard.Upstream.Incs;

/// <summary>The INCS task API: create, which never repeats a request, and list, which does (see the other part of this class).</summary>
public sealed partial class IncsClient(HttpClient http, IOptionsMonitor<IncsOptions> options, IncsRate rate, TimeProvider time)
{
    private const int LongestMessage = 500;

    /// <summary>Posts one task, once. Every failure is an outcome: it throws for nothing that happens on the wire, cancellation included.</summary>
    /// <param name="request">The task.</param>
    /// <param name="cancellationToken">Stops waiting. Once the request may have left, the outcome is then unknown.</param>
    public Task<IncsAttempt> CreateAsync(IncsCreateRequest request, CancellationToken cancellationToken) => CreateAsync(request, DateTimeOffset.MaxValue, cancellationToken);

    /// <inheritdoc cref="CreateAsync(IncsCreateRequest, CancellationToken)"/>
    /// <param name="request">The task.</param>
    /// <param name="notAfter">From then on it does not leave any more (UTC), such as when this process stood still meanwhile.</param>
    /// <param name="cancellationToken">Stops waiting. Once the request may have left, the outcome is then unknown.</param>
    public async Task<IncsAttempt> CreateAsync(IncsCreateRequest request, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var settings = options.CurrentValue;
        var startedAt = time.GetUtcNow();
        var began = time.GetTimestamp();
        var content = new OnceContent(JsonSerializer.SerializeToUtf8Bytes(request, IncsJsonContext.Default.IncsCreateRequest), () => time.GetUtcNow() <= notAfter);
        var (outcome, status, retryAfter) = await PostAsync(settings, content, cancellationToken);
        return new IncsAttempt(outcome, status, Words(outcome), startedAt, time.GetElapsedTime(began)) { RetryAfter = retryAfter };
    }

    private async Task<(IncsOutcome Outcome, int? Status, TimeSpan? RetryAfter)> PostAsync(IncsOptions settings, OnceContent content, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        using var message = Message(HttpMethod.Post, new Uri(settings.BaseUrl, settings.CreatePath), settings.Token);
        message.Content = content;
        int? status = null;
        TimeSpan? retryAfter = null;
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
            status = (int)response.StatusCode;
            retryAfter = UpstreamBody.RetryAfter(response, time.GetUtcNow());
            var body = await UpstreamBody.ReadAsync(response.Content, waiting.Token);
            return (IncsAnswer.Judge(response.StatusCode, UpstreamBody.ParseObject(body), Zone(settings)), status, retryAfter);
        }
        catch (Exception e) when (!content.Started)
        {
            // The body never began to leave (refused, DNS, TLS, no connection in time, too late): INCS surely has no request.
            return (new IncsOutcome.NotSent(Reason(e, settings)), status, retryAfter);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (new IncsOutcome.Unknown(UnknownCause.ConnectionLost, "The server stopped while the request was on the wire."), status, retryAfter);
        }
        catch (OperationCanceledException e)
        {
            return (new IncsOutcome.Unknown(UnknownCause.TimedOut, Reason(e, settings)), status, retryAfter);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
        {
            return (new IncsOutcome.Unknown(UnknownCause.ConnectionLost, Reason(e, settings)), status, retryAfter);
        }
    }

    private static HttpRequestMessage Message(HttpMethod method, Uri address, string? token)
    {
        var message = new HttpRequestMessage(method, address);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return message;
    }

    private static TimeZoneInfo Zone(IncsOptions settings) => TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);

    // Our own words: an exception's could hold an address.
    private static string Reason(Exception e, IncsOptions settings) => e switch
    {
        OperationCanceledException => $"INCS did not answer within {settings.TimeoutSeconds} s.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "The name of INCS could not be resolved.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "INCS refused the connection.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "No secure connection to INCS could be made.",
        _ => "The connection to INCS broke.",
    };

    private static string? Words(IncsOutcome outcome)
    {
        var words = outcome switch
        {
            IncsOutcome.Refused refused => refused.Message,
            IncsOutcome.OpenTask open => open.Message,
            IncsOutcome.Unauthorised unauthorised => unauthorised.Message,
            IncsOutcome.NotSent notSent => notSent.Why,
            IncsOutcome.Unknown unknown => unknown.Why,
            _ => null,
        };
        return words is { Length: > LongestMessage } ? words[..LongestMessage] : words;
    }
}
