using System.Text.Json.Nodes;

namespace Sandbox.Wshoto;

/// <summary>Writes answers in the documents' shapes.</summary>
public static class WshotoWriting
{
    /// <summary>A successful envelope.</summary>
    public static JsonObject Success(JsonNode? data) => new() { ["code"] = 0, ["msg"] = "请求成功", ["data"] = data };

    /// <summary>A failed envelope.</summary>
    public static JsonObject Failure(int code, string message) => new() { ["code"] = code, ["msg"] = message, ["data"] = null };

    /// <summary>One page of records.</summary>
    public static JsonObject Page(IReadOnlyCollection<JsonObject> all, WshotoPaging paging) => Success(new JsonObject
    {
        ["total"] = all.Count,
        ["current_index"] = paging.Index,
        ["page_size"] = paging.Size,
        ["records"] = new JsonArray([.. all.Skip((paging.Index - 1) * paging.Size).Take(paging.Size)]),
    });

    /// <summary>A record of the list call.</summary>
    public static JsonObject Row(WshotoTemplate template)
    {
        var row = new JsonObject
        {
            ["template_id"] = template.Id,
            ["template_name"] = template.Name,
            ["template_type"] = template.Type,
            ["priority"] = template.Priority,
            ["create_user_id"] = template.Creator,
            ["delay_type"] = template.DelayType,
            ["create_time"] = Time(template, template.CreatedAt),
            ["update_time"] = Time(template, template.CreatedAt.AddMinutes(95)),
            ["end_time"] = Time(template, template.CreatedAt.AddDays(template.Status == 4 ? 1 : 14)),
            ["status"] = template.Status,
            ["task_mode"] = template.TaskMode,
            ["source"] = template.Source,
            ["error_info"] = template.ErrorInfo,
        };
        if (template.ExtType is { } extType) row["task_ext_type"] = extType;
        return row;
    }

    /// <summary>The data of the detail call.</summary>
    public static JsonObject Detail(WshotoTemplate template)
    {
        var detail = Row(template);
        detail["send_time"] = template.DelayType == 2 ? Time(template, template.CreatedAt.AddHours(20)) : Time(template, template.CreatedAt);
        detail["filter_type"] = template.FilterType;
        detail["explain"] = template.Explain?.DeepClone();
        detail["verbal_wrap"] = template.VerbalWrap?.DeepClone();
        detail["filter_range_info"] = template.FilterRangeInfo;
        return detail;
    }

    private static long Time(WshotoTemplate template, DateTimeOffset at) => template.Milliseconds ? at.ToUnixTimeMilliseconds() : at.ToUnixTimeSeconds();
}

/// <summary>A page that is asked for.</summary>
/// <param name="Index">From 1.</param>
/// <param name="Size">1 to 100.</param>
public sealed record WshotoPaging(int Index, int Size);
