using System.Data;
using System.Data.Common;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dashboard.Features.Assign;

/// <summary>One change of a draft, within the transaction that makes it.</summary>
internal sealed class DraftEdit
{
    private const int AskedAtOnce = 500;
    private readonly Batch batch;
    private readonly ColumnMapping mapping;
    private readonly int headerCount;

    private DraftEdit(DashboardDb db, Batch batch)
    {
        (Db, this.batch) = (db, batch);
        mapping = ColumnMapping.FromJson(batch.MappingJson!);
        headerCount = SheetQueries.Headers(batch).Count;
    }

    public DashboardDb Db { get; }

    private DbTransaction Transaction => Db.Database.CurrentTransaction!.GetDbTransaction();

    public static async Task<DraftEdit> OpenAsync(DashboardDb db, long batchId, CancellationToken cancellationToken) =>
        new(db, await db.Batches.AsNoTracking().SingleAsync(x => x.Id == batchId, cancellationToken));

    /// <summary>Customers whose lines are marked.</summary>
    public ForgottenSet Forgotten { get; set; } = ForgottenSet.Empty;

    /// <summary>Lines by number, ascending.</summary>
    public async Task<IReadOnlyList<SheetLine>> LinesAsync(IReadOnlyCollection<int> numbers, CancellationToken cancellationToken)
    {
        var lines = new List<SheetLine>(numbers.Count);
        foreach (var some in numbers.Order().Chunk(AskedAtOnce))
            lines.AddRange(await Db.SheetLines.AsNoTracking().Where(x => x.BatchId == batch.Id && some.Contains(x.Number)).OrderBy(x => x.Number).ToListAsync(cancellationToken));
        return lines;
    }

    /// <summary>What a change makes of lines; those that stay as they are, are not among them.</summary>
    public async Task<IReadOnlyList<(SheetLine Line, SheetLine After)>> ChangesAsync(IReadOnlyCollection<int> numbers, SheetChange change, CancellationToken cancellationToken)
    {
        var changed = new List<(SheetLine Line, SheetLine After)>();
        foreach (var line in await LinesAsync(numbers, cancellationToken))
            if (Apply(line, change) is { } after) changed.Add((line, after));
        return changed;
    }

    private SheetLine? Apply(SheetLine line, SheetChange change)
    {
        var cells = DraftRows.FromJson(line.CellsJson);
        if (change.Apply(new(line.Number, cells, line.LeftOut)) is not { } text) return null;
        if (ReferenceEquals(text.Cells, cells)) return Copy(line, line.CellsJson, line.Fault, line.Edited, text.LeftOut);
        // Who corrects a line has seen that cells are missing.
        string[] whole = [.. text.Cells, .. Enumerable.Repeat("", Math.Max(0, headerCount - text.Cells.Count))];
        return Copy(line, DraftRows.ToJson(whole), SheetRecord.Fault(whole, headerCount), edited: true, text.LeftOut);
    }

    /// <summary>A line as it was before a step.</summary>
    public static SheetLine Before(SheetLine line, SheetEdit edit) => Copy(line, edit.Before, edit.FaultBefore, edit.EditedBefore, edit.LeftOutBefore);

    /// <summary>The last step of a draft that counts; null when there is none to take back.</summary>
    public static Task<SheetStep?> LastStepAsync(DashboardDb db, long batchId, CancellationToken cancellationToken) =>
        db.SheetSteps.AsNoTracking().Where(x => x.BatchId == batchId && x.State == SheetStepState.Done).OrderByDescending(x => x.Number).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Writes down a change, so that it can be taken back and survives another check.</summary>
    public async Task RecordAsync(string kind, string by, DateTimeOffset now, IReadOnlyList<(SheetLine Line, SheetLine After)> changed, CancellationToken cancellationToken)
    {
        await AddStepAsync(kind, by, now, changed.Count, cancellationToken);
        await AddEditsAsync(batch.Revision, changed, cancellationToken);
    }

    public async Task AddStepAsync(string kind, string by, DateTimeOffset now, int lines, CancellationToken cancellationToken)
    {
        Db.SheetSteps.Add(new() { BatchId = batch.Id, Number = batch.Revision, Kind = kind, By = by, At = now, Lines = lines, State = SheetStepState.Done });
        await Db.SaveChangesAsync(cancellationToken);
    }

    public async Task AddEditsAsync(int step, IReadOnlyList<(SheetLine Line, SheetLine After)> changed, CancellationToken cancellationToken)
    {
        using var edits = new RowInsert(Db.Database.GetDbConnection(), "SheetEdits",
            ("BatchId", DbType.Int64), ("Line", DbType.Int32), ("Step", DbType.Int32), ("Before", DbType.String), ("After", DbType.String), ("LeftOutBefore", DbType.Boolean),
            ("LeftOutAfter", DbType.Boolean), ("IsEdited", DbType.Boolean), ("EditedBefore", DbType.Boolean), ("FaultBefore", DbType.String));
        await edits.WriteAsync(Transaction, [.. changed.Select(x => new object?[]
        {
            batch.Id, x.Line.Number, step, x.Line.CellsJson, x.After.CellsJson, x.Line.LeftOut, x.After.LeftOut, x.After.Edited, x.Line.Edited, x.Line.Fault,
        })], cancellationToken);
    }

    /// <summary>Takes a step out of what counts, and removes its lines, so many at once.</summary>
    public async Task EraseAsync(int step, CancellationToken cancellationToken)
    {
        await Db.SheetSteps.Where(x => x.BatchId == batch.Id && x.Number == step).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, SheetStepState.Undone), cancellationToken);
        var edits = Db.SheetEdits.Where(x => x.BatchId == batch.Id && x.Step == step).OrderBy(x => x.Line).Take(SheetEditor.MostLines);
        while (await edits.ExecuteDeleteAsync(cancellationToken) == SheetEditor.MostLines) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Writes changed lines, and makes findings and assignments of them, and of the other lines of their customers, anew.</summary>
    /// <returns>False when that is too much for one transaction.</returns>
    public async Task<bool> RewriteAsync(IReadOnlyList<(SheetLine Line, SheetLine After)> changed, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var draft = new DraftCustomers(Db, batch.Id, new(mapping, batch.CountryCode), mapping.Outcome);
        var customers = changed.SelectMany(x => new[] { draft.Check(x.Line).Customer, draft.Check(x.After).Customer }).Where(x => x != 0).ToHashSet();
        var lines = await draft.FindAsync(customers, cancellationToken);
        if (lines.Count > most) return false;
        foreach (var (before, _) in changed) lines[before.Number] = before;
        var old = await DraftPart.RemoveAsync(Db, batch.Id, [.. lines.Values], cancellationToken);
        foreach (var (_, after) in changed) lines[after.Number] = after;
        var built = draft.Build(lines.Values);
        old.KeepAssignees(built);
        if (built.Any(x => x.Assignment is { AssigneeUsername.Length: 0 })) built = await (await SpreadAsync(cancellationToken)).ToAsync(Db, built, cancellationToken);
        using var rows = new DraftRows(Db, batch.Id);
        await rows.UpdateAsync(Transaction, built, now, cancellationToken);
        var counts = new DraftCounts();
        counts.Add(built);
        var keys = built.Select(x => x.Assignment).OfType<Assignment>().Select(x => x.Id).DefaultIfEmpty().ToList();
        counts.Warnings += await Forecast.CompareAsync(Db, batch.Id, keys.Min(), keys.Max(), Forgotten, cancellationToken);
        await Db.Batches.Where(x => x.Id == batch.Id).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.AssignmentCount, x => x.AssignmentCount + counts.Assignments - old.Counts.Assignments)
            .SetProperty(x => x.ErrorLineCount, x => x.ErrorLineCount + counts.ErrorLines - old.Counts.ErrorLines)
            .SetProperty(x => x.LeftOutCount, x => x.LeftOutCount + counts.LeftOut - old.Counts.LeftOut)
            .SetProperty(x => x.WarningCount, x => x.WarningCount + counts.Warnings - old.Counts.Warnings), cancellationToken);
        return true;
    }

    // As evenly as before: the accounts that have fewer tasks are next.
    private async Task<AssigneeSpread> SpreadAsync(CancellationToken cancellationToken) => new(mapping.Spread, await Db.Assignments
        .Where(x => x.BatchId == batch.Id).GroupBy(x => x.AssigneeUsername).ToDictionaryAsync(x => x.Key, x => x.Count(), cancellationToken));

    private static SheetLine Copy(SheetLine line, string cells, string? fault, bool edited, bool leftOut) =>
        new() { BatchId = line.BatchId, Number = line.Number, CellsJson = cells, Fault = fault, Edited = edited, LeftOut = leftOut, Customer = line.Customer, AssignmentId = line.AssignmentId };
}
