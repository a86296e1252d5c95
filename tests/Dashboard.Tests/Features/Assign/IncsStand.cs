using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Features.Assign;

/// <summary>The create call over real HTTP, with a look into each request while its sender waits.</summary>
internal sealed class IncsStand : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> created = new();
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private Fault fault;
    private int faultsLeft;
    private long lastTask = 1000;

    private IncsStand(WebApplication app)
    {
        this.app = app;
        app.MapPost("/external/tasks", AnswerAsync);
    }

    public enum Fault
    {
        None, ErrorCreated, GatewayPage, Silence, ResetCreated, CutCreated, Refusal, ThrottledForASecond, RefusedToken,
    }

    public ConcurrentQueue<Post> Posts { get; } = new();

    public TimeSpan Latency { get; set; }

    /// <summary>Runs with the customer's phone while the sender waits for the answer.</summary>
    public Func<string, Task>? OnPost { get; set; }

    public Uri Url => new(app.Urls.First());

    public int Created => created.Values.Sum();

    public int Doubled => created.Values.Count(x => x > 1);

    public static async Task<IncsStand> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stand = new IncsStand(builder.Build());
        await stand.app.StartAsync();
        return stand;
    }

    public void Next(Fault next, int times)
    {
        lock (gate) (fault, faultsLeft) = (next, times);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var phone = json.RootElement.GetProperty("user_phone").GetString()!;
        Posts.Enqueue(new(DateTimeOffset.UtcNow, phone, json.RootElement.GetRawText()));
        if (OnPost is not null) await OnPost(phone);
        if (Latency > TimeSpan.Zero) await Task.Delay(Latency);
        switch (Take())
        {
            case Fault.ErrorCreated:
                _ = Create(phone);
                await WriteAsync(context, 500, """{"status":"error","code":500,"message":"Server Error","data":[]}""");
                break;
            case Fault.GatewayPage:
                await WriteAsync(context, 502, "<html><body>Bad Gateway</body></html>");
                break;
            case Fault.Silence:
                await Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case Fault.ResetCreated:
                _ = Create(phone);
                context.Abort();
                break;
            case Fault.CutCreated:
                await WriteAsync(context, 200, Create(phone)[..40]);
                break;
            case Fault.Refusal:
                await WriteAsync(context, 200, """{"status":"error","code":400,"message":"Assignee does not exist.","data":{}}""");
                break;
            case Fault.ThrottledForASecond:
                context.Response.Headers.RetryAfter = "1";
                await WriteAsync(context, 429, """{"message":"Too many attempts"}""");
                break;
            case Fault.RefusedToken:
                await WriteAsync(context, 401, """{"status":"error","code":401,"message":"Unauthenticated.","data":{}}""");
                break;
            case Fault.None:
                await WriteAsync(context, 200, created.ContainsKey(phone)
                    ? """{"status":"error","code":400,"message":"User is in an incomplete task.","data":{},"error":{}}""" : Create(phone));
                break;
        }
    }

    private Fault Take()
    {
        lock (gate) return faultsLeft-- > 0 ? fault : Fault.None;
    }

    private string Create(string phone)
    {
        created.AddOrUpdate(phone, 1, (_, n) => n + 1);
        var id = Interlocked.Increment(ref lastTask);
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"status":"success","code":200,"message":"","data":{"id":{{{id}}},"creation_id":106,"auth_id":30058,"name":"x","type":3,"user_name":"","user_phone":"{{{phone}}}","assignee_username":"incs_1","status":0,"created_at":"2026-04-16 17:44:48","updated_at":"2026-04-16 17:44:51","logs":[]},"error":{}}
            """);
    }

    private static async Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = body[0] == '<' ? "text/html" : "application/json";
        await context.Response.WriteAsync(body);
    }

    public sealed record Post(DateTimeOffset At, string Phone, string Body);
}
