using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Corrects a checked draft. Each change is one transaction: the lines, what is found in them, their assignments and the draft's numbers move
/// together, and the result is the same as if the corrected sheet were checked anew.</summary>
public sealed class SheetEditor(IDbContextFactory<DashboardDb> databases, TimeProvider time, ForgottenCustomers? forgotten = null)
{
    /// <summary>Most lines that are changed at once; beyond that the sheet is checked anew.</summary>
    public const int MostLines = 2000;

    // Lines that the changed ones drag along, as those of the same customer.
    private const int MostTouched = 20_000;

    /// <summary>Makes a change.</summary>
    /// <param name="batchId">The draft.</param>
    /// <param name="revision">The revision that the person saw.</param>
    /// <param name="change">What to do.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancels it: nothing is changed then.</param>
    public Task<EditOutcome> ChangeAsync(long batchId, int revision, SheetChange change, string by, CancellationToken cancellationToken) =>
        EditAsync(batchId, revision, async edit =>
        {
            ArgumentNullException.ThrowIfNull(change);
            var numbers = await change.Where.Query(edit.Db, batchId, 0).Take(MostLines + 1).ToListAsync(cancellationToken);
            if (numbers.Count > MostLines) return EditOutcome.Large;
            var changed = await edit.ChangesAsync(numbers, change, cancellationToken);
            if (changed.Count == 0) return EditOutcome.Nothing;
            await edit.RecordAsync(change.Kind, by, time.GetUtcNow(), changed, cancellationToken);
            return await edit.RewriteAsync(changed, MostTouched, time.GetUtcNow(), cancellationToken) ? EditOutcome.Done : EditOutcome.Large;
        }, cancellationToken);

    /// <summary>Takes the last change that counts back.</summary>
    /// <inheritdoc cref="ChangeAsync"/>
    public Task<EditOutcome> UndoAsync(long batchId, int revision, CancellationToken cancellationToken) =>
        EditAsync(batchId, revision, async edit =>
        {
            if (await DraftEdit.LastStepAsync(edit.Db, batchId, cancellationToken) is not { } step) return EditOutcome.Nothing;
            if (step.Lines > MostLines) return EditOutcome.Large;
            var edits = await edit.Db.SheetEdits.AsNoTracking().Where(x => x.BatchId == batchId && x.Step == step.Number).ToDictionaryAsync(x => x.Line, cancellationToken);
            var changed = new List<(SheetLine Line, SheetLine After)>();
            foreach (var line in await edit.LinesAsync([.. edits.Keys], cancellationToken)) changed.Add((line, DraftEdit.Before(line, edits[line.Number])));
            await edit.EraseAsync(step.Number, cancellationToken);
            return await edit.RewriteAsync(changed, MostTouched, time.GetUtcNow(), cancellationToken) ? EditOutcome.Done : EditOutcome.Large;
        }, cancellationToken);

    /// <summary>Records a change of many lines in short transactions; the draft is unchecked from then on.</summary>
    /// <returns>The mapping to check it with; null when the revision has passed.</returns>
    internal async Task<ColumnMapping?> WriteAsync(long batchId, int revision, SheetChange change, string by, CancellationToken cancellationToken)
    {
        var number = revision + 1;
        if (await UncheckAsync(batchId, revision, cancellationToken) is not { } mapping) return null;
        var lines = 0;
        for (var last = 0; ;)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var edit = await DraftEdit.OpenAsync(db, batchId, cancellationToken);
            var numbers = await change.Where.Query(db, batchId, last).Take(MostLines).ToListAsync(cancellationToken);
            if (numbers.Count == 0)
            {
                await edit.AddStepAsync(change.Kind, by, time.GetUtcNow(), lines, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return mapping;
            }
            last = numbers[^1];
            var changed = await edit.ChangesAsync(numbers, change, cancellationToken);
            lines += changed.Count;
            await edit.AddEditsAsync(number, changed, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Erases the last change, of many lines; the draft is unchecked from then on.</summary>
    /// <returns>The mapping to check it with; null when the revision has passed or nothing is left to take back.</returns>
    internal async Task<ColumnMapping?> EraseAsync(long batchId, int revision, CancellationToken cancellationToken)
    {
        if (await UncheckAsync(batchId, revision, cancellationToken) is not { } mapping) return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var edit = await DraftEdit.OpenAsync(db, batchId, cancellationToken);
        if (await DraftEdit.LastStepAsync(db, batchId, cancellationToken) is { } step) await edit.EraseAsync(step.Number, cancellationToken);
        return mapping;
    }

    private async Task<ColumnMapping?> UncheckAsync(long batchId, int revision, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var moved = await db.Batches.Where(x => x.Id == batchId && x.State == BatchState.Draft && x.CheckedAt != null && x.Revision == revision)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.CheckedAt, (DateTimeOffset?)null).SetProperty(x => x.Revision, revision + 1), cancellationToken);
        if (moved == 0) return null;
        return ColumnMapping.FromJson((await db.Batches.Where(x => x.Id == batchId).Select(x => x.MappingJson).SingleAsync(cancellationToken))!);
    }

    private Task<EditOutcome> EditAsync(long batchId, int revision, Func<DraftEdit, Task<EditOutcome>> change, CancellationToken cancellationToken) =>
        Conflicts.RetryAsync(time, async () =>
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var moved = await db.Batches.Where(x => x.Id == batchId && x.State == BatchState.Draft && x.CheckedAt != null && x.Revision == revision)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Revision, revision + 1), cancellationToken);
            if (moved == 0) return EditOutcome.Stale;
            var edit = await DraftEdit.OpenAsync(db, batchId, cancellationToken);
            if (forgotten is not null) edit.Forgotten = await forgotten.ReadAsync(db, cancellationToken);
            var outcome = await change(edit);
            if (outcome == EditOutcome.Done) await transaction.CommitAsync(cancellationToken);
            return outcome;
        }, cancellationToken);
}

/// <summary>What came of a change.</summary>
public enum EditOutcome
{
    /// <summary>It is made.</summary>
    Done = 0,

    /// <summary>No line differs.</summary>
    Nothing = 1,

    /// <summary>Somebody else changed, checked or confirmed the draft since it was shown: nothing is changed.</summary>
    Stale = 2,

    /// <summary>It touches so many lines that the sheet is checked anew for it: nothing is changed yet.</summary>
    Large = 3,
}
