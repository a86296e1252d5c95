using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>What some lines of a draft had given, taken out so that they can be built anew.</summary>
internal sealed class DraftPart
{
    private const int AskedAtOnce = 500;
    private readonly Dictionary<(int Line, string Phone, string Name), string> assignees = [];

    private DraftPart()
    {
    }

    /// <summary>Their part of the draft's numbers.</summary>
    public DraftCounts Counts { get; } = new();

    /// <summary>Removes findings and assignments of lines; the lines stay.</summary>
    public static async Task<DraftPart> RemoveAsync(DashboardDb db, long batchId, IReadOnlyList<SheetLine> lines, CancellationToken cancellationToken)
    {
        var part = new DraftPart();
        foreach (var some in lines.Chunk(AskedAtOnce)) await part.RemoveSomeAsync(db, batchId, some, cancellationToken);
        return part;
    }

    /// <summary>An assignment of the same task keeps the assignee that it was given: a correction elsewhere does not move customers from one person to another.</summary>
    public void KeepAssignees(IEnumerable<BuiltAssignment> built)
    {
        foreach (var assignment in built.Select(x => x.Assignment).OfType<Assignment>().Where(x => x.AssigneeUsername.Length == 0))
            if (assignees.TryGetValue((assignment.FirstLine, assignment.UserPhone, assignment.Name), out var assignee)) assignment.AssigneeUsername = assignee;
    }

    private async Task RemoveSomeAsync(DashboardDb db, long batchId, SheetLine[] lines, CancellationToken cancellationToken)
    {
        var numbers = lines.Select(x => x.Number).ToList();
        var problems = db.SheetProblems.Where(x => x.BatchId == batchId && numbers.Contains(x.Line) && (x.Severity == ProblemSeverity.Error || x.Severity == ProblemSeverity.Warning));
        var found = await problems.Select(x => new { x.Line, x.Severity, x.Kind }).ToListAsync(cancellationToken);
        Counts.ErrorLines += found.Where(x => x.Severity == ProblemSeverity.Error).Select(x => x.Line).Distinct().Count();
        Counts.Warnings += found.Count(x => x.Severity == ProblemSeverity.Warning);
        Counts.LeftOut += lines.Count(x => x.LeftOut) + found.Count(x => ResultSheet.Kinds.Contains(x.Kind));
        await problems.ExecuteDeleteAsync(cancellationToken);

        var keys = lines.Select(x => x.AssignmentId).OfType<long>().Distinct().ToList();
        var assignments = db.Assignments.Where(x => keys.Contains(x.Id));
        foreach (var x in await assignments.Select(x => new { x.FirstLine, x.UserPhone, x.Name, x.AssigneeUsername }).ToListAsync(cancellationToken))
        {
            Counts.Assignments++;
            assignees[(x.FirstLine, x.UserPhone, x.Name)] = x.AssigneeUsername;
        }
        await assignments.ExecuteDeleteAsync(cancellationToken);
    }
}
