using System.Text.Json;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Reads a stored sheet, checks every line, and stores lines, findings and assignments. Until all of it is stored the draft counts as
/// unchecked and can't be confirmed; a check that was broken off is simply done anew.</summary>
public sealed class SheetCheck(IDbContextFactory<DashboardDb> databases, SheetFolder folder, TimeProvider time)
{
    // Short transactions: SQLite has one writer, and a batch may be running.
    private const int ChunkLines = 1000;
    private const int DeletedAtOnce = 5000;

    /// <summary>Checks the draft's sheet with the given columns.</summary>
    /// <exception cref="SheetRefusedException">The sheet as a whole can't be read.</exception>
    /// <exception cref="InvalidOperationException">It is no draft (any more), or a later check took over.</exception>
    public async Task RunAsync(long batchId, ColumnMapping mapping, IProgress<SheetProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var mine = (mapping with { Check = Guid.NewGuid() }).ToJson();
        var batch = await BeginAsync(batchId, mine, cancellationToken);
        var path = folder.PathOf(batch.StoredFile!);
        var encoding = SheetFormat.ByName(batch.Encoding!);
        var rules = new AssignmentRules(mapping);
        var builder = new AssignmentBuilder(mapping);
        using (var sheet = new SheetPass(path, encoding, progress, half: 0))
        {
            foreach (var record in sheet.Records(cancellationToken)) builder.Note(rules.Check(record));
            if (sheet.Lines == 0) throw new SheetRefusedException("HeaderOnly");
        }
        var counts = new Counts();
        using (var sheet = new SheetPass(path, encoding, progress, half: 1))
        {
            var chunk = new List<BuiltAssignment>(ChunkLines);
            foreach (var record in sheet.Records(cancellationToken))
            {
                if (builder.Add(rules.Check(record)) is not { } built) continue;
                chunk.Add(built);
                if (chunk.Count < ChunkLines) continue;
                await StoreAsync(batchId, mine, chunk, counts, cancellationToken);
                chunk.Clear();
            }
            await StoreAsync(batchId, mine, chunk, counts, cancellationToken);
        }
        await FinishAsync(batchId, mine, counts, cancellationToken);
    }

    private async Task<Batch> BeginAsync(long batchId, string mine, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var moved = await db.Batches.Where(x => x.Id == batchId && x.State == BatchState.Draft && x.StoredFile != null).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.CheckedAt, (DateTimeOffset?)null).SetProperty(x => x.MappingJson, mine), cancellationToken);
        if (moved == 0) throw new InvalidOperationException($"Batch {batchId} is no draft with a stored sheet.");
        await DeleteAsync(db, batchId, mine, db.SheetProblems.Where(x => x.BatchId == batchId).OrderBy(x => x.Id), cancellationToken);
        await DeleteAsync(db, batchId, mine, db.SheetLines.Where(x => x.BatchId == batchId).OrderBy(x => x.Number), cancellationToken);
        await DeleteAsync(db, batchId, mine, db.Assignments.Where(x => x.BatchId == batchId).OrderBy(x => x.Id), cancellationToken);
        return await db.Batches.AsNoTracking().SingleAsync(x => x.Id == batchId, cancellationToken);
    }

    private static async Task DeleteAsync<T>(DashboardDb db, long batchId, string mine, IQueryable<T> rows, CancellationToken cancellationToken)
    {
        for (var deleted = DeletedAtOnce; deleted > 0;)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await HoldAsync(db, batchId, mine, cancellationToken);
            deleted = await rows.Take(DeletedAtOnce).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Sees to it that this check is still the draft's last one, and on PostgreSQL that no other begins before the transaction's end: what is
    /// deleted or stored in it is this check's, and another removes it afterwards.</summary>
    private static async Task HoldAsync(DashboardDb db, long batchId, string mine, CancellationToken cancellationToken)
    {
        var still = await db.Batches.Where(x => x.Id == batchId && x.State == BatchState.Draft && x.MappingJson == mine)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.MappingJson, mine), cancellationToken);
        if (still == 0) throw new InvalidOperationException($"Another check of batch {batchId} has begun.");
    }

    private async Task StoreAsync(long batchId, string mine, List<BuiltAssignment> chunk, Counts counts, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await HoldAsync(db, batchId, mine, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var assignment in chunk.Select(x => x.Assignment).OfType<Assignment>())
        {
            assignment.BatchId = batchId;
            assignment.ChangedAt = now;
            db.Assignments.Add(assignment);
        }
        // The database gives the assignments their keys before their lines name them.
        await db.SaveChangesAsync(cancellationToken);
        foreach (var (assignment, lines) in chunk)
        {
            if (assignment is not null) counts.Assignments++;
            foreach (var line in lines)
            {
                counts.Add(line);
                db.SheetLines.Add(new SheetLine { BatchId = batchId, Number = line.Line, CellsJson = JsonSerializer.Serialize(line.Cells), AssignmentId = assignment?.Id });
                foreach (var problem in line.Problems)
                {
                    problem.BatchId = batchId;
                    db.SheetProblems.Add(problem);
                }
            }
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task FinishAsync(long batchId, string mine, Counts counts, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var moved = await db.Batches.Where(x => x.Id == batchId && x.State == BatchState.Draft && x.MappingJson == mine).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.CheckedAt, time.GetUtcNow())
                .SetProperty(x => x.LineCount, counts.Lines)
                .SetProperty(x => x.AssignmentCount, counts.Assignments)
                .SetProperty(x => x.ErrorLineCount, counts.ErrorLines)
                .SetProperty(x => x.WarningCount, counts.Warnings),
            cancellationToken);
        if (moved == 0) throw new InvalidOperationException($"Another check of batch {batchId} has begun.");
    }

    private sealed class Counts
    {
        public int Lines { get; private set; }

        public int Assignments { get; set; }

        public int ErrorLines { get; private set; }

        public int Warnings { get; private set; }

        public void Add(CheckedLine line)
        {
            Lines++;
            if (line.HasErrors) ErrorLines++;
            Warnings += line.Problems.Count(x => x.Severity == ProblemSeverity.Warning);
        }
    }
}

/// <summary>How far a check is.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Lines">Lines checked so far in this pass.</param>
public sealed record SheetProgress(double Share, int Lines);
