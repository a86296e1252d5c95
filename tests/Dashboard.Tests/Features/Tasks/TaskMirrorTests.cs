using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Assign;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Tasks;

public abstract class TaskMirrorTests(DatabaseKind kind) : IAsyncLifetime
{
    private readonly FakeTime time = new();
    private TestDatabase database = null!;
    private TaskMirror mirror = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        mirror = new(database, time);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_new_task_is_kept_with_all_that_INCS_says_of_it()
    {
        IncsLog log = new() { Id = 531, Type = 3, PreStatus = 1, Status = 2, AssigneeUsername = "incs_1", Comment = "ok", CreatedAt = TaskData.Noon.AddHours(1) };
        var answer = TaskData.Answered(237, 2, log) with { Description = "1111", Type = 4 };

        var changed = await mirror.WriteAsync([answer], Cancel);

        Assert.Equal([237], changed);
        var task = Assert.Single(await database.TasksAsync());
        Assert.Equal((237, 104, 30058, 4, 2, 1237), (task.Id, task.CreationId, task.AuthId, task.Type, task.Status, task.ConversationId));
        Assert.Equal(("task 237", "1111", "Erin", "6281500000237", "incs_1"), (task.Name, task.Description, task.UserName, task.UserPhone, task.AssigneeUsername));
        Assert.Equal((answer.CreatedAt, answer.UpdatedAt, time.GetUtcNow()), (task.CreatedAt, task.UpdatedAt, task.SyncedAt));
        Assert.Equivalent(log, Assert.Single(task.Logs));
    }

    [Fact]
    public async Task What_is_asked_of_a_log_is_kept_with_the_task()
    {
        IncsLog Entry(long id, int type, int hours, int status = 0) => new() { Id = id, Type = type, Status = status, CreatedAt = TaskData.Noon.AddHours(hours) };
        await mirror.WriteAsync([TaskData.Answered(1, 0, Entry(11, 1, 0), Entry(12, 2, 0)), TaskData.Answered(2, 2, Entry(21, 1, 0), Entry(22, 4, 1), Entry(24, 3, 3, 2), Entry(23, 3, 2, 1))], Cancel);

        var tasks = await database.TasksAsync();

        Assert.Equal((12, TaskData.Noon, null, null), (tasks[0].LastLogId, tasks[0].LastLogAt, tasks[0].FirstActionAt, tasks[0].EndedAt));
        Assert.Equal((24, TaskData.Noon.AddHours(3), TaskData.Noon.AddHours(1), TaskData.Noon.AddHours(3)), (tasks[1].LastLogId, tasks[1].LastLogAt, tasks[1].FirstActionAt, tasks[1].EndedAt));
    }

    [Fact]
    public async Task Only_what_changed_is_written_and_named()
    {
        await mirror.WriteAsync([TaskData.Answered(1), TaskData.Answered(2), TaskData.Answered(3, 0, new IncsLog { Id = 31, Type = 1 })], Cancel);
        time.Advance(TimeSpan.FromMinutes(1));

        var changed = await mirror.WriteAsync(
            [TaskData.Answered(1), TaskData.Answered(2, 1), TaskData.Answered(3, 0, new IncsLog { Id = 31, Type = 1 }, new IncsLog { Id = 32, Type = 4, Comment = "later" })], Cancel);

        Assert.Equal([2, 3], changed.Order());
        var tasks = await database.TasksAsync();
        Assert.Equal([0, 1, 0], tasks.Select(x => x.Status));
        Assert.Equal(["", "later"], tasks[2].Logs.Select(x => x.Comment));
        Assert.Equal(1, tasks.Count(x => x.SyncedAt < time.GetUtcNow()));
    }

    [Fact]
    public async Task Without_a_change_nothing_is_written()
    {
        var breakable = new BreakableDatabase(database);
        var watched = new TaskMirror(breakable, time);
        await watched.WriteAsync([TaskData.Answered(1), TaskData.Answered(2)], Cancel);
        var before = breakable.CommitCount;
        Assert.NotEqual(0, before);

        Assert.Empty(await watched.WriteAsync([TaskData.Answered(1), TaskData.Answered(2)], Cancel));

        Assert.Equal(before, breakable.CommitCount);
    }

    public static TheoryData<Func<IncsTask, IncsTask>> Changes() => new(
        x => x with { Status = 3 }, x => x with { UpdatedAt = x.UpdatedAt.AddSeconds(1) }, x => x with { AssigneeUsername = "incs_2" }, x => x with { Name = "renamed" },
        x => x with { Description = "more" }, x => x with { UserName = "Budi" }, x => x with { ConversationId = null }, x => x with { CreatedAt = x.CreatedAt.AddSeconds(1) });

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Changes))]
    public async Task Each_thing_that_INCS_may_change_is_seen(Func<IncsTask, IncsTask> change)
    {
        await mirror.WriteAsync([TaskData.Answered(1)], Cancel);

        var changed = await mirror.WriteAsync([change(TaskData.Answered(1))], Cancel);

        Assert.Equal([1], changed);
        var (task, answer) = ((await database.TasksAsync()).Single(), change(TaskData.Answered(1)));
        Assert.Equal((answer.Status, answer.UpdatedAt, answer.AssigneeUsername, answer.Name, answer.Description, answer.UserName, answer.ConversationId, answer.CreatedAt),
            (task.Status, task.UpdatedAt, task.AssigneeUsername, task.Name, task.Description, task.UserName, task.ConversationId, task.CreatedAt));
    }

    [Fact]
    public async Task A_task_and_a_log_entry_that_come_twice_in_one_answer_are_kept_once()
    {
        var twice = TaskData.Answered(1, 0, new IncsLog { Id = 11, Type = 1 }, new IncsLog { Id = 11, Type = 1 });

        Assert.Equal([1], await mirror.WriteAsync([twice, twice], Cancel));

        Assert.Single((await database.TasksAsync()).Single().Logs);
    }

    [Fact]
    public async Task A_log_entry_that_INCS_no_longer_names_stays()
    {
        await mirror.WriteAsync([TaskData.Answered(1, 0, new IncsLog { Id = 11, Type = 1 })], Cancel);

        await mirror.WriteAsync([TaskData.Answered(1, 1)], Cancel);

        Assert.Equal(11, Assert.Single((await database.TasksAsync()).Single().Logs).Id);
    }

    [Fact]
    public async Task A_create_answer_that_the_dispatcher_has_put_in_meanwhile_is_met_without_an_error()
    {
        var batch = await database.AddBatchAsync(1);
        // Between the mirror's read and its write the dispatcher commits the same task from its create answer.
        var late = new LateDatabase(database, beforeWriting: () => SettleAsync(TaskData.Answered(1)));

        var changed = await new TaskMirror(late, time).WriteAsync([TaskData.Answered(1, 1, new IncsLog { Id = 11, Type = 1 }), TaskData.Answered(2)], Cancel);

        Assert.Equal([1, 2], changed.Order());
        Assert.Equal(1, (await database.AssignmentsAsync(batch)).Single().TaskId);
        var tasks = await database.TasksAsync();
        Assert.Equal([(1L, 1, 1), (2L, 0, 0)], tasks.Select(x => (x.Id, x.Status, x.Logs.Count)));
    }

    [Fact]
    public async Task A_create_answer_that_comes_after_the_sync_takes_nothing_back()
    {
        await database.AddBatchAsync(1);
        await mirror.WriteAsync([TaskData.Answered(1, 2, new IncsLog { Id = 11, Type = 1 })], Cancel);

        await SettleAsync(TaskData.Answered(1));

        Assert.Equal((2, 1), (await database.TasksAsync()).Select(x => (x.Status, x.Logs.Count)).Single());
    }

    [Fact]
    public async Task A_task_that_the_sync_has_read_before_its_create_answer_is_known_with_its_batch()
    {
        var batch = await database.AddBatchAsync(1);
        await mirror.WriteAsync([TaskData.Answered(1, 2)], Cancel);
        using var source = new TaskIndexSource(database, time);
        await source.FollowAsync(wide: false, Cancel);
        time.Advance(TimeSpan.FromSeconds(1));

        await SettleAsync(TaskData.Answered(1));

        await source.FollowAsync(wide: true, Cancel);
        var index = await source.ReadyAsync(Cancel);
        Assert.Equal([1], index.All(new() { Batch = batch, Statuses = [2] }, default));
    }

    [Fact]
    public async Task A_task_that_a_person_takes_for_an_assignment_is_known_with_its_batch()
    {
        var batch = await database.AddBatchAsync(2, BatchState.Running, (x, i) => (x.State, x.CandidateTaskId) = (AssignmentState.Held, i == 0 ? 1 : null));
        await mirror.WriteAsync([TaskData.Answered(1), TaskData.Answered(2)], Cancel);
        using var source = new TaskIndexSource(database, time);
        await source.FollowAsync(wide: false, Cancel);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await new BatchStore(database, time, new()).DecideAsync(batch, null, HeldDecision.TakeTask, Cancel));

        await source.FollowAsync(wide: true, Cancel);
        var index = await source.ReadyAsync(Cancel);
        Assert.Equal([1], index.All(new() { Batch = batch }, default));
    }

    [Fact]
    public async Task A_database_that_refuses_every_time_is_an_error()
    {
        var writes = 0;
        var late = new LateDatabase(database, beforeWriting: () =>
        {
            writes++;
            throw new DbUpdateException("refused");
        }, always: true);

        await Assert.ThrowsAsync<DbUpdateException>(() => new TaskMirror(late, time).WriteAsync([TaskData.Answered(1)], Cancel));

        Assert.Equal(3, writes);
    }

    private async Task SettleAsync(IncsTask task)
    {
        var journal = new Journal(database, time);
        await using var session = await journal.OpenAsync(Cancel);
        var claimed = (await session.CommitAsync([], 1, cancellationToken: Cancel)).Claimed.Single();
        var attempt = new IncsAttempt(new IncsOutcome.Created(task), 200, null, time.GetUtcNow(), TimeSpan.Zero);
        await session.CommitAsync([Settlement.Of(claimed, attempt)], 0, cancellationToken: Cancel);
    }
}

public sealed class TaskMirrorOnSqliteTests() : TaskMirrorTests(DatabaseKind.Sqlite);

public sealed class TaskMirrorOnPostgresTests() : TaskMirrorTests(DatabaseKind.Postgres);
