namespace Dashboard.Data;

/// <summary>One change that a person made to a draft in the review, of one or many lines; taken back as a whole.</summary>
public sealed class SheetStep
{
    /// <summary>The draft.</summary>
    public long BatchId { get; set; }

    /// <summary>Its number in the draft, ascending; the revision that it made.</summary>
    public int Number { get; set; }

    /// <summary>What was done, a code that the texts are keyed by, such as <c>Cells</c> or <c>AddCountryCode</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>How many lines it changed.</summary>
    public int Lines { get; set; }

    /// <summary>Who did it.</summary>
    public required string By { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Whether it counts.</summary>
    public SheetStepState State { get; set; }
}

/// <summary>Whether a <see cref="SheetStep"/> counts; stored as its number.</summary>
public enum SheetStepState
{
    /// <summary>Its lines are being written: it does not count yet, and never will when that breaks off.</summary>
    Writing = 0,

    /// <summary>It counts.</summary>
    Done = 1,

    /// <summary>It was taken back.</summary>
    Undone = 2,
}

/// <summary>A line before and after a <see cref="SheetStep"/>. A line is as in the file until the last step that counts.</summary>
public sealed class SheetEdit
{
    /// <summary>The draft.</summary>
    public long BatchId { get; set; }

    /// <summary>Line number as in the file; the header is 1.</summary>
    public int Line { get; set; }

    /// <summary>Number of the step.</summary>
    public int Step { get; set; }

    /// <summary>The cells before, as in <see cref="SheetLine.CellsJson"/>.</summary>
    public required string Before { get; set; }

    /// <summary>The cells afterwards.</summary>
    public required string After { get; set; }

    /// <summary><see cref="SheetLine.LeftOut"/> before.</summary>
    public bool LeftOutBefore { get; set; }

    /// <summary><see cref="SheetLine.LeftOut"/> afterwards.</summary>
    public bool LeftOutAfter { get; set; }

    /// <summary>Whether the line's cells are no longer those of the file afterwards.</summary>
    public bool IsEdited { get; set; }

    /// <summary><see cref="SheetLine.Edited"/> before.</summary>
    public bool EditedBefore { get; set; }

    /// <summary><see cref="SheetLine.Fault"/> before.</summary>
    public string? FaultBefore { get; set; }
}
