using System.Globalization;
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

    /// <summary>What is wrong with it as a whole, as it was read.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it was corrected in the review.</summary>
    public bool Edited { get; init; }

    /// <summary>Whether a person left it out.</summary>
    public bool LeftOut { get; init; }

    /// <summary>Whether a result file says that it must not be sent again.</summary>
    public bool IsDealtWith { get; init; }

    /// <summary>Whether <see cref="Phone"/> is somebody's.</summary>
    public bool HasPhone { get; init; } = true;

    /// <summary>Whether its customer stands in other lines too.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>Whether nothing is made of it, on purpose.</summary>
    public bool IsOut => LeftOut || IsDealtWith;

    /// <summary>The phone as a number, by which lines of one customer are found; 0 when it is wrong.</summary>
    public long Customer => HasPhone && long.TryParse(Phone, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

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
