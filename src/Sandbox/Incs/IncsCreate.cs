using System.Text.Json;
using Sandbox.Control;

namespace Sandbox.Incs;

/// <summary>The create call, with everything that may happen to it.</summary>
public static class IncsCreate
{
    private const string Html = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>";

    /// <summary>Answers it, or does what its fault says.</summary>
    public static async Task HandleAsync(HttpContext context, IncsState incs, SandboxSettings settings, RequestGate gate, FaultPlan plan, IHostApplicationLifetime lifetime)
    {
        if (!gate.Open(context)) return;
        var post = incs.CountPost();
        if (gate.Limited(context))
        {
            await context.Response.WriteAsJsonAsync(IncsWriting.Failure(429, "Too many attempts."));
            return;
        }
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var fault = plan.Next();
        if (fault is { } before && await AnswerInsteadAsync(before, context, gate)) return;
        if (fault == FaultKind.TimeoutCreatedLate)
        {
            await Task.Delay(TimeSpan.FromSeconds(settings.LateSeconds), lifetime.ApplicationStopping);
            Create(context, body.RootElement, incs, settings, post);
            await HoldAsync(context);
            return;
        }
        await gate.LatencyAsync(CancellationToken.None);
        var (status, answer) = Create(context, body.RootElement, incs, settings, post);
        await AnswerAsync(fault, context, status, JsonSerializer.SerializeToUtf8Bytes(answer));
    }

    private static (int Status, object Answer) Create(HttpContext context, JsonElement json, IncsState incs, SandboxSettings settings, int post)
    {
        if (!context.Request.HasToken(settings)) return Refuse(401, "Unauthenticated.");
        var (request, problem) = CreateRequest.Read(json);
        if (request is null) return Refuse(422, problem);
        if (incs.Create(request, post) is not { } task) return Refuse(400, "User is in an incomplete task.");
        return (200, IncsWriting.Success(IncsWriting.Task(task, incs.Now, TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone), withLogs: false)));

        (int, object) Refuse(int code, string message)
        {
            incs.CountRefusal();
            // The business rule's refusal comes with HTTP 200 here, the others with their own status: a client must take both.
            return (code == 400 ? 200 : code, IncsWriting.Failure(code, message));
        }
    }

    // Faults that leave no task behind. Returns whether the request is over.
    private static async Task<bool> AnswerInsteadAsync(FaultKind fault, HttpContext context, RequestGate gate)
    {
        switch (fault)
        {
            case FaultKind.Error500NotCreated:
                await ErrorAsync(context);
                return true;
            case FaultKind.TimeoutNotCreated:
                await HoldAsync(context);
                return true;
            case FaultKind.ResetNotCreated:
                context.Abort();
                return true;
            case FaultKind.HtmlNotCreated:
                await HtmlAsync(context);
                return true;
            case FaultKind.TooManyRequestsSeconds or FaultKind.TooManyRequestsDate or FaultKind.TooManyRequestsBare:
                gate.TooMany(context, fault switch { FaultKind.TooManyRequestsSeconds => "seconds", FaultKind.TooManyRequestsDate => "date", _ => "none" });
                await context.Response.WriteAsync("Too many attempts.");
                return true;
            case FaultKind.Unauthorised:
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                await context.Response.WriteAsJsonAsync(IncsWriting.Failure(401, "Unauthenticated."));
                return true;
            case FaultKind.BadRequestInOk:
                await context.Response.WriteAsJsonAsync(IncsWriting.Failure(400, "The account is not available."));
                return true;
            default:
                return false;
        }
    }

    private static async Task AnswerAsync(FaultKind? fault, HttpContext context, int status, byte[] json)
    {
        switch (fault)
        {
            case FaultKind.Error500Created:
                await ErrorAsync(context);
                return;
            case FaultKind.TimeoutCreated:
                await HoldAsync(context);
                return;
            case FaultKind.ResetCreated:
                context.Abort();
                return;
            case FaultKind.HtmlCreated:
                await HtmlAsync(context);
                return;
            case FaultKind.CutJson:
                await WriteAsync(context, status, json.AsMemory(0, json.Length / 2));
                return;
            case FaultKind.TruncatedBody:
                context.Response.ContentLength = json.Length;
                await WriteAsync(context, status, json.AsMemory(0, json.Length / 2));
                await context.Response.Body.FlushAsync();
                context.Abort();
                return;
            default:
                await WriteAsync(context, status, json);
                return;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(json).AsTask();
    }

    private static Task ErrorAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return context.Response.WriteAsJsonAsync(IncsWriting.Failure(500, "Server Error"));
    }

    private static Task HtmlAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status502BadGateway;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync(Html);
    }

    // Until the caller gives up.
    private static Task HoldAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.RequestAborted.Register(() => gone.TrySetResult());
        return gone.Task;
    }
}
