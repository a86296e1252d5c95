using System.Data.Common;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The customers leave final tasks in time, and nothing brings them back.</summary>
public abstract class TaskRetentionTests(DatabaseKind kind) : IAsyncLifetime
{
    private readonly FakeTime time = new(TaskData.Noon.AddDays(31));
    private readonly IOptions<RetentionOptions> options = Options.Create(new RetentionOptions { Days = 30 });
    private readonly MirrorFeed feed = new();
    private readonly List<long> told = [];
    private TestDatabase database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskMirror Mirror => new(database, time, retention: options);

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        feed.Subscribe(news => told.AddRange(news.TaskIds));
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory, InlineData(2), InlineData(3)]
    public async Task A_final_task_that_has_not_changed_for_long_loses_its_customer_and_keeps_the_rest(int status)
    {
        await database.AddTasksAsync(Full(1, status));

        await PassAsync();

        var task = Assert.Single(await database.TasksAsync());
        Assert.Equal(("", "", ""), (task.UserPhone, task.UserName, task.Description));
        Assert.Equal(time.GetUtcNow(), task.PurgedAt);
        Assert.Equal((104, 30058, status, "task 1", "incs_1", TaskData.Noon), (task.CreationId, task.AuthId, task.Status, task.Name, task.AssigneeUsername, task.CreatedAt));
        Assert.Equal([(11L, 1, ""), (12L, 4, "")], task.Logs.Select(x => (x.Id, x.Type, x.Comment)));
        Assert.Equal([1], told);
    }

    [Fact]
    public async Task An_open_task_and_a_younger_one_and_one_with_a_late_remark_keep_theirs()
    {
        await database.AddTasksAsync(Full(1, 1), Full(2, 7), Full(3, 2, x => x.UpdatedAt = TaskData.Noon.AddDays(2)), Full(4, 2, x => x.Logs.Add(TaskData.Log(49, 4, minutes: 2 * 24 * 60, comment: "late"))));

        await PassAsync();

        Assert.All(await database.TasksAsync(), x => Assert.Equal(($"628150{x.Id:D7}", "VIP", null), (x.UserPhone, x.Description, x.PurgedAt)));
        Assert.Empty(told);
    }

    [Fact]
    public async Task The_sync_neither_brings_the_customer_back_nor_takes_the_task_for_changed()
    {
        await database.AddTasksAsync(Full(1, 2));
        await PassAsync();

        Assert.Empty(await Mirror.WriteAsync([Answer(1, 2)], Cancel));
        // A longer time of keeping does not either.
        options.Value.Days = 300;
        Assert.Empty(await Mirror.WriteAsync([Answer(1, 2)], Cancel));

        Assert.Equal("", Assert.Single(await database.TasksAsync()).UserPhone);
    }

    [Fact]
    public async Task A_task_that_is_read_when_its_time_is_over_comes_without_its_customer()
    {
        Assert.Equal([1, 2], (await Mirror.WriteAsync([Answer(1, 2), Answer(2, 1)], Cancel)).Order());

        var tasks = await database.TasksAsync();
        Assert.Equal(["", "6281500000002"], tasks.Select(x => x.UserPhone));
        Assert.Equal([time.GetUtcNow(), null], tasks.Select(x => x.PurgedAt));
        Assert.Equal(["", ""], tasks[0].Logs.Select(x => x.Comment));
    }

    [Fact]
    public async Task A_task_that_goes_on_has_its_customer_again()
    {
        await database.AddTasksAsync(Full(1, 2));
        await PassAsync();

        await Mirror.WriteAsync([Answer(1, 2) with { UpdatedAt = time.GetUtcNow() }], Cancel);

        var task = Assert.Single(await database.TasksAsync());
        Assert.Equal(("6281500000001", null), (task.UserPhone, task.PurgedAt));
    }

    [Fact]
    public async Task The_index_follows()
    {
        await database.AddTasksAsync(Full(1, 2), Full(2, 1));
        using var source = new TaskIndexSource(database, TimeProvider.System);
        var queries = new TaskQueries(source, database, TimeProvider.System);
        Assert.Equal([1], await queries.IdsAsync(new() { Phone = "6281500000001" }));

        await PassAsync();
        await source.RefreshAsync(told, Cancel);

        Assert.Empty(await queries.IdsAsync(new() { Phone = "6281500000001" }));
        Assert.Equal([1, 2], (await queries.IdsAsync(new())).Order());
        Assert.Empty((await queries.FindAsync(1, Cancel))!.Others);
    }

    [Fact]
    public async Task Of_many_each_is_written_once_and_found_by_an_index()
    {
        const int many = 4500;
        await database.AddTasksAsync(Enumerable.Range(1, many).Select(i => Full(i, i % 2 == 0 ? 2 : 3)));
        var watched = new WatchedDatabase(database);

        await PassAsync(watched);
        await PassAsync(watched);

        Assert.Equal((many, many), (watched.Written("Tasks"), watched.Written("TaskLogs")));
        Assert.Equal(Enumerable.Range(1, many).Select(x => (long)x), told.Order());
        Assert.All(watched.Largest, x => Assert.InRange(x, 0, 2000));
        Assert.Contains("IX_Tasks_Status_UpdatedAt_Id", await PlanAsync(), StringComparison.Ordinal);
    }

    private Task PassAsync(IDbContextFactory<DashboardDb>? databases = null) =>
        new TaskRetention(databases ?? database, feed, options, time, NullLogger<TaskRetention>.Instance).PassAsync(Cancel);

    private static MirroredTask Full(long id, int status, Action<MirroredTask>? change = null) => TaskData.Mirrored(id, x =>
    {
        (x.Status, x.Description) = (status, "VIP");
        x.Logs = [TaskData.Log(10 * id + 1, 1), TaskData.Log(10 * id + 2, 4, minutes: 5, comment: "Erin pays on Friday")];
        change?.Invoke(x);
    });

    private static IncsTask Answer(long id, int status) => TaskData.Answered(id, status,
        new IncsLog { Id = 10 * id + 1, Type = 1, CreatedAt = TaskData.Noon }, new IncsLog { Id = 10 * id + 2, Type = 4, Comment = "Erin pays on Friday", CreatedAt = TaskData.Noon.AddMinutes(5) })
        with { Description = "VIP", UpdatedAt = TaskData.Noon, ConversationId = null };

    private async Task<string> PlanAsync()
    {
        await using var db = database.CreateDbContext();
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = (kind == DatabaseKind.Sqlite ? "EXPLAIN QUERY PLAN " : "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; EXPLAIN ")
            + """SELECT "Id" FROM "Tasks" WHERE "PurgedAt" IS NULL AND "Status" = 2 AND "UpdatedAt" < 5 AND "UpdatedAt" >= 1 ORDER BY "UpdatedAt", "Id" LIMIT 2000""";
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel)) plan.Add(reader.GetString(reader.FieldCount - 1));
        return string.Join('\n', plan);
    }

    // Counts the rows that commands change.
    private sealed class WatchedDatabase(TestDatabase database) : DbCommandInterceptor, IDbContextFactory<DashboardDb>
    {
        private readonly List<(string Command, int Rows)> written = [];

        public IEnumerable<int> Largest => written.Select(x => x.Rows);

        public int Written(string table) => written.Where(x => x.Command.StartsWith($"UPDATE \"{table}\"", StringComparison.Ordinal)).Sum(x => x.Rows);

        public DashboardDb CreateDbContext()
        {
            var builder = new DbContextOptionsBuilder<DashboardDb>();
            builder.UseDashboard(database.ConnectionString, database.Folder);
            builder.AddInterceptors(this);
            return new(builder.Options);
        }

        public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            written.Add((command.CommandText, result));
            return ValueTask.FromResult(result);
        }
    }
}

public sealed class TaskRetentionOnSqliteTests() : TaskRetentionTests(DatabaseKind.Sqlite);

public sealed class TaskRetentionOnPostgresTests() : TaskRetentionTests(DatabaseKind.Postgres);
