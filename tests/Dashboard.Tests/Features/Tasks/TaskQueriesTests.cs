using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Tasks;

public abstract class TaskQueriesTests(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TaskIndexSource source = null!;
    private TaskQueries queries = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        queries = new(source = new(database, TimeProvider.System), database, TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        source.Dispose();
        return database.DisposeAsync();
    }

    public static TheoryData<string, Func<MirroredTask, IComparable>> Columns() => new()
    {
        { "id", x => x.Id }, { "status", x => x.Status }, { "name", x => x.Name }, { "customer", x => x.UserName },
        { "assignee", x => x.AssigneeUsername }, { "created", x => x.CreatedAt }, { "updated", x => x.UpdatedAt },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Columns))]
    public async Task Every_column_sorts_both_ways_and_pages_hold_each_task_once(string column, Func<MirroredTask, IComparable> key)
    {
        // Few values and many tasks of each: only the id keeps them apart.
        await database.AddTasksAsync(Enumerable.Range(1, 130).Select(i => TaskData.Mirrored(i, x =>
        {
            (x.Status, x.Name, x.UserName, x.AssigneeUsername) = (i * 7 % 4, $"name {i * 7 % 3}", $"customer {i * 5 % 3}", $"incs_{i * 3 % 4}");
            (x.CreatedAt, x.UpdatedAt) = (TaskData.Noon.AddHours(i * 11 % 3), TaskData.Noon.AddHours(i * 13 % 4));
        })));

        foreach (var sort in new[] { column, "-" + column })
        {
            var tasks = await PagesAsync(new() { Sort = sort }, 3);
            var ascending = sort == column ? tasks : Enumerable.Reverse(tasks).ToList();
            Assert.Equal(Enumerable.Range(1, 130), tasks.Select(x => (int)x.Id).Order());
            Assert.Equal(ascending.OrderBy(key, Comparer<IComparable>.Create(Compare)).ThenBy(x => x.Id).Select(x => x.Id), ascending.Select(x => x.Id));
        }
    }

    [Fact]
    public async Task Names_come_in_the_same_order_on_either_database()
    {
        string[] ordered = ["", "10", "9", "Adi", "Zoe", "_x", "a b", "ab", "zoe", "Éric", "élan", "王小明", "😀"];
        await database.AddTasksAsync(ordered.Select((x, i) => TaskData.Mirrored(100 - i, task => (task.Name, task.UserName, task.AssigneeUsername) = (x, x, x))));

        foreach (var sort in new[] { "name", "customer", "assignee" })
        {
            var list = await queries.ListAsync(new() { Sort = sort }, TimeZoneInfo.Utc, wholePhones: true, Cancel);
            Assert.Equal(ordered, list.Rows.Select(x => x.Task.Name));
        }
        Assert.Equal(ordered, await queries.AssigneesAsync(Cancel));
    }

    [Theory, InlineData("colour"), InlineData("-bogus"), InlineData("bogus"), InlineData("")]
    public async Task An_order_that_does_not_exist_is_newest_first(string sort)
    {
        await database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2, x => x.CreatedAt = TaskData.Noon.AddDays(1)), TaskData.Mirrored(3));

        Assert.Equal([2, 3, 1], await queries.IdsAsync(new() { Sort = sort }));
    }

    [Theory, InlineData(3), InlineData(4711), InlineData(int.MaxValue)]
    public async Task A_page_beyond_the_end_is_the_last_one(int number)
    {
        await database.AddTasksAsync(Enumerable.Range(1, 60).Select(i => TaskData.Mirrored(i)));

        var list = await queries.ListAsync(new() { Sort = "id", Page = number }, TimeZoneInfo.Utc, wholePhones: true, Cancel);

        Assert.Equal((60, 2), (list.Total, list.Page));
        Assert.Equal(Enumerable.Range(51, 10), list.Rows.Select(x => (int)x.Task.Id));
    }

    [Fact]
    public async Task Where_nothing_matches_the_page_is_the_first()
    {
        var list = await queries.ListAsync(new() { Page = 5 }, TimeZoneInfo.Utc, wholePhones: true, Cancel);

        Assert.Equal((0, 1), (list.Total, list.Page));
        Assert.Empty(list.Rows);
    }

    [Fact]
    public async Task A_row_has_the_newest_log_entry_and_the_batch_it_came_from()
    {
        await database.AddTasksAsync(
            TaskData.Mirrored(1, x => x.Logs = [TaskData.Log(12, 2, minutes: 5), TaskData.Log(11, 1), TaskData.Log(10, 4, minutes: 5)]), TaskData.Mirrored(2));
        var batch = await database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId) = (AssignmentState.Assigned, 1));

        var rows = (await queries.ListAsync(new() { Sort = "id" }, TimeZoneInfo.Utc, wholePhones: true, Cancel)).Rows;

        Assert.Equal((12L, batch), (rows[0].LastLog!.Id, rows[0].BatchId));
        Assert.Equal((null, null), (rows[1].LastLog, rows[1].BatchId));
    }

    [Fact]
    public async Task All_matches_come_newest_first_and_once_across_portions()
    {
        // Tasks of the same second stand on both sides of each portion's end.
        await database.AddTasksAsync(Enumerable.Range(1, 4321).Select(i => TaskData.Mirrored(i, x => (x.CreatedAt, x.Status) = (TaskData.Noon.AddSeconds(-i / 700), i % 10 == 0 ? 2 : 1))));

        var all = new List<MirroredTask>();
        var ids = await queries.IdsAsync(new TaskFilter { Statuses = [1], Page = 2 }, TimeZoneInfo.Utc, wholePhones: true, Cancel);
        await foreach (var row in queries.AllAsync(ids, Cancel)) all.Add(row.Task);

        Assert.Equal(Enumerable.Range(1, 4321).Where(i => i % 10 != 0), all.Select(x => (int)x.Id).Order());
        Assert.Equal(all.OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id).Select(x => x.Id), all.Select(x => x.Id));
    }

    [Fact]
    public async Task A_task_is_found_with_its_log_its_source_its_attempts_and_the_customers_other_tasks()
    {
        await database.AddTasksAsync(
            TaskData.Mirrored(1, x => x.Logs = [TaskData.Log(11, 2, minutes: 1), TaskData.Log(10, 1)]), TaskData.Mirrored(2),
            TaskData.Mirrored(3, x => x.UserPhone = TaskData.Mirrored(1).UserPhone),
            TaskData.Mirrored(4, x => (x.UserPhone, x.CreatedAt) = (TaskData.Mirrored(1).UserPhone, TaskData.Noon.AddDays(1))));
        var batch = await database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId, x.FirstLine) = (AssignmentState.Assigned, 1, 17));
        await using (var db = database.CreateDbContext())
        {
            var assignment = (await database.AssignmentsAsync(batch)).Single().Id;
            db.Attempts.Add(new() { AssignmentId = assignment, Number = 2, Outcome = "Created", StartedAt = TaskData.Noon });
            db.Attempts.Add(new() { AssignmentId = assignment, Number = 1, Outcome = "Throttled", StartedAt = TaskData.Noon });
            await db.SaveChangesAsync(Cancel);
        }

        var found = await queries.FindAsync(1, Cancel);

        Assert.NotNull(found);
        Assert.Equal([10, 11], found.Task.Logs.Select(x => x.Id));
        Assert.Equal((batch, 17), (found.Batch!.Id, found.Assignment!.FirstLine));
        Assert.Equal(["Throttled", "Created"], found.Attempts.Select(x => x.Outcome));
        Assert.Equal([4, 3], found.Others.Select(x => x.Id));
    }

    [Fact]
    public async Task A_task_that_was_made_elsewhere_has_no_source_and_an_unknown_id_is_not_found()
    {
        await database.AddTasksAsync(TaskData.Mirrored(1));

        var found = await queries.FindAsync(1, Cancel);

        Assert.Equal((null, null), (found!.Assignment, found.Batch));
        Assert.Empty(found.Attempts);
        Assert.Null(await queries.FindAsync(4711, Cancel));
    }

    [Fact]
    public async Task Assignees_are_named_once_and_in_order()
    {
        await database.AddTasksAsync(Enumerable.Range(1, 6).Select(i => TaskData.Mirrored(i, x => x.AssigneeUsername = $"incs_{i % 3}")));

        Assert.Equal(["incs_0", "incs_1", "incs_2"], await queries.AssigneesAsync(Cancel));
    }

    private async Task<List<MirroredTask>> PagesAsync(TaskFilter filter, int pages)
    {
        var tasks = new List<MirroredTask>();
        for (var page = 1; page <= pages; page++)
            tasks.AddRange((await queries.ListAsync(filter with { Page = page }, TimeZoneInfo.Utc, wholePhones: true, Cancel)).Rows.Select(x => x.Task));
        return tasks;
    }

    // As the database compares: text by its code points.
    private static int Compare(IComparable? a, IComparable? b) => a is string text ? string.CompareOrdinal(text, (string)b!) : a!.CompareTo(b);
}

public sealed class TaskQueriesOnSqliteTests() : TaskQueriesTests(DatabaseKind.Sqlite);

public sealed class TaskQueriesOnPostgresTests() : TaskQueriesTests(DatabaseKind.Postgres);
