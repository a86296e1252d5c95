using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Overview;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Overview;

public abstract class OverviewQueriesTests(DatabaseKind kind) : IAsyncLifetime
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private readonly FakeTime time = new();
    private TestDatabase database = null!;
    private TaskIndexSource source = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        source = new(database, time);
    }

    public async ValueTask DisposeAsync()
    {
        source.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_database_has_days_without_tasks()
    {
        var figures = await ReadAsync();

        Assert.Equal(Enumerable.Range(10, 7).Select(x => new DateOnly(2026, 4, x)), figures.Tasks.Days.Select(x => x.Day));
        Assert.Empty(figures.Journal.Batches);
        Assert.Empty(figures.Journal.Rejections);
        Assert.Empty(figures.Journal.Waits);
        Assert.Null(figures.Journal.Sync);
    }

    [Fact]
    public async Task Tasks_of_the_database_are_counted()
    {
        await database.AddTasksAsync(Utc(14, 16), 0, 2, lastLogAt: Utc(16, 1));
        await database.AddTasksAsync(Utc(15, 1), 1, 3, "incs_2");
        await database.AddTasksAsync(Utc(1, 1), 2, 4, updatedAt: Utc(15, 1));
        await database.AddTasksAsync(Utc(1, 1), 1, 5);

        var tasks = (await ReadAsync(zone: Shanghai)).Tasks;

        Assert.Equal((new(5, 0), new(4, 0), new(10, 9), 5), (tasks.Created, tasks.Finished, tasks.Open, tasks.Stale));
        Assert.Equal(5, tasks.Days[^2].Created);
    }

    [Fact]
    public async Task Today_is_the_persons_day()
    {
        time.Advance(TimeSpan.FromHours(8));

        Assert.Equal((new DateOnly(2026, 4, 16), new DateOnly(2026, 4, 17)), ((await ReadAsync()).Span.Last, (await ReadAsync(zone: Shanghai)).Span.Last));
    }

    [Fact]
    public async Task Batches_that_are_not_through_come_first_with_the_shares_of_their_assignments()
    {
        var ids = new List<long>();
        foreach (var state in new[] { BatchState.Completed, BatchState.Paused, BatchState.Completed, BatchState.Running, BatchState.Cancelled, BatchState.Completed })
            ids.Add(await database.AddBatchAsync(7, state, (x, n) => x.State = n switch { < 4 => AssignmentState.Assigned, < 6 => AssignmentState.Rejected, _ => AssignmentState.Unknown }));
        await database.AddBatchAsync(2, BatchState.Draft);

        var journal = (await ReadAsync()).Journal;

        Assert.Equal([ids[3], ids[1], ids[5], ids[4], ids[2]], journal.Batches.Select(x => x.Batch.Id));
        Assert.Equal(1, journal.Running);
        Assert.All(journal.Batches, x => Assert.Equal((7, 4, 2, 1, 0), (x.Total, x.Of(AssignmentState.Assigned), x.Of(AssignmentState.Rejected), x.Of(AssignmentState.Unknown), x.Of(AssignmentState.Pending))));
    }

    [Fact]
    public async Task With_a_batch_only_that_batch_is_shown()
    {
        await database.AddBatchAsync(1);
        var id = await database.AddBatchAsync(1);
        await database.AddBatchAsync(1);

        Assert.Equal(id, Assert.Single((await ReadAsync(new() { Batch = id })).Journal.Batches).Batch.Id);
    }

    [Fact]
    public async Task A_batch_without_assignments_has_none()
    {
        await database.AddBatchAsync(0);

        Assert.Equal(0, Assert.Single((await ReadAsync()).Journal.Batches).Total);
    }

    [Fact]
    public async Task Rejections_of_the_range_are_counted_by_reason()
    {
        await database.AddBatchAsync(6, BatchState.Completed, (x, i) =>
        {
            (x.State, x.Reason) = (AssignmentState.Rejected, i switch { 0 => null, < 3 => "Assignee does not exist.", _ => AssignmentReasons.OpenTask });
            x.ChangedAt = Utc(10, 0);
        });
        var newest = await database.AddBatchAsync(1, BatchState.Completed, (x, i) => (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Rejected, AssignmentReasons.OpenTask, Utc(16, 23)));
        await database.AddBatchAsync(2, BatchState.Completed, (x, i) => (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Rejected, "too old", Utc(10, 0).AddMilliseconds(-1)));
        await database.AddBatchAsync(2, BatchState.Completed, (x, i) => (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Unknown, AssignmentReasons.TimedOut, Utc(16, 0)));

        Assert.Equal([new(AssignmentReasons.OpenTask, 4, newest), new("Assignee does not exist.", 2, newest - 1), new(null, 1, newest - 1)], (await ReadAsync()).Journal.Rejections);
    }

    [Fact]
    public async Task Rejections_are_narrowed_as_tasks_are()
    {
        await database.AddBatchAsync(4, change: (x, i) =>
        {
            (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Rejected, $"reason {i}", Utc(15, 9));
            if (i == 1) x.AssigneeUsername = "incs_2";
            if (i == 2) x.AuthId = 30059;
            if (i == 3) x.TemplateId = 7;
        });

        async Task<string?> OnlyAsync(OverviewFilter filter) => Assert.Single((await ReadAsync(filter)).Journal.Rejections).Reason;

        Assert.Equal(("reason 1", "reason 2", "reason 3"), (await OnlyAsync(new() { Assignee = "incs_2" }), await OnlyAsync(new() { AuthId = 30059 }), await OnlyAsync(new() { Template = 7 })));
    }

    [Fact]
    public async Task Those_with_as_many_come_by_their_reason()
    {
        await database.AddBatchAsync(3, change: (x, i) => (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Rejected, $"reason {2 - i}", Utc(15, 9)));

        Assert.Equal(["reason 0", "reason 1", "reason 2"], (await ReadAsync()).Journal.Rejections.Select(x => x.Reason));
    }

    [Fact]
    public async Task What_upstreams_are_like_comes_along_but_not_what_a_server_said_long_ago()
    {
        await using (var db = database.CreateDbContext())
        {
            db.SyncStates.Add(new SyncState { Id = 1, FreshAt = Utc(16, 8), Error = "INCS can't be reached." });
            db.ServerWaits.AddRange(new ServerWait { Server = "here", SeenAt = time.GetUtcNow(), Lane = 2 }, new ServerWait { Server = "gone", SeenAt = time.GetUtcNow().AddSeconds(-15), Lane = 3 });
            await db.SaveChangesAsync(Cancel);
        }

        var journal = (await ReadAsync()).Journal;

        Assert.Equal((Utc(16, 8), "INCS can't be reached."), (journal.Sync!.FreshAt, journal.Sync.Error));
        Assert.Equal("here", Assert.Single(journal.Waits).Server);
    }

    private static DateTimeOffset Utc(int day, int hour) => new(2026, 4, day, hour, 0, 0, TimeSpan.Zero);

    private Task<OverviewFigures> ReadAsync(OverviewFilter? filter = null, TimeZoneInfo? zone = null) =>
        source.Queries(database, time).ReadAsync((filter ?? new()) with { Days = 7 }, zone ?? TimeZoneInfo.Utc, Cancel);
}

public sealed class OverviewQueriesOnSqliteTests() : OverviewQueriesTests(DatabaseKind.Sqlite);

public sealed class OverviewQueriesOnPostgresTests() : OverviewQueriesTests(DatabaseKind.Postgres);
