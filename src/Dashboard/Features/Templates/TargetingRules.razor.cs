using System.Globalization;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>Each member of the conditions: its label, its name in the API, its value.</summary>
public sealed partial class TargetingRules
{
    // A longer list scrolls inside itself.
    private const int Long = 30;

    /// <summary>The members.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<TargetingRow> Rows { get; set; }

    /// <summary>Whether groups are meant, not customers.</summary>
    [Parameter] public bool Groups { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    // A path may break after a dot, before it breaks within a word.
    private static IEnumerable<string> Parts(string path) => path.Split('.') is [.. var first, var last] ? [.. first.Select(x => x + "."), last] : [];

    private string Label(TargetingRow row) => T["Label_" + row.Field] is { ResourceNotFound: false } label ? label.Value : T["UnknownMark"].Value;

    private string? Mark(TargetingRow row) => row.Form switch
    {
        TargetingForm.Odd => T["OddMark"].Value,
        not TargetingForm.Unknown when TargetingDoubts.Narrows(row) && !TargetingFields.Belongs(row.Field.Split('.')[0], Groups) => T["OtherKind"].Value,
        _ => null,
    };

    private string Told(TargetingRow row) => row.Form switch
    {
        TargetingForm.Flag => T[row.Values is ["true"] ? "Yes" : "No"],
        TargetingForm.Operator => Coded("Operator_" + row.Values[0], row.Values[0]),
        TargetingForm.Sex when row.Values[0].Equals("ALL", StringComparison.OrdinalIgnoreCase) => T["Coded", T["SexAll"], row.Values[0]],
        TargetingForm.Sex => Coded("SexCode_" + (row.Values[0].ToUpperInvariant() is "UNKNOWN" ? "UNKNOW" : row.Values[0].ToUpperInvariant()), row.Values[0]),
        TargetingForm.Ages => T["Ages_Years", row.Values[0]],
        _ => T["Empty"],
    };

    private string Coded(string key, string code) => T[key] is { ResourceNotFound: false } word ? T["Coded", word.Value, code] : T["Unknown", code];

    private string Local(TargetingRow row) => row.At is { } at ? Client.Local(at).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) : "";
}
