using System.Globalization;
using System.Text.Json;

namespace Dashboard.Upstream;

/// <summary>Reads members of upstream JSON as such back ends write them: quoted numbers, and <c>{}</c>, <c>[]</c>, <c>null</c> or absent for nothing.</summary>
public static class JsonReading
{
    /// <summary>A member, or null when it is absent, null, or the parent is no object.</summary>
    public static JsonElement? Member(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A whole number, quoted or not; null when it is neither.</summary>
    public static long? Long(this JsonElement parent, string name) => parent.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.TryGetInt64(out var value) ? value : null,
        { ValueKind: JsonValueKind.String } text => long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ => null,
    };

    /// <summary>A whole number in the range of an int, quoted or not; null when it is neither.</summary>
    public static int? Int(this JsonElement parent, string name) => parent.Long(name) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : null;

    /// <summary>Text; a number as it is written; null for anything else.</summary>
    public static string? Text(this JsonElement parent, string name) => parent.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>The elements of an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
