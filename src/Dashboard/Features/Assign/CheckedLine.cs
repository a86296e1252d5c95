using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>A line after the rules: its values, and what was found.</summary>
/// <param name="Line">Its number as in the file.</param>
/// <param name="Cells">Its cells, unharmed.</param>
/// <param name="Problems">Errors and warnings; more may be added when lines are grouped.</param>
public sealed record CheckedLine(int Line, string[] Cells, List<SheetProblem> Problems)
{
    /// <summary>Task name.</summary>
    public required string Name { get; init; }

    /// <summary>Description, or empty.</summary>
    public required string Description { get; init; }

    /// <summary>Authorisation id; 0 when it is wrong.</summary>
    public required long AuthId { get; init; }

    /// <summary>Phone without signs; meaningless when it is wrong.</summary>
    public required string Phone { get; init; }

    /// <summary>Customer's name, or empty.</summary>
    public required string CustomerName { get; init; }

    /// <summary>Assignee, or empty where the sheet spreads them.</summary>
    public required string Assignee { get; init; }

    /// <summary>Total amount, or empty.</summary>
    public required string TotalAmount { get; init; }

    /// <summary>Template, or null.</summary>
    public required long? TemplateId { get; init; }

    /// <summary>The order that the line lists, or null.</summary>
    public required IncsOrder? Order { get; init; }

    /// <summary>Whether it stays behind.</summary>
    public bool HasErrors => Problems.Exists(x => x.Severity == ProblemSeverity.Error);

    /// <summary>What lines of the same task share.</summary>
    public TaskKey Key => new(AuthId, Phone, Name, Assignee);

    /// <summary>Adds an error or a warning.</summary>
    public void Add(ProblemSeverity severity, string field, string kind, string? value) =>
        Problems.Add(new() { Line = Line, Column = field, Kind = kind, Severity = severity, Value = value });
}

/// <summary>Lines with the same key are one task.</summary>
/// <param name="AuthId">Authorisation id.</param>
/// <param name="Phone">Phone.</param>
/// <param name="Name">Task name.</param>
/// <param name="Assignee">Assignee, or empty where the sheet spreads them.</param>
public readonly record struct TaskKey(long AuthId, string Phone, string Name, string Assignee);
