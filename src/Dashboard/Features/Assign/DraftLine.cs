using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>A line of a draft as it stands now: as in the file, or as it was corrected.</summary>
/// <param name="Record">Number, cells, and what is wrong with it as a whole.</param>
/// <param name="Edited">Whether it was corrected.</param>
/// <param name="LeftOut">Whether a person left it out.</param>
public readonly record struct DraftLine(SheetRecord Record, bool Edited, bool LeftOut)
{
    /// <summary>The line under the rules. A line that is left out, or that a result file says is dealt with, has no errors.</summary>
    /// <param name="rules">The sheet's rules.</param>
    /// <param name="outcomeColumn"><see cref="ColumnMapping.Outcome"/>.</param>
    public CheckedLine Check(AssignmentRules rules, int? outcomeColumn)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var line = rules.Check(Record) with { Fault = Record.Problem, Edited = Edited, LeftOut = LeftOut };
        // A phone that is wrong is nobody's: such lines are not compared with each other.
        if (line.Problems.Exists(x => x.Severity == ProblemSeverity.Error && x.Column == SheetField.Phone)) line = line with { HasPhone = false };
        if (LeftOut) line.Problems.Clear();
        else if (outcomeColumn is { } outcome && ResultSheet.TaskOf(Record.Cells, outcome) is { } dealtWith)
        {
            line = line with { IsDealtWith = true };
            line.Problems.Clear();
            line.Add(ProblemSeverity.Warning, "", dealtWith.Kind, dealtWith.TaskId);
        }
        return line;
    }
}
