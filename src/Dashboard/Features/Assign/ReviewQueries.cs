using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Reads a checked draft for the review: never more than a window of its lines.</summary>
public sealed class ReviewQueries(IDbContextFactory<DashboardDb> databases)
{
    private static readonly string[] Doubles = ["SameTaskTwice", "SameCustomerTwice", "DiffersFromFirst"];

    /// <summary>A window of lines, in the order of the sheet, with what was found in them.</summary>
    public async Task<IReadOnlyList<ReviewLine>> LinesAsync(long batchId, ReviewFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var numbers = await Numbers(db, batchId, filter).OrderBy(x => x).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return await ReadAsync(db, batchId, numbers, cancellationToken);
    }

    /// <summary>How many lines a filter shows.</summary>
    public async Task<int> CountAsync(long batchId, ReviewFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Numbers(db, batchId, filter).CountAsync(cancellationToken);
    }

    /// <summary>How many lines that a filter shows stand before a line: its place in the window.</summary>
    public async Task<int> PlaceAsync(long batchId, ReviewFilter filter, int line, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Numbers(db, batchId, filter).CountAsync(x => x < line, cancellationToken);
    }

    /// <summary>What a change would do.</summary>
    /// <param name="batchId">The draft.</param>
    /// <param name="change">The change; nothing of it is made.</param>
    /// <param name="take">How many cells are shown.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<ChangePreview> PreviewAsync(long batchId, SheetChange change, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        const int readAtOnce = 1000, readAtMost = 20_000;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var first = new List<CellPreview>();
        var (lines, read) = (0, 0);
        for (var last = 0; ;)
        {
            var numbers = await change.Where.Query(db, batchId, last).Take(readAtOnce).ToListAsync(cancellationToken);
            if (numbers.Count == 0) return new(lines, false, first);
            if (read >= readAtMost) return new(lines, true, first);
            (last, read) = (numbers[^1], read + numbers.Count);
            foreach (var line in await db.SheetLines.AsNoTracking().Where(x => x.BatchId == batchId && numbers.Contains(x.Number)).OrderBy(x => x.Number).ToListAsync(cancellationToken))
            {
                var cells = DraftRows.FromJson(line.CellsJson);
                if (change.Apply(new(line.Number, cells, line.LeftOut)) is not { } after) continue;
                lines++;
                for (var i = 0; i < after.Cells.Count && first.Count < take; i++)
                    if ((i < cells.Length ? cells[i] : "") is var before && before != after.Cells[i]) first.Add(new(line.Number, i, before, after.Cells[i]));
            }
        }
    }

    /// <summary>Customers that stand in several lines which are not several orders of one task, side by side.</summary>
    /// <param name="batchId">The draft.</param>
    /// <param name="after">Only groups whose finding is in a line behind this one; 0 for the first.</param>
    /// <param name="take">How many groups.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<IReadOnlyList<DuplicateGroup>> DuplicatesAsync(long batchId, int after, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.SheetProblems.Where(x => x.BatchId == batchId && Doubles.Contains(x.Kind) && x.Line > after)
            .Select(x => x.Line).Distinct().OrderBy(x => x).Take(take)
            .Join(db.SheetLines.Where(x => x.BatchId == batchId), x => x, x => x.Number, (line, row) => new { line, row.Customer }).OrderBy(x => x.line)
            .ToListAsync(cancellationToken);
        var groups = new List<DuplicateGroup>();
        foreach (var one in found.DistinctBy(x => x.Customer))
        {
            var numbers = await db.SheetLines.Where(x => x.BatchId == batchId && x.Customer == one.Customer).OrderBy(x => x.Number).Select(x => x.Number).Take(20).ToListAsync(cancellationToken);
            var lines = await ReadAsync(db, batchId, numbers, cancellationToken);
            groups.Add(new(one.line, one.Customer.ToString(System.Globalization.CultureInfo.InvariantCulture),
                lines.Any(x => x.Problems.Any(p => p.Kind is "DiffersFromFirst" or "SameCustomerTwice")), lines));
        }
        return groups;
    }

    /// <summary>One line; null when there is none of that number.</summary>
    public async Task<ReviewLine?> LineAsync(long batchId, int line, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, batchId, [line], cancellationToken) is [var found] ? found : null;
    }

    /// <summary>Numbers of the lines that an assignment is made of.</summary>
    public async Task<IReadOnlyList<int>> LinesOfAsync(long assignmentId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SheetLines.Where(x => x.AssignmentId == assignmentId).OrderBy(x => x.Number).Select(x => x.Number).ToListAsync(cancellationToken);
    }

    /// <summary>An assignment of a draft; null when there is none of that key.</summary>
    public async Task<Assignment?> AssignmentAsync(long batchId, long assignmentId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Assignments.AsNoTracking().SingleOrDefaultAsync(x => x.BatchId == batchId && x.Id == assignmentId, cancellationToken);
    }

    /// <summary>The last change that counts; null when there is none to take back.</summary>
    public async Task<SheetStep?> LastStepAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await DraftEdit.LastStepAsync(db, batchId, cancellationToken);
    }

    private static async Task<IReadOnlyList<ReviewLine>> ReadAsync(DashboardDb db, long batchId, List<int> numbers, CancellationToken cancellationToken)
    {
        var lines = await db.SheetLines.AsNoTracking().Where(x => x.BatchId == batchId && numbers.Contains(x.Number)).OrderBy(x => x.Number).ToListAsync(cancellationToken);
        // Both severities are named for the sake of the index.
        var problems = (await db.SheetProblems.AsNoTracking()
            .Where(x => x.BatchId == batchId && numbers.Contains(x.Line) && (x.Severity == ProblemSeverity.Error || x.Severity == ProblemSeverity.Warning))
            .OrderByDescending(x => x.Severity).ThenBy(x => x.Id).ToListAsync(cancellationToken)).ToLookup(x => x.Line);
        return [.. lines.Select(x => new ReviewLine(x.Number, DraftRows.FromJson(x.CellsJson), x.Edited, x.LeftOut, x.AssignmentId, [.. problems[x.Number]]))];
    }

    private static IQueryable<int> Numbers(DashboardDb db, long batchId, ReviewFilter filter)
    {
        var lines = db.SheetLines.Where(x => x.BatchId == batchId);
        var problems = db.SheetProblems.Where(x => x.BatchId == batchId);
        return filter.Show switch
        {
            ReviewLines.All => lines.Select(x => x.Number),
            ReviewLines.Errors => problems.Where(x => x.Severity == ProblemSeverity.Error).Select(x => x.Line).Distinct(),
            ReviewLines.Warnings => problems.Where(x => x.Severity == ProblemSeverity.Warning).Select(x => x.Line).Distinct(),
            ReviewLines.Kind => new LineChoice { Kind = filter.Kind }.Query(db, batchId, 0),
            // What people changed is few, and found by its edits.
            ReviewLines.Edited => db.SheetEdits.Where(x => x.BatchId == batchId && lines.Any(l => l.Number == x.Line && l.Edited)).Select(x => x.Line).Distinct(),
            ReviewLines.LeftOut => new LineChoice { IsLeftOut = true }.Query(db, batchId, 0),
        };
    }
}

/// <summary>Which lines to show.</summary>
public enum ReviewLines
{
    /// <summary>All.</summary>
    All = 0,

    /// <summary>Those with errors.</summary>
    Errors = 1,

    /// <summary>Those with warnings.</summary>
    Warnings = 2,

    /// <summary>Those that were corrected.</summary>
    Edited = 3,

    /// <summary>Those that a person left out.</summary>
    LeftOut = 4,

    /// <summary>Those with one kind of finding.</summary>
    Kind = 5,
}

/// <summary>Which lines of a draft to show.</summary>
/// <param name="Show">Which.</param>
/// <param name="Kind">The kind of finding, for <see cref="ReviewLines.Kind"/>.</param>
public sealed record ReviewFilter(ReviewLines Show, string? Kind = null);

/// <summary>A line as it stands, with what was found in it.</summary>
/// <param name="Number">Its number as in the file.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Edited">Whether it was corrected.</param>
/// <param name="LeftOut">Whether a person left it out.</param>
/// <param name="AssignmentId">The assignment made from it, or null.</param>
/// <param name="Problems">What was found, errors first.</param>
public sealed record ReviewLine(int Number, string[] Cells, bool Edited, bool LeftOut, long? AssignmentId, IReadOnlyList<SheetProblem> Problems);

/// <summary>What a change would do.</summary>
/// <param name="Lines">How many lines it changes, of those that were looked at.</param>
/// <param name="IsCut">Whether there are more lines than were looked at.</param>
/// <param name="First">The first cells, before and after.</param>
public sealed record ChangePreview(int Lines, bool IsCut, IReadOnlyList<CellPreview> First);

/// <summary>A cell before and after a change.</summary>
/// <param name="Line">Line number as in the file.</param>
/// <param name="Column">Index of the sheet's column.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">Its text afterwards.</param>
public sealed record CellPreview(int Line, int Column, string Before, string After);

/// <summary>Lines of one customer.</summary>
/// <param name="Line">The first line that the finding is in; the next groups are asked for behind it.</param>
/// <param name="Phone">The customer's phone.</param>
/// <param name="IsConflict">Whether the lines differ in more than orders.</param>
/// <param name="Lines">They, at most 20.</param>
public sealed record DuplicateGroup(int Line, string Phone, bool IsConflict, IReadOnlyList<ReviewLine> Lines);
