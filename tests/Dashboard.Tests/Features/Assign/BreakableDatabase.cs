using System.Data.Common;
using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Dashboard.Tests.Features.Assign;

/// <summary>The same database as a dispatcher sees it: its commits are counted and can be made to fail, as on a full disk, and it can be out of reach.</summary>
internal sealed class BreakableDatabase : IDbContextFactory<DashboardDb>
{
    private readonly DbContextOptions<DashboardDb> options;
    private readonly Commits commits = new();
    private readonly Connections connections;

    public BreakableDatabase(TestDatabase database)
    {
        connections = new(database.Kind);
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(database.ConnectionString, database.Folder);
        builder.AddInterceptors(commits, connections);
        options = builder.Options;
    }

    /// <summary>Whether commits fail.</summary>
    public bool IsBroken { get => commits.IsBroken; set => commits.IsBroken = value; }

    /// <summary>Whether it can't be reached.</summary>
    public bool IsUnreachable { get => connections.AreRefused; set => connections.AreRefused = value; }

    /// <summary>How often it could not be reached.</summary>
    public int Refused => connections.Count;

    /// <summary>Is done on the connection before each transaction, such as a fault that the database itself then has.</summary>
    public string? SqlBeforeTransactions { get => commits.SqlBefore; set => commits.SqlBefore = value; }

    /// <summary>Commits so far.</summary>
    public int CommitCount => commits.Count;

    public DashboardDb CreateDbContext() => new(options);

    private sealed class Connections(DatabaseKind kind) : DbConnectionInterceptor
    {
        private int count;

        public volatile bool AreRefused;

        public int Count => count;

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (!AreRefused) return ValueTask.FromResult(result);
            Interlocked.Increment(ref count);
            throw kind == DatabaseKind.Sqlite ? new SqliteException("unable to open database file", 14) : new NpgsqlException("Connection refused", new IOException());
        }
    }

    private sealed class Commits : DbTransactionInterceptor
    {
        private int count;

        public volatile bool IsBroken;

        public volatile string? SqlBefore;

        public int Count => count;

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            if (SqlBefore is null) return result;
            await using var command = connection.CreateCommand();
            command.CommandText = SqlBefore;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return result;
        }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (IsBroken) throw new IOException("No space left on device");
            Interlocked.Increment(ref count);
            return ValueTask.FromResult(result);
        }
    }
}
