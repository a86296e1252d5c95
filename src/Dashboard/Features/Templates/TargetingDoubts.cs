namespace Dashboard.Features.Templates;

/// <summary>Finds conditions that contradict each other, that match nobody, or that can't be relied on.</summary>
internal static class TargetingDoubts
{
    // Nobody who is a customer is older.
    private const int Oldest = 120;

    private static readonly string[] TimeFields = ["add_time_range"], AgeFields = ["age_range"], TagFields = ["include_tags", "exclude_tags"];

    /// <summary>The doubts, contradictions first.</summary>
    public static IEnumerable<TargetingDoubt> Find(TargetingConditions c, IReadOnlyList<TargetingRow> rows, IReadOnlyList<string> twice, int? filterType, DateTimeOffset? now) =>
    [
        .. Contradictions(c, now).Select(x => x.Doubt with { MatchesNobody = x.Doubt.MatchesNobody && Counts(c, twice, filterType, x.Fields) }),
        .. Whole(c, rows), .. Switches(c, rows, filterType), .. Foreign(rows, filterType == 1), .. Twice(rows, twice), .. Untold(rows),
    ];

    /// <summary>Whether a member narrows the circle.</summary>
    public static bool Narrows(TargetingRow row) => row.Form switch
    {
        TargetingForm.Empty or TargetingForm.Operator => false,
        TargetingForm.Flag => row.Values is ["true"],
        TargetingForm.Sex => !row.Values[0].Equals("ALL", StringComparison.OrdinalIgnoreCase),
        TargetingForm.List or TargetingForm.Items or TargetingForm.Ages or TargetingForm.Time or TargetingForm.Odd => true,
        // A member of a range that is not documented may narrow, or be a note.
        TargetingForm.Unknown => row.Values[0] is not ("null" or "false" or "\"\"" or "[]" or "{}"),
        _ => false,
    };

    private static IEnumerable<(TargetingDoubt Doubt, string[] Fields)> Contradictions(TargetingConditions c, DateTimeOffset? now) =>
        [.. Times(c, now).Select(x => (x, TimeFields)), .. Ages(c).Select(x => (x, AgeFields)), .. TargetingTagDoubts.Find(c).Select(x => (x, TagFields))];

    // An "all" switch may overrule a condition, Wshoto may take the other of two members, and a condition of the other kind may not count at all.
    private static bool Counts(TargetingConditions c, IReadOnlyList<string> twice, int? filterType, string[] fields) =>
        !c.AllCustomers && !c.AllGroups && fields.All(x => TargetingFields.Belongs(x, filterType == 1) && !twice.Contains(x));

    private static IEnumerable<TargetingDoubt> Whole(TargetingConditions c, IReadOnlyList<TargetingRow> rows)
    {
        if (c.Include is null && c.Exclude is null && !rows.Any(Narrows)) yield return new("Nobody") { MatchesNobody = true };
    }

    private static IEnumerable<TargetingDoubt> Times(TargetingConditions c, DateTimeOffset? now)
    {
        if (c.AddedFrom > c.AddedUntil) yield return new("TimeReversed") { MatchesNobody = true };
        else if (c.AddedFrom > now) yield return new("TimeFuture");
    }

    private static IEnumerable<TargetingDoubt> Ages(TargetingConditions c)
    {
        if (c.Ages is not { } ages) yield break;
        if (ages.From > ages.To) yield return new("AgeReversed") { MatchesNobody = true };
        else if (ages.From is < 0 or > Oldest || ages.To is < 0 or > Oldest) yield return new("AgeImpossible");
    }

    private static IEnumerable<TargetingDoubt> Switches(TargetingConditions c, IReadOnlyList<TargetingRow> rows, int? filterType)
    {
        if (c is { AllCustomers: true, AllGroups: true }) yield return new("BothAll");
        else if (c.AllGroups && filterType == 3) yield return new("AllOfOther", "is_all_customer_group");
        else if (c.AllCustomers && filterType == 1) yield return new("AllOfOther", "is_all_customer");
        if (!c.AllCustomers && !c.AllGroups) yield break;
        if (rows.Any(x => x.Form is not (TargetingForm.Flag or TargetingForm.Unknown) && Narrows(x)) || c.Include is not null || c.Exclude is not null) yield return new("AllAndRules");
    }

    private static IEnumerable<TargetingDoubt> Foreign(IReadOnlyList<TargetingRow> rows, bool groups)
    {
        string[] foreign = [.. rows.Where(x => x.Form != TargetingForm.Unknown && Narrows(x)).Select(Member).Where(x => !TargetingFields.Belongs(x, groups)).Distinct()];
        if (foreign.Length > 0) yield return new(groups ? "OfCustomers" : "OfGroups", foreign);
    }

    private static IEnumerable<TargetingDoubt> Twice(IReadOnlyList<TargetingRow> rows, IReadOnlyList<string> twice)
    {
        if (twice.Count > 0) yield return new("GivenTwice", twice);
        string[] repeated =
        [
            .. rows.SelectMany(row => row.Values.Where(_ => row.Form == TargetingForm.List).Select(x => (Key: x, Name: x)).Concat(row.Items.Select(x => (x.Key, x.Name)))
                .GroupBy(x => x.Key).Where(x => x.Count() > 1).Select(x => x.First().Name)).Distinct(),
        ];
        if (repeated.Length > 0) yield return new("Repeated", repeated);
    }

    private static IEnumerable<TargetingDoubt> Untold(IReadOnlyList<TargetingRow> rows)
    {
        string[] odd = [.. rows.Where(x => x.Form == TargetingForm.Odd).Select(x => x.Field)];
        if (odd.Length > 0) yield return new("Odd", odd);
        string[] unknown = [.. rows.Where(x => x.Form == TargetingForm.Unknown).Select(x => x.Field)];
        if (unknown.Length > 0) yield return new("Unknown", unknown);
    }

    private static string Member(TargetingRow row) => row.Field.Split('.')[0];
}
