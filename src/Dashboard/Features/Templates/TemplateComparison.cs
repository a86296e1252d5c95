namespace Dashboard.Features.Templates;

/// <summary>Puts the fields of two templates, or of two versions of one, side by side.</summary>
public static class TemplateComparison
{
    /// <summary>Every field of either side, by section; in the order of the right side, with what only the left has where it stood.</summary>
    public static IReadOnlyList<ComparedField> Of(IReadOnlyList<TemplateField> left, IReadOnlyList<TemplateField> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var before = left.ToDictionary(x => x.Key);
        var kept = right.Select(x => x.Key).ToHashSet();
        var rows = right.Select(x => (x.Key, Row: new ComparedField(x.Section, x.Label, before.GetValueOrDefault(x.Key)?.Value, x.Value, x.IsText))).ToList();
        string? previous = null;
        foreach (var field in left)
        {
            if (!kept.Contains(field.Key))
            {
                // After the field that stood before it.
                var at = previous is null ? 0 : rows.FindIndex(x => x.Key == previous) + 1;
                rows.Insert(at, (field.Key, new(field.Section, field.Label, field.Value, null, field.IsText)));
            }
            previous = field.Key;
        }
        return [.. rows.Select(x => x.Row).OrderBy(x => x.Section)];
    }
}
