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

    private TargetingRowWords Words => field ??= new(T, Client);

    // A path may break after a dot, before it breaks within a word.
    private static IEnumerable<string> Parts(string path) => path.Split('.') is [.. var first, var last] ? [.. first.Select(x => x + "."), last] : [];

    private string? Mark(TargetingRow row) => row.Form switch
    {
        TargetingForm.Odd => T["OddMark"].Value,
        not TargetingForm.Unknown when TargetingDoubts.Narrows(row) && !TargetingFields.Belongs(row.Field.Split('.')[0], Groups) => T["OtherKind"].Value,
        _ => null,
    };
}
