using System.Text.Json;

namespace Dashboard.Upstream.Wshoto;

/// <summary>Reads Wshoto's records: the example's and the tables' members both, numbers quoted or not, times in seconds or milliseconds.</summary>
public static class WshotoReading
{
    // Seconds since 1970 stay below this until the year 5138.
    private const long LargestSeconds = 100_000_000_000;

    /// <summary>A template of the list; null without an id.</summary>
    public static WshotoTemplate? Template(JsonElement json) => json.Long("template_id") is { } id ? Head<WshotoTemplate>(json, id) : null;

    /// <summary>A template whole, whatever its shape; null where the answer says nothing.</summary>
    /// <param name="data">The answer's <c>data</c>.</param>
    /// <param name="id">Which template was asked for: the answer may lack its number.</param>
    public static WshotoTemplateDetail? Detail(JsonElement data, long id)
    {
        if (WshotoUnread.SaysNothing(data)) return null;
        // An object in a list is the object.
        var json = data.ValueKind == JsonValueKind.Array ? data.EnumerateArray().FirstOrDefault(x => x.ValueKind == JsonValueKind.Object) : data;
        var explain = json.Member("explain") ?? default;
        var script = json.Member("verbal_wrap") ?? default;
        return Head<WshotoTemplateDetail>(json, id) with
        {
            SendsAt = Time(json, "send_time"), FilterType = json.Int("filter_type"), FilterRangeInfo = RangeInfo(json),
            Explanation = explain.Text("content") ?? "", ExplanationMaterials = Materials(explain),
            ScriptTitle = script.Text("verbal_title") ?? "", ScriptType = script.Int("verbal_type"), Materials = Materials(script),
            Raw = data.GetRawText(), Unread = [.. WshotoUnread.Find(json, id)],
        };
    }

    /// <summary>A template whole from an answer that was kept; null where the text says nothing.</summary>
    /// <param name="raw">The answer's <c>data</c> as it came.</param>
    /// <param name="id">Its template.</param>
    public static WshotoTemplateDetail? Detail(string raw, long id) => JsonText.Parse(raw) is { } json ? Detail(json, id) : null;

    /// <summary>An employee's progress; null without an employee.</summary>
    public static WshotoEmployee? Employee(JsonElement json) => json.Text("user_id") is not { Length: > 0 } user ? null : new WshotoEmployee
    {
        UserId = user, Status = json.Int("status"), Planned = json.Int("plan_target_qty") ?? 0, Followed = json.Int("followed_target_qty") ?? 0,
        NotFollowed = json.Int("no_follow_target_qty") ?? 0, Rate = Math.Clamp(json.Int("complete_rate") ?? 0, 0, 100),
    };

    /// <summary>A target; null without an id.</summary>
    public static WshotoTarget? Target(JsonElement json) => json.Text("target_id") is not { Length: > 0 } target ? null : new WshotoTarget
    {
        TargetId = target, Status = json.Int("follow_status"), FollowedAt = Time(json, "follow_time"),
    };

    /// <summary>An instant in seconds, or in milliseconds as sibling APIs write them; null for none or 0.</summary>
    public static DateTimeOffset? Time(JsonElement json, string name) => json.Long(name) switch
    {
        null or <= 0 => null,
        > LargestSeconds and < LargestSeconds * 1000 and var milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        <= LargestSeconds and var seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => null,
    };

    private static T Head<T>(JsonElement json, long id) where T : WshotoTemplate, new() => new()
    {
        Id = id, Name = json.Text("template_name") ?? "", Type = json.Int("template_type"), Priority = json.Int("priority"), Creator = json.Text("create_user_id") ?? "",
        DelayType = json.Int("delay_type"), CreatedAt = Time(json, "create_time"), UpdatedAt = Time(json, "update_time"), EndsAt = Time(json, "end_time"),
        Status = json.Int("status"), TaskMode = json.Int("task_mode"), ExtType = json.Int("task_ext_type"), Source = json.Int("source"), ErrorInfo = json.Text("error_info") ?? "",
    };

    // A string by the document; where it is JSON itself, its text.
    private static string? RangeInfo(JsonElement json) => json.Member("filter_range_info") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
        null => null,
    };

    private static List<WshotoMaterial> Materials(JsonElement parent) =>
    [
        .. parent.Items("materials").Where(x => x.ValueKind == JsonValueKind.Object).Select(x => new WshotoMaterial
        {
            Id = x.Long("id") ?? 0, Uuid = x.Text("uuid") ?? "", Type = x.Int("type"), ChildType = x.Int("act_child_type"), SendType = x.Int("send_type"),
            CombinationId = x.Text("combination_id") ?? "", PackageConfigId = x.Text("package_config_id") ?? "",
            IsPoster = x.Member("is_poster") is { ValueKind: JsonValueKind.True },
        }),
    ];
}
