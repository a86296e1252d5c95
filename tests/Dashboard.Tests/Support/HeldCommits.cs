using System.Data.Common;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dashboard.Tests.Support;

/// <summary>The same database for one whose commits a test holds up: all of a transaction is done, and nobody sees it yet.</summary>
internal sealed class HeldCommits : IDbContextFactory<DashboardDb>
{
    private readonly DbContextOptions<DashboardDb> options;
    private readonly Gate gate = new();

    public HeldCommits(TestDatabase database)
    {
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(database.ConnectionString, database.Folder);
        builder.AddInterceptors(gate);
        options = builder.Options;
    }

    /// <summary>Whether commits are held from now on; they are from the start.</summary>
    public bool Holds { get => gate.Holds; set => gate.Holds = value; }

    /// <summary>Ends when the commit is held.</summary>
    public Task Reached => gate.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets them go on.</summary>
    public void Release() => gate.Released.SetResult();

    public DashboardDb CreateDbContext() => new(options);

    private sealed class Gate : DbTransactionInterceptor
    {
        public bool Holds { get; set; } = true;

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (!Holds) return result;
            Reached.TrySetResult();
            await Released.Task;
            return result;
        }
    }
}
