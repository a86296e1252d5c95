using System.Globalization;
using Dashboard.Upstream.Wshoto;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>One material: a shape that tells its type, and everything that Wshoto says of it.</summary>
public sealed partial class MaterialCard
{
    private const int Activity = 12;
    private const int LongestRaw = 1_000;

    /// <summary>The material.</summary>
    [Parameter, EditorRequired] public required WshotoMaterial Material { get; set; }

    /// <summary>Begins the element ids; of its own on a page.</summary>
    [Parameter, EditorRequired] public required string Name { get; set; }

    /// <summary>A row instead of the shape that the customer sees.</summary>
    [Parameter] public bool Plain { get; set; }

    private string Title => Material.Type switch
    {
        null => T["MaterialNoType"],
        Activity when Material.ChildType is { } child => $"{T.Word("Material", Activity)} · {T.Word("Activity", child)}",
        var type => T.Word("Material", type),
    };

    private IEnumerable<string> Remarks
    {
        get
        {
            yield return Material.SendType switch { 1 or 2 => T.Word("SendForm", Material.SendType), null => T["SendFormNone"], var other => $"{T["SendFormLabel"]} {T.Word("SendForm", other)}" };
            if (Material.IsPoster) yield return T["PosterMark"];
            // 0 stands for none.
            if (Material.Type != Activity && Material.ChildType is { } child and not 0) yield return $"{T["ChildType"]} {T["ChildNotDocumented", child]}";
        }
    }

    private IEnumerable<(string Label, string Value, string Member)> Ids => new (string Label, string Value, string Member)[]
    {
        (T["MaterialId"], Material.Id != 0 || !Material.Others.ContainsKey("") && !Material.Others.ContainsKey("id") ? Material.Id.ToString(CultureInfo.InvariantCulture) : "", "id"),
        (T["Uuid"], Material.Uuid, "uuid"),
        (T["Combination"], Material.CombinationId, "combination_id"),
        (T["Package"], Material.PackageConfigId, "package_config_id"),
    }.Where(x => x.Value.Length > 0);

    private static string Cut(string raw) => raw.Length <= LongestRaw ? raw : raw[..LongestRaw] + "…";
}
