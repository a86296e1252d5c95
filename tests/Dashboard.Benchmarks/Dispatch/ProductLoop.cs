using System.Data.Common;
using Dashboard.Benchmarks.Support;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dashboard.Benchmarks.Dispatch;

/// <summary>The product's dispatcher with its journal.</summary>
public sealed class ProductLoop : DbTransactionInterceptor
{
    private readonly RunOptions run;
    private readonly Databases databases;
    private int commits;

    public ProductLoop(RunOptions run)
    {
        this.run = run;
        databases = new(run.ConnectionString, this);
    }

    public int Commits => commits;

    /// <summary>A confirmed batch, as the sheet's own path leaves it.</summary>
    public async Task PrepareAsync()
    {
        await using (var db = databases.CreateDbContext()) await db.Database.MigrateAsync();
        var batch = await Drafts.AddAsync(databases, run.Folder, Drafts.Lines(run.Rows, run.Seed));
        await new BatchStore(databases, TimeProvider.System, new()).ConfirmAsync(batch, "benchmark");
        commits = 0;
    }

    public async Task RunAsync()
    {
        using (var lane = new ProductLane(databases, run.Incs, run.Concurrency)) await lane.Dispatcher.RunAsync(CancellationToken.None);
        await using var db = databases.CreateDbContext();
        if (await db.Batches.AnyAsync(x => x.State != BatchState.Completed)) throw new InvalidOperationException("The batch has not come to its end.");
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref commits);
        return ValueTask.FromResult(result);
    }
}
