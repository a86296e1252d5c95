using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>The numbers of a draft, or of a part of it.</summary>
internal sealed class DraftCounts
{
    public int Lines { get; private set; }

    public int Assignments { get; set; }

    public int ErrorLines { get; set; }

    public int LeftOut { get; set; }

    public int Warnings { get; set; }

    public void Add(IEnumerable<BuiltAssignment> built)
    {
        foreach (var (assignment, lines) in built)
        {
            if (assignment is not null) Assignments++;
            foreach (var line in lines)
            {
                Lines++;
                if (line.IsOut) LeftOut++;
                else if (line.HasErrors) ErrorLines++;
                foreach (var problem in line.Problems)
                    if (problem.Severity == ProblemSeverity.Warning) Warnings++;
            }
        }
    }
}
