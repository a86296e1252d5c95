namespace Dashboard.Features.Assign;

/// <summary>Which lines of a customer go when one of them stays. Orders of one task belong together: they stay or go as a whole. Lines with errors, and
/// such as are left out, are not sent anyway and stay as they are.</summary>
public static class DuplicateChoice
{
    /// <summary>The lines among which one can be chosen, those of one task with several orders together.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Choices(DuplicateGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var choices = new List<(long Assignment, List<int> Lines)>();
        foreach (var line in group.Lines)
        {
            if (line.LeftOut || line.AssignmentId is not { } assignment) continue;
            // The same task without an order of its own is no more of it, but the same once more.
            var isMore = !line.Problems.Any(x => x.Kind == "SameTaskTwice");
            if (isMore && choices.FindIndex(x => x.Assignment == assignment) is >= 0 and var at) choices[at].Lines.Add(line.Number);
            else choices.Add((assignment, [line.Number]));
        }
        return [.. choices.Select(x => x.Lines)];
    }

    /// <summary>The lines that go when one stays.</summary>
    /// <param name="group">The customer's lines.</param>
    /// <param name="kept">Number of the line that stays; null for the last.</param>
    public static IReadOnlyList<int> Others(DuplicateGroup group, int? kept)
    {
        var choices = Choices(group);
        if (choices.Count == 0) return [];
        var keep = kept is { } line ? choices.FirstOrDefault(x => x.Contains(line)) : choices[^1];
        return keep is null ? [] : [.. choices.Where(x => !ReferenceEquals(x, keep)).SelectMany(x => x)];
    }
}
