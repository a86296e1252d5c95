using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>Which tasks a filter finds, through <see cref="TaskQueries"/>.</summary>
public abstract class TaskSelectionTests(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TaskIndexSource source = null!;
    private TaskQueries queries = null!;

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

    [Fact]
    public async Task Each_filter_finds_its_tasks_and_no_others()
    {
        await database.AddTasksAsync(
            TaskData.Mirrored(1, x => x.Status = 0), TaskData.Mirrored(2, x => x.AssigneeUsername = "incs_10"), TaskData.Mirrored(3, x => x.Name = "April 100%_回访"),
            TaskData.Mirrored(4, x => x.UserPhone = "6281512345678"), TaskData.Mirrored(5, x => x.AuthId = 30059), TaskData.Mirrored(6, x => x.CreationId = 105),
            TaskData.Mirrored(7, x => x.Status = 7));

        await AssertFoundAsync([1], new() { Statuses = [0] });
        await AssertFoundAsync([1, 7], new() { Statuses = [0, 7] });
        await AssertFoundAsync([2], new() { Assignee = " incs_10 " });
        await AssertFoundAsync([1, 3, 4, 5, 6, 7], new() { Assignee = "incs_1" });
        await AssertFoundAsync([3], new() { Name = "APRIL" });
        await AssertFoundAsync([3], new() { Name = "0%_回" });
        await AssertFoundAsync([4], new() { Phone = "+62 815-1234 5678" });
        await AssertFoundAsync([4], new() { Phone = "345678" });
        await AssertFoundAsync([], new() { Phone = "62815123" });
        await AssertFoundAsync([5], new() { AuthId = 30059 });
        await AssertFoundAsync([6], new() { CreationId = 105 });
        await AssertFoundAsync([], new() { Statuses = [3] });
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        await database.AddTasksAsync(
            TaskData.Mirrored(1, x => x.Status = 2), TaskData.Mirrored(2, x => (x.Status, x.Name) = (2, "Promo")), TaskData.Mirrored(3, x => x.Name = "Promo"),
            TaskData.Mirrored(4, x => (x.Status, x.Name, x.AssigneeUsername) = (2, "Promo", "incs_2")));

        await AssertFoundAsync([2], new() { Statuses = [2, 3], Name = "promo", Assignee = "incs_1", AuthId = 30058, Created = DayRange.Of(new(2026, 4, 15), new(2026, 4, 15)) });
    }

    [Fact]
    public async Task A_batch_and_a_template_find_the_tasks_that_came_from_them()
    {
        await database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2), TaskData.Mirrored(3));
        var batch = await database.AddBatchAsync(2, BatchState.Completed, (x, i) => (x.State, x.TaskId, x.TemplateId) = (AssignmentState.Assigned, i + 1, i == 1 ? 1254676189925432389 : null));

        await AssertFoundAsync([1, 2], new() { Batch = batch });
        await AssertFoundAsync([2], new() { Template = 1254676189925432389 });
        await AssertFoundAsync([], new() { Batch = batch + 1 });
    }

    [Theory]
    [InlineData("ERIN", "Erin")]
    [InlineData("Đặng", "Đặng Thị")]
    [InlineData("ÉRIC", "ÉRIC")]
    [InlineData("小明", "王小明")]
    public async Task A_name_is_found_by_part_of_the_customers_name_as_it_is_written(string part, string name)
    {
        await database.AddTasksAsync(TaskData.Mirrored(1, x => x.UserName = name), TaskData.Mirrored(2, x => x.UserName = "Budi"));

        await AssertFoundAsync([1], new() { Name = part });
    }

    [Fact]
    public async Task Letters_are_found_in_either_case()
    {
        await database.AddTasksAsync(TaskData.Mirrored(1, x => x.Name = "ÉRIC Iı"), TaskData.Mirrored(2, x => x.Name = "eric"));

        await AssertFoundAsync([1], new() { Name = "Éric i" });
        await AssertFoundAsync([1], new() { Name = "éric" });
        await AssertFoundAsync([2], new() { Name = "ERIC" });
    }

    [Fact]
    public async Task A_day_is_the_day_of_the_persons_zone()
    {
        DateTimeOffset midnight = new(2026, 4, 14, 16, 0, 0, TimeSpan.Zero);
        await database.AddTasksAsync(
            TaskData.Mirrored(1, x => x.CreatedAt = midnight.AddSeconds(-1)), TaskData.Mirrored(2, x => x.CreatedAt = midnight),
            TaskData.Mirrored(3, x => x.CreatedAt = midnight.AddDays(1).AddSeconds(-1)), TaskData.Mirrored(4, x => x.CreatedAt = midnight.AddDays(1)));
        var day = new TaskFilter { Created = DayRange.Of(new(2026, 4, 15), new(2026, 4, 15)) };

        await AssertFoundAsync([2, 3], day, TaskData.Shanghai);
        await AssertFoundAsync([3, 4], day, TimeZoneInfo.Utc);
        await AssertFoundAsync([2, 3, 4], new TaskFilter { Created = DayRange.Of(new(2026, 4, 15), null) }, TaskData.Shanghai);
        await AssertFoundAsync([1, 2, 3], new TaskFilter { Created = DayRange.Of(null, new(2026, 4, 15)) }, TaskData.Shanghai);
    }

    [Fact]
    public async Task Tasks_are_found_by_the_day_of_a_remark_in_the_persons_zone()
    {
        // Noon is 12:00 UTC on the 15th: five hours later the 16th has begun in Shanghai.
        await database.AddTasksAsync(
            TaskData.Mirrored(1, x => x.Logs = [TaskData.Log(11, 4, minutes: 5 * 60), TaskData.Log(12, 3, minutes: 1)]), TaskData.Mirrored(2, x => x.Logs = [TaskData.Log(21, 4), TaskData.Log(22, 4, minutes: 1)]),
            TaskData.Mirrored(3, x => x.Logs = [TaskData.Log(31, 1)]));

        await AssertFoundAsync([2], new() { Remarked = DayRange.Of(new(2026, 4, 15), new(2026, 4, 15)) }, TaskData.Shanghai);
        await AssertFoundAsync([1, 2], new() { Remarked = DayRange.Of(new(2026, 4, 15), new(2026, 4, 15)) }, TimeZoneInfo.Utc);
        await AssertFoundAsync([1], new() { Remarked = DayRange.Of(new(2026, 4, 16), null) }, TaskData.Shanghai);
    }

    [Fact]
    public async Task The_search_finds_an_id_a_phone_its_ending_or_part_of_a_name()
    {
        await database.AddTasksAsync(
            TaskData.Mirrored(237), TaskData.Mirrored(5, x => x.UserPhone = "6281519140316"), TaskData.Mirrored(6, x => x.Name = "4.8 follow-up"), TaskData.Mirrored(7, x => x.UserName = "路人A"));

        await AssertFoundAsync([237], new() { Search = " 237 " });
        await AssertFoundAsync([5], new() { Search = "0316" });
        await AssertFoundAsync([5], new() { Search = "+62 815-1914-0316" });
        await AssertFoundAsync([6], new() { Search = "4.8" });
        await AssertFoundAsync([7], new() { Search = "路人a" });
        await AssertFoundAsync([], new() { Search = "99999999999999999999" });
    }

    [Theory, InlineData("-"), InlineData("+ "), InlineData("- -")]
    public async Task A_search_without_a_digit_finds_only_what_has_it_in_its_name(string search)
    {
        await database.AddTasksAsync(TaskData.Mirrored(1), TaskData.Mirrored(2, x => x.Name = "a - - + b"));

        await AssertFoundAsync([2], new() { Search = search });
    }

    private async Task AssertFoundAsync(long[] ids, TaskFilter filter, TimeZoneInfo? zone = null)
    {
        var found = await queries.ListAsync(filter, zone ?? TimeZoneInfo.Utc, wholePhones: true, TestContext.Current.CancellationToken);
        Assert.Equal(ids, found.Rows.Select(x => x.Task.Id).Order());
        Assert.Equal(ids.Length, found.Total);
    }
}

public sealed class TaskSelectionOnSqliteTests() : TaskSelectionTests(DatabaseKind.Sqlite);

public sealed class TaskSelectionOnPostgresTests() : TaskSelectionTests(DatabaseKind.Postgres);
