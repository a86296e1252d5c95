using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Features.Templates;

/// <summary>Reads the text of <c>filter_range_info</c> as JSON, however it was packed.</summary>
internal static class TargetingJson
{
    // Deeper than any condition; beyond it, indenting makes text of many times the size.
    private const int Deepest = 128;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = Deepest, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON value, unwrapped where it is JSON within a JSON text; null when it is not JSON.</summary>
    public static JsonElement? Parse(string text) => ParseOnce(text) switch
    {
        { ValueKind: JsonValueKind.String } inner when ParseOnce(inner.GetString()!) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } unwrapped => unwrapped,
        var value => value,
    };

    /// <summary>The value indented, one member a line.</summary>
    public static string Pretty(JsonElement json) => JsonSerializer.Serialize(json, Indented);

    private static JsonElement? ParseOnce(string text)
    {
        try
        {
            // A byte order mark is no JSON, and no reason to refuse it.
            using var document = JsonDocument.Parse(text.Trim('\uFEFF', ' ', '\r', '\n', '\t'), new() { MaxDepth = Deepest });
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
