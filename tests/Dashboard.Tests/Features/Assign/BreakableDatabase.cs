using System.Data.Common;
using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dashboard.Tests.Features.Assign;

/// <summary>The same database as a dispatcher sees it: its commits are counted and can be made to fail, as on a full disk.</summary>
internal sealed class BreakableDatabase : IDbContextFactory<DashboardDb>
{
    private readonly DbContextOptions<DashboardDb> options;
    private readonly Commits commits = new();

    public BreakableDatabase(TestDatabase database)
    {
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(database.ConnectionString, database.Folder);
        builder.AddInterceptors(commits);
        options = builder.Options;
    }

    /// <summary>Whether commits fail.</summary>
    public bool IsBroken { get => commits.IsBroken; set => commits.IsBroken = value; }

    /// <summary>Commits so far.</summary>
    public int CommitCount => commits.Count;

    public DashboardDb CreateDbContext() => new(options);

    private sealed class Commits : DbTransactionInterceptor
    {
        private int count;

        public volatile bool IsBroken;

        public int Count => count;

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (IsBroken) throw new IOException("No space left on device");
            Interlocked.Increment(ref count);
            return ValueTask.FromResult(result);
        }
    }
}
