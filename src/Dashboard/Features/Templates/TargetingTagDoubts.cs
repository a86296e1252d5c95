namespace Dashboard.Features.Templates;

/// <summary>Finds tags that are asked for and excluded at once. That nobody is left is said only where no reading of the rules leaves anybody.</summary>
internal static class TargetingTagDoubts
{
    /// <summary>The doubts about tags.</summary>
    public static IEnumerable<TargetingDoubt> Find(TargetingConditions c)
    {
        if (c.Include is { Operator: 3 } && c.Exclude is { Operator: 3 }) yield return new("UntaggedBoth") { MatchesNobody = true };
        else if (Both(c.Include, c.Exclude) is { } both) yield return both;
        if (c.Include is { Operator: 3, Tags.Count: > 0 } || c.Exclude is { Operator: 3, Tags.Count: > 0 }) yield return new("UntaggedAndTags");
        if (c.Include is { Operator: not (1 or 2 or 3 or 4) } || c.Exclude is { Operator: not (1 or 2 or 3 or 4) }) yield return new("OperatorUnknown");
    }

    private static TargetingDoubt? Both(TargetingTags? include, TargetingTags? exclude)
    {
        if (include is not { Operator: not 3 } || exclude is not { Operator: not 3 }) return null;
        var (asked, excluded) = (Keys(include), Keys(exclude));
        string[] names = [.. include.Tags.Where(x => excluded.Contains(x.Key)).Select(x => x.Name).Distinct()];
        if (names.Length == 0) return null;
        // With one tag, any, all and and/or mean the same.
        var (all, one) = (include.Operator == 2 || asked.Count == 1, excluded.Count == 1);
        return (include.Operator, exclude.Operator) switch
        {
            (1 or 2 or 4, 1 or 2 or 4) when exclude.Operator == 1 || one => all || asked.IsSubsetOf(excluded) ? new("TagBoth", names) { MatchesNobody = true } : new("TagPartly", names),
            // Who has all the tags has each combination of them.
            (1 or 2 or 4, 2 or 4) when all && excluded.IsSubsetOf(asked) => new("TagBoth", names) { MatchesNobody = true },
            (1 or 2, 2) => null,
            _ => new("TagUnclear", names),
        };
    }

    private static HashSet<string> Keys(TargetingTags tags) => [.. tags.Tags.Select(x => x.Key)];
}
