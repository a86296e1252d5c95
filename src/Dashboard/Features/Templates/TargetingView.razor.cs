using System.Globalization;
using Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Features.Templates;

/// <summary>Targeting in plain sentences, beside the exact rules.</summary>
public sealed partial class TargetingView
{
    /// <summary>What was read.</summary>
    [Parameter, EditorRequired] public required Targeting Targeting { get; set; }

    /// <summary>Whether groups are meant, not customers.</summary>
    [Parameter] public bool Groups { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private IEnumerable<(string Field, string Values)> Exact =>
        Targeting.Rules.SelectMany(rule => rule switch
        {
            { Parts.Count: > 0 } => rule.Parts.Select(part => ($"{rule.Field}.{part.Field}", Whole(part))),
            { Operator: { } code, Values.Count: 0 } => [($"{rule.Field}.operator", code)],
            { Operator: { } code } => [($"{rule.Field}.operator", code), ($"{rule.Field}.tag_list", Whole(rule))],
            { Values.Count: 0 } => [(rule.Field, T["Yes"].Value)],
            _ => [(rule.Field, Whole(rule))],
        });

    private string Whole(TargetingRule rule) => string.Join(" · ", rule.Values.Select(WithId));

    private string Sentence(TargetingRule rule)
    {
        if (rule.Parts.Count > 0)
            return T["Rule_" + rule.Kind, string.Join(T["Or"], rule.Parts.Select(x => T["People_" + x.Kind, Listed(x.Values)].Value))];
        // Ranges name their two ends, everything else lists its values.
        var arguments = rule.Kind is "AddedBetween" or "AgeBetween" ? [.. rule.Values.Select(x => (object)Text(x))] : new object[] { Listed(rule.Values), rule.Operator ?? "–" };
        return T["Rule_" + rule.Kind, arguments];
    }

    private string Listed(IEnumerable<TargetingValue> values) => string.Join(T["Comma"], values.Select(Text));

    private string Text(TargetingValue value) =>
        value.At is { } at ? Client.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : value.Text;

    private string WithId(TargetingValue value)
    {
        string?[] all = [value.Id == value.Text ? null : value.Id, value.TagType is { } type ? T.Word("Tag", type) : null, value.Strategy is { } group ? T["RuleGroup", group].Value : null];
        return all.OfType<string>().ToList() is { Count: > 0 } known ? $"{Text(value)} ({string.Join(T["Comma"], known)})" : Text(value);
    }
}
