using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sandbox.Wshoto;

/// <summary>The admin endpoints, <c>/sandbox/wshoto/...</c>.</summary>
public static class WshotoControl
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Maps them.</summary>
    public static void MapControl(IEndpointRouteBuilder app)
    {
        var control = app.MapGroup("/sandbox/wshoto");
        control.MapGet("/record", (WshotoState wshoto) => Results.Json(new { wshoto.Faults.Calls, TokensIssued = wshoto.Tokens.Issued, wshoto.Settings, Templates = wshoto.Templates.Count }, Json));
        control.MapPost("/settings", (Change change, WshotoState wshoto) =>
        {
            wshoto.Settings.LatencyMs = change.LatencyMs ?? wshoto.Settings.LatencyMs;
            wshoto.Settings.TokenRequestsPerMinute = change.TokenRequestsPerMinute ?? wshoto.Settings.TokenRequestsPerMinute;
            if (change.TokenSeconds is { } seconds) wshoto.Tokens.Shorten(seconds);
            return Results.Json(wshoto.Settings, Json);
        });
        control.MapPost("/token/invalidate", (WshotoState wshoto) => wshoto.Tokens.Invalidate());
        control.MapPost("/faults", (Fault fault, WshotoState wshoto) =>
        {
            WshotoCall? only = null;
            if (!Enum.TryParse<WshotoFault>(fault.Kind, out var kind)) return Results.BadRequest($"No such fault. There are: {string.Join(", ", Enum.GetNames<WshotoFault>())}");
            if (fault.Call is not null)
            {
                if (!Enum.TryParse<WshotoCall>(fault.Call, out var call)) return Results.BadRequest($"No such call. There are: {string.Join(", ", Enum.GetNames<WshotoCall>())}");
                only = call;
            }
            wshoto.Faults.Queue(kind, fault.Count ?? 1, only);
            return Results.NoContent();
        });
        control.MapPost("/template", (TemplateChange change, WshotoState wshoto) =>
        {
            if (!long.TryParse(change.Id, CultureInfo.InvariantCulture, out var id) || wshoto.Find(id) is not { } template) return Results.NotFound();
            wshoto.Put(template with
            {
                Name = change.Name ?? template.Name, Status = change.Status ?? template.Status, Priority = change.Priority ?? template.Priority,
                FilterRangeInfo = change.FilterRangeInfo ?? template.FilterRangeInfo, VerbalWrap = change.VerbalWrap ?? template.VerbalWrap,
            });
            return Results.NoContent();
        });
        control.MapPost("/outage", (Outage outage, WshotoState wshoto, TimeProvider time) => { wshoto.Settings.OutageUntil = time.GetUtcNow().AddSeconds(outage.Seconds); });
        control.MapPost("/reset", (WshotoState wshoto) =>
        {
            wshoto.Faults.Clear();
            wshoto.Settings.OutageUntil = null;
            wshoto.Settings.LatencyMs = 0;
        });
    }

    private sealed record Change(int? LatencyMs, int? TokenSeconds, int? TokenRequestsPerMinute);

    private sealed record Fault(string Kind, int? Count, string? Call);

    private sealed record TemplateChange(string Id, string? Name, int? Status, int? Priority, string? FilterRangeInfo, JsonObject? VerbalWrap);

    private sealed record Outage(double Seconds);
}
