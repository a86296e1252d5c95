using System.Text.Json;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Features.Templates;

/// <summary>Puts materials together that are sent as one, and finds what of their contents Wshoto tells.</summary>
public static class MaterialParts
{
    // The document has no member for a text; answers that carry one name it like this.
    private static readonly string[] TextMembers = ["content", "text", "title"];

    /// <summary>Materials that follow one another and have one combination stand together; every other one stands alone.</summary>
    public static IReadOnlyList<IReadOnlyList<WshotoMaterial>> Group(IEnumerable<WshotoMaterial> materials)
    {
        var groups = new List<List<WshotoMaterial>>();
        foreach (var material in materials)
        {
            if (material.CombinationId.Length > 0 && groups is [.., var last] && last[0].CombinationId == material.CombinationId) last.Add(material);
            else groups.Add([material]);
        }
        return groups;
    }

    /// <summary>A material's text, if an undocumented member carries one; null where none does.</summary>
    public static string? Text(WshotoMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        return TextMembers.Select(x => material.Others.TryGetValue(x, out var raw) && Unquoted(raw) is { Length: > 0 } text ? text : null).FirstOrDefault(x => x is not null);
    }

    /// <summary>Name of the shape that a type's card has.</summary>
    public static string Shape(int? type) => type switch
    {
        1 => "poster", 2 => "words", 3 => "picture", 4 => "article", 5 => "voice", 6 => "video", 7 => "file", 8 => "mini", 9 => "article", 10 => "coupon", 11 => "goods", 12 => "activity", _ => "unknown",
    };

    private static string? Unquoted(string raw) => raw is ['"', ..] ? JsonSerializer.Deserialize<string>(raw) : null;
}
