using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Gives assignments without an assignee one.</summary>
internal static class SpreadLines
{
    /// <summary>What was built, each assignment with an assignee; the lines of one that nobody can be found for stay behind and say so.</summary>
    /// <param name="spread">Whom they go to.</param>
    /// <param name="db">Where the last owners of the customers stand.</param>
    /// <param name="built">In the order of the sheet.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static async Task<IReadOnlyList<BuiltAssignment>> ToAsync(
        this AssigneeSpread spread, DashboardDb db, IReadOnlyList<BuiltAssignment> built, CancellationToken cancellationToken)
    {
        var without = built.Select(x => x.Assignment).OfType<Assignment>().Where(x => x.AssigneeUsername.Length == 0).ToList();
        if (without.Count == 0) return built;
        await spread.FillAsync(db, without, cancellationToken);
        if (without.TrueForAll(x => x.AssigneeUsername.Length > 0)) return built;
        return [.. built.SelectMany(x => x.Assignment is { AssigneeUsername.Length: 0 } ? x.Lines.Select(NoOwner) : [x])];
    }

    private static BuiltAssignment NoOwner(CheckedLine line)
    {
        line.Add(ProblemSeverity.Error, SheetField.Assignee, "NoOwner", line.Phone);
        return new(null, [line]);
    }
}
