using System.Globalization;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>Whom a template is for: doubts, one plain sentence, the exact rules beside it, and the raw text at hand.</summary>
public sealed partial class TargetingView
{
    // Two of them may stand on a page, side by side.
    private readonly string id = $"targeting-{Guid.NewGuid():N}"[..18];

    /// <summary>What was read.</summary>
    [Parameter, EditorRequired] public required Targeting Targeting { get; set; }

    /// <summary>Whether groups are meant, not customers.</summary>
    [Parameter] public bool Groups { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private IReadOnlyList<TargetingPiece> Pieces { get; set; } = [];

    private string? Zone { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Pieces = new TargetingSentence(T, Client.Zone).Tell(Targeting.Conditions, Groups).Pieces;
        var at = Groups ? null : Targeting.Conditions.AddedFrom ?? Targeting.Conditions.AddedUntil;
        Zone = at is { } instant ? T["Zone", Client.Zone.Id, Client.Local(instant).ToString("zzz", CultureInfo.InvariantCulture)].Value : null;
    }

    // What may be fine as it is, and is only told.
    private static bool IsRemark(TargetingDoubt doubt) => doubt.Code is "Repeated" or "Unknown" or "Odd";

    private string Named(TargetingDoubt doubt)
    {
        const int most = 8;
        var names = doubt.Names.Take(most).Select(Word).ToList();
        if (doubt.Names.Count > most) names.Add(T["More", (doubt.Names.Count - most).ToString("N0", CultureInfo.CurrentCulture)]);
        return string.Join(T["Comma"], names);
    }

    // Members by their label, tags and values by their name.
    private string Word(string name) => T["Label_" + name] is { ResourceNotFound: false } label ? label.Value : name;
}
