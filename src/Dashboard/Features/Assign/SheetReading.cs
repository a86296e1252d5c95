using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>How the file of a draft is read: seen by its first lines, and changed by hand.</summary>
public sealed class SheetReading(IDbContextFactory<DashboardDb> databases, SheetFolder folder, SheetChecks checks)
{
    private const int EditsAtOnce = 5000;

    /// <summary>The header and the first lines, with their numbers. Lines behind one that can't be read are missing: the check says which it is.</summary>
    public SheetPreview Preview(Batch batch, int count)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var lines = new List<SheetRecord>();
        try
        {
            using var sheet = SheetSource.Open(folder.PathOf(batch.StoredFile!), batch);
            foreach (var record in sheet.Records().Take(count)) lines.Add(record);
            return new(sheet.HeaderLine, sheet.Headers, lines);
        }
        catch (SheetRefusedException)
        {
            return new(1, SheetQueries.Headers(batch), lines);
        }
    }

    /// <summary>The tabs that can be chosen; none of a text file.</summary>
    public async Task<IReadOnlyList<WorkbookTab>> TabsAsync(Batch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Tab is null ? [] : await SheetSource.TabsAsync(folder.PathOf(batch.StoredFile!), cancellationToken);
    }

    /// <summary>How many corrections would be lost by reading the file differently: they name lines and cells as they are read now.</summary>
    public async Task<int> CorrectionsAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SheetSteps.CountAsync(x => x.BatchId == batchId && x.State == SheetStepState.Done, cancellationToken);
    }

    /// <summary>Reads the file of a draft as chosen from now on: its columns are matched and its lines checked anew, and corrections are removed.</summary>
    /// <returns>False when it is no draft any more, is being checked, or was changed meanwhile.</returns>
    /// <exception cref="SheetRefusedException">It can't be read that way; nothing is changed.</exception>
    public async Task<bool> ChangeAsync(Batch batch, SheetChoice choice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.StoredFile is not { } stored || checks.Find(batch.Id) is not null) return false;
        var head = await SheetSource.ReadHeadAsync(folder.PathOf(stored), choice, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            var changed = await db.Batches.Where(x => x.Id == batch.Id && x.State == BatchState.Draft && x.MappingJson == batch.MappingJson && x.Revision == batch.Revision)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(x => x.Encoding, head.Encoding).SetProperty(x => x.Delimiter, head.Delimiter).SetProperty(x => x.Tab, head.Tab)
                    .SetProperty(x => x.HeadersJson, head.HeadersJson).SetProperty(x => x.RemarksJson, head.RemarksJson)
                    .SetProperty(x => x.MappingJson, (string?)null).SetProperty(x => x.CheckedAt, (DateTimeOffset?)null).SetProperty(x => x.Revision, x => x.Revision + 1),
                    cancellationToken);
            if (changed == 0) return false;
            await db.SheetSteps.Where(x => x.BatchId == batch.Id).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        // Without their steps they count for nothing: what a server that stops here leaves goes with the draft.
        var edits = db.SheetEdits.Where(x => x.BatchId == batch.Id).OrderBy(x => x.Line).ThenBy(x => x.Step).Take(EditsAtOnce);
        while (await edits.ExecuteDeleteAsync(cancellationToken) > 0) cancellationToken.ThrowIfCancellationRequested();
        return true;
    }
}

/// <summary>The first lines of a sheet.</summary>
/// <param name="HeaderLine">Number of the header's line.</param>
/// <param name="Headers">The header's cells.</param>
/// <param name="Lines">The data lines.</param>
public sealed record SheetPreview(int HeaderLine, IReadOnlyList<string> Headers, IReadOnlyList<SheetRecord> Lines);
