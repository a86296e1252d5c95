using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>A change of some lines of a draft, made and taken back as a whole.</summary>
/// <param name="Kind">What it does: a code that the texts are keyed by.</param>
/// <param name="Where">Which lines it is offered to.</param>
/// <param name="Apply">What becomes of a line; null when it stays as it is.</param>
public sealed record SheetChange(string Kind, LineChoice Where, Func<LineText, LineText?> Apply)
{
    /// <summary>Cells that a person wrote or pasted.</summary>
    public static SheetChange Cells(IReadOnlyCollection<CellChange> cells)
    {
        var lines = cells.GroupBy(x => x.Line).ToDictionary(x => x.Key);
        return new("Cells", new LineChoice { Numbers = [.. lines.Keys] }, line => line.With(lines[line.Number]));
    }

    /// <summary>Leaves lines out, or takes them in again.</summary>
    public static SheetChange LeaveOut(LineChoice where, bool isOut) =>
        new(isOut ? "LeaveOut" : "TakeIn", where, line => line.LeftOut == isOut ? null : line with { LeftOut = isOut });

    /// <summary>Leaves out all lines with a kind of finding; where that is said of a task, all lines of the task.</summary>
    public static SheetChange LeaveOut(string kind) => LeaveOut(new() { Kind = kind, IsWholeTasks = kind == "SameCustomerTwice" || Forecast.Kinds.Contains(kind) }, true);
}

/// <summary>Which lines of a draft: some by number, all with a kind of finding, or all that are left out.</summary>
public sealed record LineChoice
{
    /// <summary>These; null for no choice by number.</summary>
    public IReadOnlyCollection<int>? Numbers { get; init; }

    /// <summary>Those with a finding of this kind; null for any.</summary>
    public string? Kind { get; init; }

    /// <summary>Those whose finding is in this column; null for any.</summary>
    public string? Column { get; init; }

    /// <summary>Also the other lines of the tasks that the findings are of: a task is not left with half of its orders.</summary>
    public bool IsWholeTasks { get; init; }

    /// <summary>All that a person left out, instead of a kind.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>Their numbers above <paramref name="after"/>, ascending.</summary>
    internal IQueryable<int> Query(DashboardDb db, long batchId, int after)
    {
        if (Numbers is { } numbers) return db.SheetLines.Where(x => x.BatchId == batchId && x.Number > after && numbers.Contains(x.Number)).OrderBy(x => x.Number).Select(x => x.Number);
        // Found by its changes: lines are not indexed by whether they are left out.
        if (IsLeftOut)
            return db.SheetEdits.Where(x => x.BatchId == batchId && x.Line > after && db.SheetLines.Any(l => l.BatchId == batchId && l.Number == x.Line && l.LeftOut)).Select(x => x.Line).Distinct().OrderBy(x => x);
        var found = db.SheetProblems.Where(x => x.BatchId == batchId && x.Kind == Kind && (Column == null || x.Column == Column)).Select(x => x.Line);
        if (!IsWholeTasks) return found.Where(x => x > after).Distinct().OrderBy(x => x);
        var lines = db.SheetLines.Where(x => x.BatchId == batchId);
        return lines.Where(x => found.Contains(x.Number) && x.AssignmentId != null).Select(x => x.AssignmentId).Distinct()
            .Join(db.SheetLines, x => x, x => x.AssignmentId, (_, line) => line.Number)
            .Union(found).Where(x => x > after).OrderBy(x => x);
    }
}

/// <summary>What a line says.</summary>
/// <param name="Number">Its number as in the file.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="LeftOut">Whether a person left it out.</param>
public sealed record LineText(int Number, IReadOnlyList<string> Cells, bool LeftOut)
{
    /// <summary>With some cells changed; null when nothing differs. A cell behind the line's end makes the line longer.</summary>
    public LineText? With(IEnumerable<CellChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var cells = Cells.ToList();
        var differs = false;
        foreach (var change in changes)
        {
            if (change.Text == (change.Column < cells.Count ? cells[change.Column] : "")) continue;
            while (cells.Count <= change.Column) cells.Add("");
            cells[change.Column] = change.Text;
            differs = true;
        }
        return differs ? this with { Cells = cells } : null;
    }
}

/// <summary>A new text for a cell.</summary>
/// <param name="Line">Line number as in the file.</param>
/// <param name="Column">Index of the sheet's column.</param>
/// <param name="Text">The text.</param>
public sealed record CellChange(int Line, int Column, string Text);
