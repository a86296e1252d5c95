using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dashboard.Features.Assign;

/// <summary>Reads a stored sheet with its corrections, checks every line, and stores lines, findings and assignments. Until all of it is stored the draft
/// counts as unchecked and can't be confirmed; a check that was broken off is simply done anew. What it holds in memory does not grow with the sheet,
/// but for eight bytes a line.</summary>
public sealed class SheetCheck(IDbContextFactory<DashboardDb> databases, SheetFolder folder, Forecast forecast, TimeProvider time)
{
    // Short transactions: SQLite has one writer, and a batch may be running.
    private const int ChunkLines = 2000;
    private const int DeletedAtOnce = 5000;

    // Lines that wait in memory for the others of their customer; beyond that they wait in the database.
    private const int MostWaiting = 20_000;

    /// <summary>Checks the draft's sheet with the given columns.</summary>
    /// <exception cref="SheetRefusedException">The sheet as a whole can't be read.</exception>
    /// <exception cref="InvalidOperationException">It is no draft (any more), or a later check took over.</exception>
    public async Task RunAsync(long batchId, ColumnMapping mapping, IProgress<SheetProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(progress);
        var mine = (mapping with { Check = Guid.NewGuid() }).ToJson();
        var run = new Run(await ClaimAsync(batchId, mine, cancellationToken), mine, mapping, new AssigneeSpread(mapping.Spread), progress);
        var customers = new CustomerCount();
        var codes = new CountryCodes();
        await ReadAsync(run, 0, line =>
        {
            customers.Note(line);
            codes.Note(mapping.Value(line.Cells, SheetField.Phone));
            return ValueTask.CompletedTask;
        }, cancellationToken);
        if (run.Lines == 0) throw new SheetRefusedException("HeaderOnly");
        run.Rules = new(mapping, codes.Most);
        await ClearAsync(run, cancellationToken);
        var waiting = new WaitingLines(customers.Repeated(), MostWaiting);
        await ReadAsync(run, 1, line => StoreAsync(run, waiting, line, cancellationToken), cancellationToken);
        await FlushAsync(run, waiting, cancellationToken);
        await RejoinAsync(run, waiting, cancellationToken);
        await FinishAsync(run, cancellationToken);
    }

    /// <summary>Makes this check the draft's last one: an earlier one that still runs writes nothing more.</summary>
    private async Task<Batch> ClaimAsync(long batchId, string mine, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var moved = await db.Batches.Where(x => x.Id == batchId && x.State == BatchState.Draft && x.StoredFile != null).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.CheckedAt, (DateTimeOffset?)null).SetProperty(x => x.MappingJson, mine).SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
        if (moved == 0) throw new InvalidOperationException($"Batch {batchId} is no draft with a stored sheet.");
        return await db.Batches.AsNoTracking().SingleAsync(x => x.Id == batchId, cancellationToken);
    }

    private async Task ReadAsync(Run run, int pass, Func<CheckedLine, ValueTask> take, CancellationToken cancellationToken)
    {
        var corrections = await Corrections.OpenAsync(databases, run.Batch, cancellationToken);
        using var sheet = new SheetPass(folder, run.Batch, run.Report(pass));
        var isOurs = ResultSheet.IsOurFile(SheetQueries.Headers(run.Batch));
        foreach (var record in sheet.Records(cancellationToken))
        {
            if (isOurs) ResultSheet.Unprotect(record.Cells);
            var line = corrections is null ? new DraftLine(record, false, false) : await corrections.ApplyAsync(record, cancellationToken);
            await take(line.Check(run.Rules, run.Mapping.Outcome));
        }
        run.Lines = sheet.Lines;
    }

    private async ValueTask StoreAsync(Run run, WaitingLines waiting, CheckedLine line, CancellationToken cancellationToken)
    {
        if (waiting.Take(line) is { } customer) run.Add(customer);
        if (run.ChunkLines + waiting.BareCount >= ChunkLines) await FlushAsync(run, waiting, cancellationToken);
    }

    private async Task FlushAsync(Run run, WaitingLines waiting, CancellationToken cancellationToken)
    {
        var bare = waiting.TakeBare();
        if (run.Chunk.Count == 0 && bare.Count == 0) return;
        await WriteAsync(run, async (db, rows) =>
        {
            var now = time.GetUtcNow();
            var built = await run.Spread.ToAsync(db, run.Chunk, cancellationToken);
            var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            await rows.AddAsync(transaction, built, now, cancellationToken);
            await rows.AddLinesAsync(transaction, bare, cancellationToken);
            run.Counts.Add(built);
        }, cancellationToken);
        run.Clear();
    }

    /// <summary>Joins the lines of customers whose lines stand far apart, out of the database.</summary>
    private async Task RejoinAsync(Run run, WaitingLines waiting, CancellationToken cancellationToken)
    {
        foreach (var some in waiting.Apart.Chunk(100))
        {
            await WriteAsync(run, async (db, rows) =>
            {
                var draft = new DraftCustomers(db, run.Batch.Id, run.Rules, run.Mapping.Outcome);
                var built = await run.Spread.ToAsync(db, draft.Build((await draft.FindAsync(some, cancellationToken)).Values), cancellationToken);
                await rows.UpdateAsync(db.Database.CurrentTransaction!.GetDbTransaction(), built, time.GetUtcNow(), cancellationToken);
                run.Counts.Add(built);
            }, cancellationToken);
        }
    }

    /// <summary>Removes what an earlier check stored.</summary>
    private async Task ClearAsync(Run run, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var id = run.Batch.Id;
        await DeleteAsync(db, run, db.SheetProblems.Where(x => x.BatchId == id).OrderBy(x => x.Id), cancellationToken);
        await DeleteAsync(db, run, db.SheetLines.Where(x => x.BatchId == id).OrderBy(x => x.Number), cancellationToken);
        await DeleteAsync(db, run, db.Assignments.Where(x => x.BatchId == id).OrderBy(x => x.Id), cancellationToken);
    }

    private static async Task DeleteAsync<T>(DashboardDb db, Run run, IQueryable<T> rows, CancellationToken cancellationToken)
    {
        for (var deleted = DeletedAtOnce; deleted > 0;)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await HoldAsync(db, run, cancellationToken);
            deleted = await rows.Take(DeletedAtOnce).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task WriteAsync(Run run, Func<DashboardDb, DraftRows, Task> write, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await HoldAsync(db, run, cancellationToken);
        using var rows = new DraftRows(db, run.Batch.Id);
        await write(db, rows);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Sees to it that this check is still the draft's last one, and on PostgreSQL that no other begins before the transaction's end: what is
    /// deleted or stored in it is this check's, and another removes it afterwards.</summary>
    private static async Task HoldAsync(DashboardDb db, Run run, CancellationToken cancellationToken)
    {
        var still = await db.Batches.Where(x => x.Id == run.Batch.Id && x.State == BatchState.Draft && x.MappingJson == run.Mine)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.MappingJson, run.Mine), cancellationToken);
        if (still == 0) throw new InvalidOperationException($"Another check of batch {run.Batch.Id} has begun.");
    }

    private async Task FinishAsync(Run run, CancellationToken cancellationToken)
    {
        var warnings = await forecast.CompareAsync(run.Batch.Id, run.Counts.Assignments, run.Report(2), cancellationToken);
        var (counts, now) = (run.Counts, time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var moved = await db.Batches.Where(x => x.Id == run.Batch.Id && x.State == BatchState.Draft && x.MappingJson == run.Mine).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.CheckedAt, now)
                .SetProperty(x => x.ForecastAt, now)
                .SetProperty(x => x.CountryCode, run.Rules.CountryCode)
                .SetProperty(x => x.LineCount, counts.Lines)
                .SetProperty(x => x.AssignmentCount, counts.Assignments)
                .SetProperty(x => x.ErrorLineCount, counts.ErrorLines)
                .SetProperty(x => x.LeftOutCount, counts.LeftOut)
                .SetProperty(x => x.WarningCount, counts.Warnings + warnings),
            cancellationToken);
        if (moved == 0) throw new InvalidOperationException($"Another check of batch {run.Batch.Id} has begun.");
    }

    /// <summary>What one check works with.</summary>
    private sealed class Run(Batch batch, string mine, ColumnMapping mapping, AssigneeSpread spread, IProgress<SheetProgress> progress)
    {
        public Batch Batch => batch;

        public string Mine => mine;

        public ColumnMapping Mapping => mapping;

        public AssigneeSpread Spread => spread;

        public AssignmentRules Rules { get; set; } = new(mapping);

        public int Lines { get; set; }

        public DraftCounts Counts { get; } = new();

        public List<BuiltAssignment> Chunk { get; } = [];

        public int ChunkLines { get; private set; }

        public void Add(IReadOnlyList<CheckedLine> customer)
        {
            Chunk.AddRange(AssignmentBuilder.Build(customer));
            ChunkLines += customer.Count;
        }

        public void Clear()
        {
            Chunk.Clear();
            ChunkLines = 0;
        }

        public SheetStage Report(int stage) => new(progress, stage);
    }
}
