using System.Globalization;
using Sandbox.Control;

namespace Sandbox.Incs;

/// <summary>The list call, and where the create call is mapped.</summary>
public static class IncsEndpoints
{
    /// <summary>Maps both calls.</summary>
    public static void MapIncs(this IEndpointRouteBuilder app)
    {
        app.MapPost("/external/tasks", IncsCreate.HandleAsync);
        app.MapGet("/external/tasks", ListAsync);
    }

    /// <summary>Whether the bearer token is right.</summary>
    public static bool HasToken(this HttpRequest request, SandboxSettings settings) => request.Headers.Authorization == $"Bearer {settings.Token}";

    private static async Task<IResult> ListAsync(HttpContext context, IncsState incs, SandboxSettings settings, RequestGate gate)
    {
        if (!gate.Open(context)) return Results.Empty;
        if (gate.Limited(context)) return Results.Json(IncsWriting.Failure(429, "Too many attempts."), statusCode: 429);
        await gate.LatencyAsync(context.RequestAborted);
        if (!context.Request.HasToken(settings)) return Results.Json(IncsWriting.Failure(401, "Unauthenticated."), statusCode: 401);
        var query = context.Request.Query;
        if (Number(query, "page_size") is not (>= 1 and <= 100 and var size)) return Results.Json(IncsWriting.Failure(422, "The page size field is required and must be between 1 and 100."));
        var page = Math.Max(Number(query, "page") ?? 1, 1);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var now = incs.Now;
        var (from, until) = (Time(query, "start_at", zone), Time(query, "end_at", zone));
        var (taskId, creationId, type, status) = (Number(query, "task_id"), Number(query, "creation_id"), Number(query, "type"), Number(query, "status"));
        var name = query["name"].ToString();
        var matches = incs.Visible(x =>
            (taskId is null || x.Id == taskId) && (creationId is null || x.CreationId == creationId) && type is null or 3
            && (from is null || x.CreatedAt >= from) && (until is null || x.CreatedAt <= until)
            && (name.Length == 0 || x.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            && (status is null || TaskFate.At(x, now).Status == status));
        var data = (settings.ListOldestFirst ? matches.Reverse() : matches).Skip((int)((page - 1) * size)).Take((int)size).Select(x => IncsWriting.Task(x, now, zone, withLogs: true));
        return Results.Json(IncsWriting.Success(new { total = matches.Count, data }));
    }

    private static long? Number(IQueryCollection query, string name) =>
        long.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static DateTimeOffset? Time(IQueryCollection query, string name, TimeZoneInfo zone) =>
        DateTime.TryParseExact(query[name], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local))
            : null;
}
