using System.Text.Json;

namespace Dashboard.Upstream.Wshoto;

/// <summary>Finds what an answer holds beyond the document: unknown members, and known ones of another type. Nothing of it is lost: it is shown raw.</summary>
internal static class WshotoUnread
{
    private static readonly (string Name, Func<JsonElement, string, bool> Reads)[] Head =
    [
        ("template_name", Text), ("template_type", Number), ("priority", Number), ("create_user_id", Text), ("delay_type", Number), ("create_time", Time), ("update_time", Time),
        ("end_time", Time), ("send_time", Time), ("status", Number), ("task_mode", Number), ("task_ext_type", Number), ("source", Number), ("error_info", Text), ("filter_type", Number),
        ("filter_range_info", (_, _) => true), ("explain", Part), ("verbal_wrap", Part),
    ];

    private static readonly (string Name, Func<JsonElement, string, bool> Reads)[] Explain = [("content", Text), ("materials", Objects)];
    private static readonly (string Name, Func<JsonElement, string, bool> Reads)[] Script = [("verbal_title", Text), ("verbal_type", Number), ("materials", Objects)];

    /// <summary>Paths and raw values, in the order of the answer.</summary>
    /// <param name="json">A template.</param>
    /// <param name="id">Which template was asked for.</param>
    public static IEnumerable<KeyValuePair<string, string>> Find(JsonElement json, long id) =>
    [
        .. In(json, "", [.. Head, ("template_id", (parent, name) => parent.Long(name) == id)]),
        .. In(json.Member("explain") ?? default, "explain.", Explain), .. In(json.Member("verbal_wrap") ?? default, "verbal_wrap.", Script),
    ];

    /// <summary>Whether a value is none: absent, null, empty.</summary>
    public static bool SaysNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => value.GetString() is null or "",
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => false,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.ValueKind, null),
    };

    private static IEnumerable<KeyValuePair<string, string>> In(JsonElement parent, string path, (string Name, Func<JsonElement, string, bool> Reads)[] known) =>
        parent.ValueKind != JsonValueKind.Object ? []
            : parent.EnumerateObject().Select(x => x.Name).Distinct()
                .Where(name => !SaysNothing(parent.GetProperty(name)) && !known.Any(x => x.Name == name && x.Reads(parent, name)))
                .Select(name => new KeyValuePair<string, string>(path + name, parent.GetProperty(name).GetRawText()));

    private static bool Text(JsonElement parent, string name) => parent.Text(name) is not null;

    private static bool Number(JsonElement parent, string name) => parent.Int(name) is not null;

    // 0 and less stand for no time.
    private static bool Time(JsonElement parent, string name) => parent.Long(name) is <= 0 || WshotoReading.Time(parent, name) is not null;

    private static bool Part(JsonElement parent, string name) => parent.GetProperty(name).ValueKind == JsonValueKind.Object;

    private static bool Objects(JsonElement parent, string name) =>
        parent.GetProperty(name) is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(x => x.ValueKind == JsonValueKind.Object);
}
