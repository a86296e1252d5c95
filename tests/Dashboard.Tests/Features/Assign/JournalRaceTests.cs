using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

/// <summary>Sessions that meet in the middle of their transactions, as they can only on PostgreSQL.</summary>
public sealed class JournalRaceTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private HeldCommits held = null!;
    private Journal journal = null!;
    private JournalSession session = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        held = new(database);
        journal = new(database, TimeProvider.System);
        session = await journal.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory, InlineData(BatchState.Paused), InlineData(BatchState.Cancelled)]
    public async Task A_pause_or_cancel_in_the_middle_of_a_claim_comes_after_it(BatchState state)
    {
        var id = await database.AddBatchAsync(5);
        await using var lane = await new Journal(held, TimeProvider.System).OpenAsync(Cancel);
        var claim = lane.CommitAsync([], 3, cancellationToken: Cancel);
        await held.Reached;

        Task stop = state == BatchState.Paused ? Store(database).PauseAsync(id, Cancel) : Store(database).CancelAsync(id, Cancel);
        await database.WaitForWaiterAsync();
        held.Release();
        await stop;

        Assert.Equal(3, (await claim).Claimed.Count);
        Assert.Equal(state, (await database.BatchAsync(id)).State);
        // The lane asks before it sends, and gives its claims back.
        var next = await lane.CommitAsync([], 3, cancellationToken: Cancel);
        Assert.Empty(next.Running);
        Assert.Empty(next.Claimed);
        await lane.CommitAsync([.. (await claim).Claimed.Select(Settlement.Released)], 0, cancellationToken: Cancel);
        var end = state == BatchState.Paused ? AssignmentState.Pending : AssignmentState.Cancelled;
        Assert.All(await database.AssignmentsAsync(id), x => Assert.Equal(end, x.State));
    }

    [Theory, InlineData(BatchState.Paused), InlineData(BatchState.Cancelled)]
    public async Task A_claim_in_the_middle_of_a_pause_or_cancel_claims_nothing(BatchState state)
    {
        var id = await database.AddBatchAsync(5);
        await using var stopping = database.CreateDbContext();
        await using var stop = await stopping.Database.BeginTransactionAsync(Cancel);
        await stopping.Batches.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, state), Cancel);

        var claim = session.CommitAsync([], 3, cancellationToken: Cancel);
        await database.WaitForWaiterAsync();
        await stop.CommitAsync(Cancel);

        Assert.Empty((await claim).Claimed);
        Assert.Empty((await claim).Running);
        Assert.All(await database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Pending, x.State));
    }

    [Fact]
    public async Task What_is_given_back_in_the_middle_of_a_cancel_does_not_stay_pending()
    {
        var id = await database.AddBatchAsync(5);
        var claimed = (await session.CommitAsync([], 3, cancellationToken: Cancel)).Claimed;
        var cancel = Store(held).CancelAsync(id, Cancel);
        await held.Reached;

        var giveBack = session.CommitAsync([.. claimed.Select(Settlement.Released)], 0, cancellationToken: Cancel);
        await database.WaitForWaiterAsync();
        held.Release();

        await Task.WhenAll(cancel, giveBack);
        Assert.All(await database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Cancelled, x.State));
    }

    [Fact]
    public async Task What_is_released_after_a_fault_in_the_middle_of_a_cancel_does_not_stay_pending()
    {
        var id = await database.AddBatchAsync(5);
        await session.CommitAsync([], 3, cancellationToken: Cancel);
        var cancel = Store(held).CancelAsync(id, Cancel);
        await held.Reached;

        var release = journal.ReleaseUnsentAsync(Cancel);
        await database.WaitForWaiterAsync();
        held.Release();

        await Task.WhenAll(cancel, release);
        Assert.All(await database.AssignmentsAsync(id), x => Assert.Equal((AssignmentState.Cancelled, 0), (x.State, x.AttemptCount)));
    }

    [Fact]
    public async Task What_a_search_proves_absent_in_the_middle_of_a_cancel_does_not_become_pending()
    {
        var id = await database.AddBatchAsync(2, change: (x, _) => (x.State, x.AttemptCount) = (AssignmentState.Unknown, 1));
        var absent = (await database.AssignmentsAsync(id)).Select(x => new Verdict(new(x, IsCancelled: false, 1), AssignmentState.Pending, null, null, true)).ToList();
        var cancel = Store(held).CancelAsync(id, Cancel);
        await held.Reached;

        var write = new UnclearStore(database, TimeProvider.System).WriteAsync(absent, Cancel);
        await database.WaitForWaiterAsync();
        held.Release();

        await Task.WhenAll(cancel, write);
        Assert.All(await database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Cancelled, x.State));
    }

    [Fact]
    public async Task A_confirmation_is_not_taken_back_in_the_middle_of_a_claim()
    {
        var id = await database.AddBatchAsync(3);
        await using (var db = database.CreateDbContext())
            await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(x => x.StartAt, DateTimeOffset.UtcNow.AddSeconds(-30)), Cancel);
        await using var lane = await new Journal(held, TimeProvider.System).OpenAsync(Cancel);
        var claim = lane.CommitAsync([], 3, cancellationToken: Cancel);
        await held.Reached;

        // To this clock the start is yet to come.
        var undo = new BatchStore(database, new FakeTime(DateTimeOffset.UtcNow.AddMinutes(-1)), new()).UndoAsync(id, Cancel);
        await database.WaitForWaiterAsync();
        held.Release();

        Assert.False(await undo);
        Assert.Equal(3, (await claim).Claimed.Count);
        Assert.Equal(BatchState.Running, (await database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_task_that_the_dispatcher_takes_during_a_search_is_not_taken_twice()
    {
        var id = await database.AddBatchAsync(1);
        held.Holds = false;
        await using var lane = await new Journal(held, TimeProvider.System).OpenAsync(Cancel);
        var claimed = Assert.Single((await lane.CommitAsync([], 1, cancellationToken: Cancel)).Claimed);
        held.Holds = true;
        var other = await database.AddBatchAsync(1, change: (x, _) => (x.State, x.AttemptCount) = (AssignmentState.Unknown, 1));
        var found = new Verdict(new(Assert.Single(await database.AssignmentsAsync(other)), IsCancelled: false, 1), AssignmentState.Assigned, null, TaskData.Answered(237), true);
        var commit = lane.CommitAsync([Created(claimed, TaskData.Answered(237))], 0, cancellationToken: Cancel);
        await held.Reached;

        var write = new UnclearStore(database, TimeProvider.System).WriteAsync([found], Cancel);
        await database.WaitForWaiterAsync();
        held.Release();

        await commit;
        Assert.Equal(0, await write);
        Assert.Equal([AssignmentState.Assigned, AssignmentState.Unknown], (await database.AssignmentsAsync(id)).Concat(await database.AssignmentsAsync(other)).Select(x => x.State));
    }

    [Fact]
    public async Task A_claim_whose_commit_was_not_seen_to_end_is_waited_for_before_it_is_given_back()
    {
        var id = await database.AddBatchAsync(5);
        var mine = new Journal(held, TimeProvider.System);
        await using var broken = await mine.OpenAsync(Cancel);
        var commit = broken.CommitAsync([], 3, cancellationToken: Cancel);
        await held.Reached;

        var recovery = RecoverAsync();
        await database.WaitForWaiterAsync();
        held.Release();

        await Task.WhenAll(commit, recovery);
        Assert.All(await database.AssignmentsAsync(id), x => Assert.Equal((AssignmentState.Pending, 0), (x.State, x.AttemptCount)));

        // What the dispatcher does after a fault of the storage.
        async Task RecoverAsync()
        {
            await using (var another = await mine.OpenAsync(Cancel)) await another.CommitAsync([], 0, cancellationToken: Cancel);
            await mine.ReleaseUnsentAsync(Cancel);
        }
    }

    [Fact]
    public async Task Of_one_customer_sessions_that_claim_at_once_get_one_assignment_in_all()
    {
        for (var i = 0; i < 4; i++) await database.AddBatchAsync(30, change: (x, n) => x.UserPhone = $"6281500{n:D6}");

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var other = await new Journal(database, TimeProvider.System).OpenAsync(Cancel);
            return await other.CommitAsync([], 20, cancellationToken: Cancel);
        })));

        var phones = claims.SelectMany(x => x.Claimed).Select(x => x.UserPhone).ToList();
        Assert.Equal(30, phones.Count);
        Assert.Equal(30, phones.Distinct().Count());
    }

    [Fact]
    public async Task A_customer_whom_somebody_else_puts_on_the_wire_during_a_claim_is_passed_over()
    {
        var elsewhere = await database.AddBatchAsync(1, BatchState.Stopped, (x, _) => x.UserPhone = "6281512345678");
        var id = await database.AddBatchAsync(2, change: (x, i) => x.UserPhone = i == 0 ? "6281512345678" : x.UserPhone);
        await using var other = database.CreateDbContext();
        await using var uncommitted = await other.Database.BeginTransactionAsync(Cancel);
        await other.Assignments.Where(x => x.BatchId == elsewhere).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, AssignmentState.Unknown), Cancel);

        var claim = session.CommitAsync([], 2, cancellationToken: Cancel);
        await database.WaitForWaiterAsync();
        await uncommitted.CommitAsync(Cancel);

        Assert.Equal(3, Assert.Single((await claim).Claimed).FirstLine);
        Assert.Equal([AssignmentState.Pending, AssignmentState.Sending], (await database.AssignmentsAsync(id)).Select(x => x.State));
    }

    [Fact]
    public async Task A_task_that_somebody_else_takes_during_a_commit_is_held()
    {
        var elsewhere = await database.AddBatchAsync(1, BatchState.Stopped, (x, _) => x.State = AssignmentState.Unknown);
        var id = await database.AddBatchAsync(1);
        var claimed = Assert.Single((await session.CommitAsync([], 1, cancellationToken: Cancel)).Claimed);
        await using var other = database.CreateDbContext();
        await using var uncommitted = await other.Database.BeginTransactionAsync(Cancel);
        await other.Assignments.Where(x => x.BatchId == elsewhere).ExecuteUpdateAsync(set => set.SetProperty(x => x.TaskId, 237), Cancel);

        var commit = session.CommitAsync([Created(claimed, TaskData.Answered(237))], 0, cancellationToken: Cancel);
        await database.WaitForWaiterAsync();
        await uncommitted.CommitAsync(Cancel);
        await commit;

        var row = Assert.Single(await database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Held, AssignmentReasons.TaskTaken), (row.State, row.Reason));
        Assert.Single(await database.AttemptsAsync(id));
    }

    [Fact]
    public async Task A_commit_that_a_deadlock_undid_is_made_again_whole()
    {
        var id = await database.AddBatchAsync(4);
        var claimed = (await session.CommitAsync([], 2, cancellationToken: Cancel)).Claimed;
        await using var other = database.CreateDbContext();
        await using var crossing = await other.Database.BeginTransactionAsync(Cancel);
        // The one that looks for a deadlock first is undone: that is not the other one.
        await other.Database.ExecuteSqlRawAsync("SET LOCAL deadlock_timeout = '1h'", Cancel);
        await TouchAsync(claimed[1].Id);

        var commit = session.CommitAsync([.. claimed.Select((x, i) => Created(x, TaskData.Answered(i + 1)))], 2, cancellationToken: Cancel);
        await database.WaitForWaiterAsync();
        await TouchAsync(claimed[0].Id);
        await crossing.CommitAsync(Cancel);

        Assert.Equal(2, (await commit).Claimed.Count);
        Assert.Equal([2, 2, 1, 1], (await database.AssignmentsAsync(id)).Select(x => (int)x.State));
        Assert.Equal(2, (await database.AttemptsAsync(id)).Count);

        async Task TouchAsync(long assignment) =>
            await other.Assignments.Where(x => x.Id == assignment).ExecuteUpdateAsync(set => set.SetProperty(x => x.CreationId, 1), Cancel);
    }

    [Fact]
    public async Task The_sync_and_the_dispatcher_write_the_same_tasks_at_once_without_a_fault()
    {
        var mirror = new TaskMirror(database, TimeProvider.System);
        for (var round = 0; round < 10; round++)
        {
            await database.AddBatchAsync(20);
            var claimed = (await session.CommitAsync([], 20, cancellationToken: Cancel)).Claimed;
            var tasks = claimed.Select((_, i) => TaskData.Answered(round * 20 + 20 - i, 0, new IncsLog { Id = round * 20 + 20 - i, Type = 1 })).ToList();

            await Task.WhenAll(
                Task.Run(() => session.CommitAsync([.. claimed.Select((x, i) => Created(x, tasks[i]))], 0, cancellationToken: Cancel)),
                Task.Run(() => mirror.WriteAsync([.. tasks.OrderBy(x => x.Id % 7)], Cancel)));
        }

        Assert.Equal(200, (await database.TasksAsync()).Sum(x => x.Logs.Count));
    }

    private static BatchStore Store(IDbContextFactory<DashboardDb> databases) => new(databases, TimeProvider.System, new());

    private static Settlement Created(Assignment assignment, IncsTask task) =>
        Settlement.Of(assignment, new(new IncsOutcome.Created(task), 200, null, DateTimeOffset.UtcNow, TimeSpan.Zero));
}
