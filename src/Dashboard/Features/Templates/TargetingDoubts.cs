using System.Globalization;

namespace Dashboard.Features.Templates;

/// <summary>Finds conditions that contradict each other, or that match nobody.</summary>
internal static class TargetingDoubts
{
    /// <summary>Codes of the doubts.</summary>
    public static IEnumerable<string> Find(IReadOnlyList<TargetingRule> rules, int unread)
    {
        if (rules.Count == 0 && unread == 0) yield return "Nobody";
        var all = rules.Any(x => x.Kind is "AllCustomers" or "AllGroups");
        if (all && rules.Any(x => x.Kind is not ("AllCustomers" or "AllGroups"))) yield return "AllAndRules";
        var included = Ids(rules, "include_tags");
        var excluded = Ids(rules, "exclude_tags");
        if (included.Count > 0 && Kind(rules, "exclude_tags") == "Exclude_1" && Kind(rules, "include_tags") switch
        {
            "Include_2" => included.Overlaps(excluded),
            "Include_1" or "Include_4" => included.IsSubsetOf(excluded),
            _ => false,
        }) yield return "TagBoth";
        if (rules.FirstOrDefault(x => x.Kind == "AddedBetween") is { Values: [{ At: var from }, { At: var until }] } && from > until) yield return "TimeReversed";
        if (rules.FirstOrDefault(x => x.Kind == "AgeBetween") is { Values: [var low, var high] }
            && int.TryParse(low.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var a) && int.TryParse(high.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var b) && a > b)
            yield return "AgeReversed";
    }

    private static HashSet<string> Ids(IReadOnlyList<TargetingRule> rules, string field) =>
        [.. rules.Where(x => x.Field == field).SelectMany(x => x.Values).Select(x => x.Id ?? x.Text)];

    private static string? Kind(IReadOnlyList<TargetingRule> rules, string field) => rules.FirstOrDefault(x => x.Field == field)?.Kind;
}
