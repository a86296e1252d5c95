using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Control;

namespace Sandbox.Wshoto;

/// <summary>What every call passes: outage, latency, its fault, the token, and refused parameters.</summary>
public sealed class WshotoDoor(WshotoState wshoto, RequestGate gate, TimeProvider time)
{
    // Chinese stays readable on the wire, as the vendor writes it.
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers a call with a body and a token.</summary>
    public async Task PassAsync(HttpContext context, WshotoCall call, Func<WshotoParameters, JsonObject> answer)
    {
        ArgumentNullException.ThrowIfNull(context);
        await PassAsync(context, call, async () =>
        {
            var code = wshoto.Tokens.Judge(context.Request.Query["access_token"]);
            return code == 0 ? answer(await WshotoParameters.ReadAsync(context.Request)) : WshotoWriting.Failure(code, "access_token 无效或已过期");
        });
    }

    /// <summary>Answers a call without a token.</summary>
    public Task PassAsync(HttpContext context, WshotoCall call, Func<JsonObject> answer) => PassAsync(context, call, () => Task.FromResult(answer()));

    private async Task PassAsync(HttpContext context, WshotoCall call, Func<Task<JsonObject>> answer)
    {
        if (!gate.Open(context)) return;
        if (wshoto.Settings.OutageUntil > time.GetUtcNow())
        {
            context.Abort();
            return;
        }
        var fault = wshoto.Faults.Next(call);
        await gate.LatencyAsync(context.RequestAborted);
        if (wshoto.Settings.LatencyMs > 0) await Task.Delay(wshoto.Settings.LatencyMs, context.RequestAborted);
        if (fault is { } met) await FailAsync(context, met, answer);
        else await WriteAsync(context, wshoto.Rewrite(call, JsonSerializer.Serialize(await AnswerAsync(answer), Json)));
    }

    private static async Task<JsonObject> AnswerAsync(Func<Task<JsonObject>> answer)
    {
        try
        {
            return await answer();
        }
        catch (WshotoRefusalException refusal)
        {
            return WshotoWriting.Failure(refusal.Code, refusal.Message);
        }
    }

    private async Task FailAsync(HttpContext context, WshotoFault fault, Func<Task<JsonObject>> answer)
    {
        var response = context.Response;
        switch (fault)
        {
            case WshotoFault.InvalidToken:
                wshoto.Tokens.Invalidate();
                await WriteAsync(context, JsonSerializer.Serialize(WshotoWriting.Failure(10001, "access_token 无效或已过期"), Json));
                break;
            case WshotoFault.Error500:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                await WriteAsync(context, """{"code":500,"msg":"系统繁忙","data":null}""");
                break;
            case WshotoFault.Html or WshotoFault.HtmlInOk:
                response.StatusCode = fault == WshotoFault.Html ? StatusCodes.Status502BadGateway : StatusCodes.Status200OK;
                await WriteAsync(context, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html; charset=utf-8");
                break;
            case WshotoFault.CutJson:
                var whole = JsonSerializer.Serialize(await AnswerAsync(answer), Json);
                await WriteAsync(context, whole[..(whole.Length / 2)]);
                break;
            case WshotoFault.TooManyRequests:
                gate.TooMany(context, "seconds");
                await WriteAsync(context, """{"code":429,"msg":"请求过于频繁","data":null}""");
                break;
            case WshotoFault.Reset:
                context.Abort();
                break;
            case WshotoFault.Timeout:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }
    }

    private static async Task WriteAsync(HttpContext context, string text, string type = "application/json; charset=utf-8")
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }
}
