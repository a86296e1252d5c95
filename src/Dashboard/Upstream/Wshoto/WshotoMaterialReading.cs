using System.Text.Json;

namespace Dashboard.Upstream.Wshoto;

/// <summary>Reads a material (source: the seed, material). What can't be read as the document says is kept raw.</summary>
internal static class WshotoMaterialReading
{
    private static readonly Dictionary<string, Func<JsonElement, string, bool>> Known = new()
    {
        ["id"] = (json, name) => json.Long(name) is not null,
        ["uuid"] = IsText,
        ["type"] = IsNumber,
        ["act_child_type"] = IsNumber,
        ["send_type"] = IsNumber,
        ["combination_id"] = IsText,
        ["package_config_id"] = IsText,
        ["is_poster"] = (json, name) => Bool(json, name) is not null,
    };

    /// <summary>One entry of <c>materials</c>, whatever it is.</summary>
    public static WshotoMaterial Material(JsonElement json) => json.ValueKind != JsonValueKind.Object ? new() { Others = new Dictionary<string, string> { [""] = json.GetRawText() } } : new()
    {
        Id = json.Long("id") ?? 0, Uuid = json.Text("uuid") ?? "", Type = json.Int("type"), ChildType = json.Int("act_child_type"), SendType = json.Int("send_type"),
        CombinationId = json.Text("combination_id") ?? "", PackageConfigId = json.Text("package_config_id") ?? "", IsPoster = Bool(json, "is_poster") ?? false,
        Others = Others(json),
    };

    private static Dictionary<string, string> Others(JsonElement json)
    {
        var others = new Dictionary<string, string>();
        foreach (var member in json.EnumerateObject())
        {
            if (!WshotoUnread.SaysNothing(member.Value) && !(Known.TryGetValue(member.Name, out var reads) && reads(json, member.Name))) others[member.Name] = member.Value.GetRawText();
        }
        return others;
    }

    private static bool IsText(JsonElement json, string name) => json.Text(name) is not null;

    private static bool IsNumber(JsonElement json, string name) => json.Int(name) is not null;

    private static bool? Bool(JsonElement json, string name) => json.Member(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other when other.ToString() is "1" or "true" => true,
        { } other when other.ToString() is "0" or "false" => false,
        _ => null,
    };
}
