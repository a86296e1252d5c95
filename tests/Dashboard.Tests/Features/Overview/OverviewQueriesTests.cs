using Dashboard.Data;
using Dashboard.Features.Overview;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Overview;

public abstract class OverviewQueriesTests(DatabaseKind kind) : IAsyncLifetime
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private readonly FakeTime time = new();
    private TestDatabase database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(kind);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task An_empty_database_has_days_without_tasks()
    {
        var figures = await ReadAsync();

        Assert.Equal(Enumerable.Range(10, 7).Select(x => new DateOnly(2026, 4, x)), figures.Days.Select(x => x.Day));
        Assert.All(figures.Days, x => Assert.Equal(0, x.Total));
        Assert.Equal((0, 0, 0, 0, 0), (figures.FinishedToday, figures.FinishedYesterday, figures.TerminatedToday, figures.NotStarted, figures.InProgress));
        Assert.Empty(figures.Open);
        Assert.Empty(figures.Batches);
        Assert.Empty(figures.Rejections);
        Assert.Null(figures.Sync);
    }

    [Theory]
    [InlineData("UTC", "2026-04-14")]
    [InlineData("Asia/Shanghai", "2026-04-15")]
    [InlineData("America/New_York", "2026-04-14")]
    public async Task A_task_near_midnight_counts_for_the_day_of_the_persons_zone(string zone, string day)
    {
        await database.AddTasksAsync(Utc(14, 16, 30));

        var figures = await ReadAsync(zone: TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", null), figures.Days.Single(x => x.Total == 1).Day);
    }

    [Fact]
    public async Task A_day_begins_at_its_midnight_and_ends_before_the_next()
    {
        await database.AddTasksAsync(Utc(14, 16));
        await database.AddTasksAsync(Utc(15, 16).AddMilliseconds(-1));
        await database.AddTasksAsync(Utc(15, 16), count: 3);

        var figures = await ReadAsync(zone: Shanghai);

        Assert.Equal([0, 0, 0, 0, 0, 2, 3], figures.Days.Select(x => x.Total));
    }

    [Fact]
    public async Task Today_is_the_persons_day()
    {
        time.Advance(TimeSpan.FromHours(8));

        Assert.Equal((new DateOnly(2026, 4, 16), new DateOnly(2026, 4, 17)), ((await ReadAsync()).Days[^1].Day, (await ReadAsync(zone: Shanghai)).Days[^1].Day));
    }

    [Fact]
    public async Task A_day_on_which_the_clocks_change_is_one_day()
    {
        // In Berlin the 29th of March 2026 has 23 hours.
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        await database.AddTasksAsync(new(2026, 3, 28, 23, 0, 0, TimeSpan.Zero));
        await database.AddTasksAsync(new(2026, 3, 29, 21, 59, 0, TimeSpan.Zero));
        await database.AddTasksAsync(new(2026, 3, 29, 22, 0, 0, TimeSpan.Zero));

        var figures = await ReadAsync(30, berlin);

        Assert.Equal((2, 1), (figures.Days.Single(x => x.Day == new DateOnly(2026, 3, 29)).Total, figures.Days.Single(x => x.Day == new DateOnly(2026, 3, 30)).Total));
    }

    [Fact]
    public async Task A_day_counts_its_tasks_by_their_status_now()
    {
        foreach (var (status, count) in new[] { (0, 1), (1, 2), (2, 3), (3, 4), (9, 5) }) await database.AddTasksAsync(Utc(16, 1), status, count);

        var today = (await ReadAsync()).Days[^1];

        Assert.Equal((1, 2, 3, 4, 5, 15), (today.Of(0), today.Of(1), today.Of(2), today.Of(3), today.Of(9), today.Total));
    }

    [Fact]
    public async Task Finished_and_terminated_count_by_the_day_they_ended()
    {
        var old = Utc(1, 0);
        await database.AddTasksAsync(old, 2, 1, updatedAt: Utc(14, 23));
        await database.AddTasksAsync(old, 2, 2, updatedAt: Utc(15, 0));
        await database.AddTasksAsync(old, 2, 3, updatedAt: Utc(15, 23));
        await database.AddTasksAsync(old, 2, 4, updatedAt: Utc(16, 0));
        await database.AddTasksAsync(old, 3, 5, updatedAt: Utc(15, 23));
        await database.AddTasksAsync(old, 3, 6, updatedAt: Utc(16, 8));
        await database.AddTasksAsync(old, 1, 7, updatedAt: Utc(16, 8));

        var figures = await ReadAsync();

        Assert.Equal((4, 5, 6), (figures.FinishedToday, figures.FinishedYesterday, figures.TerminatedToday));
    }

    [Fact]
    public async Task Finished_today_is_of_the_persons_day()
    {
        await database.AddTasksAsync(Utc(1, 0), 2, updatedAt: Utc(15, 17));

        Assert.Equal((0, 1), ((await ReadAsync()).FinishedToday, (await ReadAsync(zone: Shanghai)).FinishedToday));
    }

    [Fact]
    public async Task Open_tasks_count_whatever_their_day()
    {
        await database.AddTasksAsync(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), 0, 2);
        await database.AddTasksAsync(Utc(16, 1), 1, 3);
        await database.AddTasksAsync(Utc(16, 1), 2, 4);

        var figures = await ReadAsync();

        Assert.Equal((2, 3), (figures.NotStarted, figures.InProgress));
    }

    [Fact]
    public async Task Assignees_come_by_how_much_they_have_open()
    {
        await database.AddTasksAsync(Utc(16, 1), 0, 2, "few");
        await database.AddTasksAsync(Utc(16, 1), 0, 1, "most");
        await database.AddTasksAsync(Utc(16, 1), 1, 4, "most");
        await database.AddTasksAsync(Utc(16, 1), 1, 3, "some");
        await database.AddTasksAsync(Utc(16, 1), 2, 9, "done");

        Assert.Equal([new AssigneeFigures("most", 1, 4), new("some", 0, 3), new("few", 2, 0)], (await ReadAsync()).Open);
    }

    [Fact]
    public async Task Those_with_as_much_come_by_their_name()
    {
        foreach (var assignee in new[] { "incs_3", "incs_1", "Incs_4", "incs_2" }) await database.AddTasksAsync(Utc(15, 9), 0, 1, assignee);
        await database.AddBatchAsync(3, change: (x, i) => (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Rejected, $"reason {2 - i}", Utc(15, 9)));

        var figures = await ReadAsync();

        Assert.Equal(["Incs_4", "incs_1", "incs_2", "incs_3"], figures.Open.Select(x => x.Assignee));
        Assert.Equal(["reason 0", "reason 1", "reason 2"], figures.Rejections.Select(x => x.Reason));
    }

    [Fact]
    public async Task No_more_than_twelve_assignees_are_shown()
    {
        for (var i = 1; i <= 14; i++) await database.AddTasksAsync(Utc(16, 1), 0, i, $"incs_{i}");

        Assert.Equal(Enumerable.Range(3, 12).Reverse(), (await ReadAsync()).Open.Select(x => x.NotStarted));
    }

    [Fact]
    public async Task The_newest_batches_come_with_the_shares_of_their_assignments()
    {
        var ids = new List<long>();
        for (var i = 0; i < 6; i++)
            ids.Add(await database.AddBatchAsync(7, BatchState.Completed, (x, n) => x.State = n switch { < 4 => AssignmentState.Assigned, < 6 => AssignmentState.Rejected, _ => AssignmentState.Unknown }));
        await database.AddBatchAsync(2, BatchState.Draft);

        var batches = (await ReadAsync()).Batches;

        Assert.Equal(ids.AsEnumerable().Reverse().Take(5), batches.Select(x => x.Batch.Id));
        Assert.All(batches, x => Assert.Equal((7, 4, 2, 1, 0), (x.Total, x.Of(AssignmentState.Assigned), x.Of(AssignmentState.Rejected), x.Of(AssignmentState.Unknown), x.Of(AssignmentState.Pending))));
    }

    [Fact]
    public async Task A_batch_without_assignments_has_none()
    {
        await database.AddBatchAsync(0);

        Assert.Equal(0, Assert.Single((await ReadAsync()).Batches).Total);
    }

    [Fact]
    public async Task Rejections_of_the_range_are_counted_by_reason()
    {
        await database.AddBatchAsync(6, BatchState.Completed, (x, i) =>
        {
            (x.State, x.Reason) = (AssignmentState.Rejected, i switch { 0 => null, < 3 => "Assignee does not exist.", _ => AssignmentReasons.OpenTask });
            x.ChangedAt = Utc(10, 0);
        });
        await database.AddBatchAsync(2, BatchState.Completed, (x, i) => (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Rejected, "too old", Utc(10, 0).AddMilliseconds(-1)));
        await database.AddBatchAsync(2, BatchState.Completed, (x, i) => (x.State, x.Reason, x.ChangedAt) = (AssignmentState.Unknown, AssignmentReasons.TimedOut, Utc(16, 0)));

        Assert.Equal([new ReasonFigures(AssignmentReasons.OpenTask, 3), new("Assignee does not exist.", 2), new(null, 1)], (await ReadAsync()).Rejections);
    }

    [Theory, InlineData(7), InlineData(14), InlineData(30)]
    public async Task The_range_has_as_many_days_as_asked_for(int days)
    {
        await database.AddTasksAsync(time.GetUtcNow().Date.AddDays(1 - days));
        await database.AddTasksAsync(time.GetUtcNow().Date.AddDays(-days));

        var figures = await ReadAsync(days);

        Assert.Equal(days, figures.Days.Count);
        Assert.Equal((1, 1), (figures.Days[0].Total, figures.Days.Sum(x => x.Total)));
    }

    [Fact]
    public async Task The_freshness_of_the_mirror_comes_along()
    {
        await using (var db = database.CreateDbContext())
        {
            db.SyncStates.Add(new SyncState { Id = 1, FreshAt = Utc(16, 8), Error = "INCS can't be reached." });
            await db.SaveChangesAsync(Cancel);
        }

        var sync = (await ReadAsync()).Sync!;

        Assert.Equal((Utc(16, 8), "INCS can't be reached."), (sync.FreshAt, sync.Error));
    }

    private static DateTimeOffset Utc(int day, int hour, int minute = 0) => new(2026, 4, day, hour, minute, 0, TimeSpan.Zero);

    private Task<OverviewFigures> ReadAsync(int days = 7, TimeZoneInfo? zone = null) => new OverviewQueries(database, time).ReadAsync(days, zone ?? TimeZoneInfo.Utc, Cancel);
}

public sealed class OverviewQueriesOnSqliteTests() : OverviewQueriesTests(DatabaseKind.Sqlite);

public sealed class OverviewQueriesOnPostgresTests() : OverviewQueriesTests(DatabaseKind.Postgres);
