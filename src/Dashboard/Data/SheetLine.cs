namespace Dashboard.Data;

/// <summary>One line of a sheet: as it was in the file, or as it was corrected in the review (<see cref="SheetEdit"/>).</summary>
public sealed class SheetLine
{
    /// <summary>The batch it belongs to.</summary>
    public long BatchId { get; set; }

    /// <summary>Line number as in the file; the header is 1.</summary>
    public int Number { get; set; }

    /// <summary>The cells as a JSON array of strings, unharmed.</summary>
    public required string CellsJson { get; set; }

    /// <summary>Kind of what is wrong with the line as a whole, as it was read; null for nothing, and once it was corrected.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether it was corrected in the review.</summary>
    public bool Edited { get; set; }

    /// <summary>Whether a person left it out.</summary>
    public bool LeftOut { get; set; }

    /// <summary>Hash of account and phone: lines of one customer share it.</summary>
    public long Customer { get; set; }

    /// <summary>The assignment made from it; null when the line has errors or is left out.</summary>
    public long? AssignmentId { get; set; }
}

/// <summary>Something wrong, or changed, in one cell of a sheet.</summary>
public sealed class SheetProblem
{
    /// <summary>Key, in order of finding.</summary>
    public long Id { get; set; }

    /// <summary>The batch it belongs to.</summary>
    public long BatchId { get; set; }

    /// <summary>Line number as in the file; the header is 1.</summary>
    public int Line { get; set; }

    /// <summary>Design column name such as <c>user_phone</c>, or the sheet's own header; empty for a whole line.</summary>
    public required string Column { get; set; }

    /// <summary>Whether the line stays behind.</summary>
    public ProblemSeverity Severity { get; set; }

    /// <summary>What was wrong: a code that the texts are keyed by.</summary>
    public required string Kind { get; set; }

    /// <summary>The cell's value, shortened to 200 characters; null where there is none.</summary>
    public string? Value { get; set; }
}

/// <summary>How grave a <see cref="SheetProblem"/> is; stored as its number.</summary>
public enum ProblemSeverity
{
    /// <summary>The line is sent, after the change or in spite of the doubt that is shown.</summary>
    Warning = 0,

    /// <summary>The line stays behind.</summary>
    Error = 1,
}
