using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>What a draft's lines became in the review, laid over its file while that is read again.</summary>
internal sealed class Corrections(IDbContextFactory<DashboardDb> databases, long batchId, int headerCount)
{
    private const int ReadAtOnce = 1000;
    private readonly Queue<SheetEdit> ahead = new();
    private bool all;
    private int last;

    /// <summary>Those of a draft; null when there are none.</summary>
    public static async Task<Corrections?> OpenAsync(IDbContextFactory<DashboardDb> databases, Batch batch, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SheetSteps.AnyAsync(x => x.BatchId == batch.Id && x.State == SheetStepState.Done, cancellationToken)
            ? new(databases, batch.Id, SheetQueries.Headers(batch).Count)
            : null;
    }

    /// <summary>A line of the file, or what became of it. Lines are asked for in ascending order.</summary>
    public async ValueTask<DraftLine> ApplyAsync(SheetRecord record, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (ahead.Count == 0 && !all) await ReadAsync(cancellationToken);
            if (!ahead.TryPeek(out var next) || next.Line > record.Line) return new(record, false, false);
            ahead.Dequeue();
            if (next.Line < record.Line) continue;
            if (!next.IsEdited) return new(record, false, next.LeftOutAfter);
            var cells = DraftRows.FromJson(next.After);
            return new(new(record.Line, cells, SheetRecord.Fault(cells, headerCount)), true, next.LeftOutAfter);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counting = db.SheetEdits.AsNoTracking()
            .Where(x => x.BatchId == batchId && db.SheetSteps.Any(s => s.BatchId == batchId && s.Number == x.Step && s.State == SheetStepState.Done));
        var edits = await counting
            .Where(x => x.Line > last && !counting.Any(o => o.Line == x.Line && o.Step > x.Step))
            .OrderBy(x => x.Line).Take(ReadAtOnce).ToListAsync(cancellationToken);
        foreach (var edit in edits) ahead.Enqueue(edit);
        if (edits.Count > 0) last = edits[^1].Line;
        all = edits.Count < ReadAtOnce;
    }
}
