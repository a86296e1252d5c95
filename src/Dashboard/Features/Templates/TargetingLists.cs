using System.Text.Json;
using Dashboard.Upstream;

namespace Dashboard.Features.Templates;

/// <summary>Reads lists as such back ends write them: an array, a single value in its place, or text with commas.</summary>
internal static class TargetingLists
{
    private static readonly char[] Commas = [',', '，', '、', ';', '；', '\n'];

    /// <summary>Words or ids; null for a shape that is no list.</summary>
    public static IReadOnlyList<string>? Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(Plain).Where(x => x.Length > 0)],
        JsonValueKind.String => Split(value),
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Null => [],
        JsonValueKind.Object => value.EnumerateObject().Any() ? null : [],
        _ => null,
    };

    /// <summary>Tags or chats, whose bare values are ids; null for a shape that is no list.</summary>
    public static IReadOnlyList<TargetingItem>? Items(JsonElement value, IReadOnlyList<string> columns) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(x => Item(x, columns, columns[0])).OfType<TargetingItem>()],
        JsonValueKind.Object => [.. new[] { Item(value, columns, columns[0]) }.OfType<TargetingItem>()],
        JsonValueKind.String => [.. Split(value).Select(x => Bare(x, columns[0]))],
        JsonValueKind.Number => [Bare(value.GetRawText(), columns[0])],
        JsonValueKind.Null => [],
        _ => null,
    };

    /// <summary>Places, whose bare values are names; null for a shape that is no list.</summary>
    public static IReadOnlyList<TargetingItem>? Places(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(Place).OfType<TargetingItem>()],
        JsonValueKind.Object or JsonValueKind.String or JsonValueKind.Number => [.. new[] { Place(value) }.OfType<TargetingItem>()],
        JsonValueKind.Null => [],
        _ => null,
    };

    // Municipalities stand twice: 北京市,北京市,东城区.
    private static TargetingItem? Place(JsonElement value)
    {
        if (Item(value, TargetingFields.Location, "region_remark") is not { } place) return null;
        if (!place.Cells.TryGetValue("region_remark", out var remark)) return place;
        var parts = remark.Split([',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 0 ? place : place with { Name = string.Join('/', parts.Where((x, i) => i == 0 || x != parts[i - 1])) };
    }

    private static TargetingItem? Item(JsonElement value, IReadOnlyList<string> columns, string bare)
    {
        if (value.ValueKind != JsonValueKind.Object) return Plain(value) is { Length: > 0 } text ? Bare(text, bare) : null;
        var cells = new Dictionary<string, string>();
        foreach (var column in columns)
            if (value.Member(column) is { } cell && Plain(cell) is { Length: > 0 } written) cells[column] = written;
        var (id, name) = (cells.GetValueOrDefault(columns[0]), cells.GetValueOrDefault(columns[1]));
        if (string.Join(", ", value.EnumerateObject().Where(x => !columns.Contains(x.Name)).Select(x => $"{x.Name}: {x.Value.GetRawText()}")) is { Length: > 0 } others) cells[""] = others;
        if (cells.Count == 0) return null;
        var whole = value.GetRawText();
        return new(name ?? id ?? whole, id ?? name ?? whole, cells);
    }

    private static TargetingItem Bare(string text, string column) => new(text, text, new Dictionary<string, string> { [column] = text });

    private static string[] Split(JsonElement text) => text.GetString()!.Split(Commas, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // An element of a list narrows whatever its shape: none is left out.
    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Null => "",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "",
        JsonValueKind.Object when !value.EnumerateObject().Any() => "",
        _ => value.GetRawText(),
    };
}
