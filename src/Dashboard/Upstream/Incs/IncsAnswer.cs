using System.Net;
using System.Text.Json;

namespace Dashboard.Upstream.Incs;

/// <summary>Judges the answer to a create call: by the envelope first, by the HTTP status second.</summary>
public static class IncsAnswer
{
    /// <summary>The business rule's refusal (source: INCS seed, 失败响应示例).</summary>
    public const string OpenTaskMessage = "User is in an incomplete task";

    /// <summary>What the answer means.</summary>
    /// <param name="http">HTTP status.</param>
    /// <param name="envelope">The body as a JSON object, or null when it is none.</param>
    /// <param name="retryAfter">What <c>Retry-After</c> says.</param>
    /// <param name="zone">The API's zone.</param>
    public static IncsOutcome Judge(HttpStatusCode http, JsonElement? envelope, TimeSpan? retryAfter, TimeZoneInfo zone)
    {
        var status = envelope?.Text("status");
        var code = envelope?.Int("code");
        var message = envelope?.Text("message");
        if (status == "success" && code == 200)
        {
            return envelope!.Value.Member("data") is { } data && IncsJson.Task(data, zone) is { } task
                ? new IncsOutcome.Created(task)
                : new IncsOutcome.Unknown(UnknownCause.UnclearAnswer, "INCS answered success without a task id.");
        }
        return (code ?? (int)http) switch
        {
            401 or 403 => new IncsOutcome.Unauthorised(message ?? "INCS refused the token."),
            429 => new IncsOutcome.Throttled(retryAfter),
            >= 400 and < 500 and not 408 when envelope is not null => Refusal(message),
            var other => new IncsOutcome.Unknown(UnknownCause.UnclearAnswer, envelope is null
                ? $"INCS answered HTTP {(int)http} without JSON that can be read."
                : $"INCS answered HTTP {(int)http}, status '{status}', code {other}: {message}"),
        };
    }

    private static IncsOutcome Refusal(string? message) =>
        message is not null && message.Contains(OpenTaskMessage, StringComparison.OrdinalIgnoreCase)
            ? new IncsOutcome.OpenTask(message)
            : new IncsOutcome.Refused(string.IsNullOrWhiteSpace(message) ? "INCS refused it without a reason." : message);
}
