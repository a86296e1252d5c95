using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sandbox.Incs;

namespace Sandbox.Control;

/// <summary>The admin endpoints, <c>/sandbox/...</c>: settings, faults, outage, and the record of what was created.</summary>
public static class ControlEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Maps them.</summary>
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var control = app.MapGroup("/sandbox");
        control.MapGet("/settings", (SandboxSettings settings) => Results.Json(settings, Json));
        control.MapPut("/settings", ChangeAsync);
        control.MapPost("/faults", (QueuedFault fault, FaultPlan plan) =>
        {
            if (!Enum.TryParse<FaultKind>(fault.Kind, out var kind)) return Results.BadRequest($"No such fault. There are: {string.Join(", ", Enum.GetNames<FaultKind>())}");
            plan.Queue(kind, fault.Count ?? 1);
            return Results.NoContent();
        });
        control.MapPost("/outage", (Outage outage, SandboxSettings settings, TimeProvider time) => settings.OutageUntil = time.GetUtcNow().AddSeconds(outage.Seconds));
        control.MapGet("/record", (IncsState incs, FaultPlan plan) => Results.Json(new
        {
            incs.Posts, incs.Refused, Created = incs.CreatedByPost().Count, Doubled = incs.Doubled(), Faults = plan.Met,
        }, Json));
        control.MapGet("/created", (IncsState incs) => Results.Json(incs.CreatedByPost().Select(x => new
        {
            x.Id, x.Name, auth_id = x.AuthId, user_phone = x.UserPhone, assignee_username = x.AssigneeUsername, created_at = x.CreatedAt, post = x.Post,
        }), Json));
        control.MapPost("/reset", (IncsState incs, FaultPlan plan) =>
        {
            incs.Reset();
            plan.Clear();
        });
    }

    // Only the members that are given change.
    private static async Task<IResult> ChangeAsync(HttpRequest request, SandboxSettings settings)
    {
        var given = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        if (given is not JsonObject members) return Results.BadRequest("Send a JSON object.");
        foreach (var property in typeof(SandboxSettings).GetProperties())
        {
            var member = members.FirstOrDefault(x => string.Equals(x.Key, property.Name, StringComparison.OrdinalIgnoreCase));
            if (member.Key is not null) property.SetValue(settings, member.Value.Deserialize(property.PropertyType, Json));
        }
        return Results.Json(settings, Json);
    }

    private sealed record QueuedFault(string Kind, int? Count);

    private sealed record Outage(double Seconds);
}
