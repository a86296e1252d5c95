using System.Text.Json;
using Dashboard.Upstream;

namespace Dashboard.Features.Templates;

/// <summary>Finds the conditions in the text of <c>filter_range_info</c>, however they were packed.</summary>
internal static class TargetingJson
{
    /// <summary>The JSON value, unwrapped where it is JSON within a JSON text; null when it is not JSON.</summary>
    public static JsonElement? Parse(string text) => JsonText.Parse(Bare(text)) switch
    {
        { ValueKind: JsonValueKind.String } inner when JsonText.Parse(Bare(inner.GetString()!)) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } unwrapped => unwrapped,
        var value => value,
    };

    /// <summary>The object with the conditions; null for another value. Such back ends write an empty object as [], and one object as a list of one.</summary>
    public static JsonElement? Conditions(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json,
        JsonValueKind.Array when json.GetArrayLength() == 0 => JsonElement.Parse("{}"),
        JsonValueKind.Array when json.GetArrayLength() == 1 && json[0].ValueKind == JsonValueKind.Object => json[0],
        _ => null,
    };

    // A byte order mark is no JSON, and no reason to refuse it.
    private static string Bare(string text) => text.Trim('\uFEFF', ' ', '\r', '\n', '\t');
}
