using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dashboard.Tests.Features.Assign;

/// <summary>Faults that the database itself has while a batch is sent: the lane stops and says so, and goes on once they are over.</summary>
public abstract class StorageFaultTests(DatabaseKind kind) : IAsyncLifetime
{
    private DispatchRig rig = null!;

    private protected TestDatabase Database => rig.Database;

    private protected BreakableDatabase Journal => rig.Journal;

    public async ValueTask InitializeAsync() => rig = await DispatchRig.StartAsync(kind);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    private protected async Task StopsAndGoesOnAsync(Func<Task> breaks, Func<Task> mends)
    {
        rig.Sandbox.Settings.LatencyMs = 50;
        var id = await Database.AddBatchAsync(600);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(100);

        await breaks();
        await run;
        Assert.Equal(LaneCondition.StorageFault, rig.Status.Current.Condition);
        var posts = rig.Posts.Count;
        Assert.InRange(posts, 100, 599);
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal(LaneCondition.StorageFault, rig.Status.Current.Condition);
        Assert.Equal(posts, rig.Posts.Count);

        await mends();
        // As the job does every few seconds: the first may meet connections of the pool that the fault has cut.
        for (var tried = 0; tried < 5; tried++) await rig.Dispatcher.RunAsync(default);
        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal((AssignmentState.Assigned, 1), (x.State, x.AttemptCount)));
        Assert.Equal((600, 0), rig.Record);
        Assert.Equal(600, rig.Posts.Count);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }
}

public sealed class StorageFaultOnSqliteTests() : StorageFaultTests(DatabaseKind.Sqlite)
{
    [Fact]
    public async Task A_database_that_another_program_has_locked()
    {
        await using var other = new SqliteConnection(Database.ConnectionString);
        await StopsAndGoesOnAsync(() => DoAsync("BEGIN IMMEDIATE"), () => DoAsync("ROLLBACK"));

        async Task DoAsync(string sql)
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
#pragma warning disable CA2100 // words of this test
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public Task A_full_disk() => BreaksByAsync("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000000");

    [Fact]
    public Task A_database_that_can_only_be_read() => BreaksByAsync("PRAGMA query_only = ON", "PRAGMA query_only = OFF");

    // Either is a state of a connection: those in the pool must not keep it.
    private Task BreaksByAsync(string breaks, string mends)
    {
        return StopsAndGoesOnAsync(() => Set(breaks), () => Set(mends));

        Task Set(string sql)
        {
            Journal.SqlBeforeTransactions = sql;
            using var connection = new SqliteConnection(Database.ConnectionString);
            SqliteConnection.ClearPool(connection);
            return Task.CompletedTask;
        }
    }
}

public sealed class StorageFaultOnPostgresTests() : StorageFaultTests(DatabaseKind.Postgres)
{
    [Fact]
    public async Task A_table_that_somebody_has_locked()
    {
        await using var other = new NpgsqlConnection(Database.ConnectionString);
        await other.OpenAsync();
        await StopsAndGoesOnAsync(() => DoAsync(other, "BEGIN; LOCK TABLE \"Assignments\" IN EXCLUSIVE MODE"), () => DoAsync(other, "ROLLBACK"));
    }

    [Fact]
    public Task A_server_that_has_gone_away() => BreaksByAsync("ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true");

    [Fact]
    public Task A_database_that_can_only_be_read() => BreaksByAsync("SET default_transaction_read_only = on", "RESET default_transaction_read_only");

    // Whoever is connected is thrown out, so that it counts at once.
    private async Task BreaksByAsync(string breaks, string mends)
    {
        var name = new NpgsqlConnectionStringBuilder(Database.ConnectionString).Database;
        await using var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Database = "postgres" }.ToString());
        await other.OpenAsync();
        await StopsAndGoesOnAsync(() => SetAsync(breaks), () => SetAsync(mends));

        Task SetAsync(string change) => DoAsync(other, $"ALTER DATABASE {name} {change}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // words of these tests
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
