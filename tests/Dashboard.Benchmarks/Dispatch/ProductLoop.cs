using System.Data.Common;
using Dashboard.Benchmarks.Support;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Upstream;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Benchmarks.Dispatch;

/// <summary>The product's dispatcher with its journal.</summary>
public sealed class ProductLoop : DbTransactionInterceptor, IOptionsMonitor<IncsOptions>
{
    private readonly RunOptions run;
    private readonly Databases databases;
    private int commits;

    public ProductLoop(RunOptions run)
    {
        this.run = run;
        databases = new(run.ConnectionString, this);
        CurrentValue = new() { BaseUrl = run.Incs, Token = "sandbox-token", MaxConcurrency = run.Concurrency };
    }

    public int Commits => commits;

    public IncsOptions CurrentValue { get; }

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
        var (time, signal, rate) = (TimeProvider.System, new DispatchSignal(), new IncsRate());
        using var http = new HttpClient(UpstreamHandler.Create()) { Timeout = Timeout.InfiniteTimeSpan };
        var feed = new BatchProgressFeed(databases, signal, time, NullLogger<BatchProgressFeed>.Instance);
        var dispatcher = new Dispatcher(new(databases, time), new(http, this, rate, time), rate, this, signal, new(), feed, time, NullLogger<Dispatcher>.Instance);
        await dispatcher.RunAsync(CancellationToken.None);
        rate.Dispose();
        feed.Dispose();
        await using var db = databases.CreateDbContext();
        if (await db.Batches.AnyAsync(x => x.State != BatchState.Completed)) throw new InvalidOperationException("The batch has not come to its end.");
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref commits);
        return ValueTask.FromResult(result);
    }

    public IncsOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<IncsOptions, string?> listener) => null;
}
