using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Assign;

public abstract class BatchStoreTests(DatabaseKind kind) : IAsyncLifetime
{
    private readonly DispatchSignal signal = new();
    private TestDatabase database = null!;
    private BatchStore store = null!;
    private int wakes;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        store = new(database, TimeProvider.System, signal);
        signal.Woken += () => wakes++;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Confirming_starts_a_checked_draft_and_wakes_the_dispatcher()
    {
        var id = await database.AddBatchAsync(2, BatchState.Draft);

        Assert.True(await store.ConfirmAsync(id, "mei@test"));

        var batch = await database.BatchAsync(id);
        Assert.Equal((BatchState.Running, "mei@test", 1), (batch.State, batch.ConfirmedBy, wakes));
        Assert.NotNull(batch.ConfirmedAt);
    }

    [Fact]
    public async Task Confirming_twice_starts_it_once()
    {
        var id = await database.AddBatchAsync(2, BatchState.Draft);

        var answers = await Task.WhenAll(store.ConfirmAsync(id, "mei@test"), store.ConfirmAsync(id, "adi@test"));

        Assert.Equal(1, answers.Count(x => x));
        Assert.Equal(1, wakes);
    }

    [Fact]
    public async Task A_draft_without_assignments_is_not_started() =>
        Assert.False(await store.ConfirmAsync(await database.AddBatchAsync(0, BatchState.Draft), "mei@test"));

    [Theory]
    [InlineData(BatchState.Draft)]
    [InlineData(BatchState.Completed)]
    [InlineData(BatchState.Cancelled)]
    [InlineData(BatchState.Stopped)]
    public async Task Only_a_running_batch_is_paused(BatchState state)
    {
        var id = await database.AddBatchAsync(1, state);

        Assert.False(await store.PauseAsync(id));
        Assert.Equal(state, (await database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_paused_batch_goes_on()
    {
        var id = await database.AddBatchAsync(1);

        Assert.True(await store.PauseAsync(id));
        Assert.True(await store.ResumeAsync(id));
        Assert.False(await store.ResumeAsync(id));
    }

    [Fact]
    public async Task Cancelling_leaves_what_has_an_outcome_or_is_on_the_wire()
    {
        var id = await database.AddBatchAsync(4, change: (x, i) => x.State = (AssignmentState)i);

        Assert.Equal(1, await store.CancelAsync(id));

        Assert.Equal(
            [AssignmentState.Cancelled, AssignmentState.Sending, AssignmentState.Assigned, AssignmentState.Rejected],
            (await database.AssignmentsAsync(id)).Select(x => x.State));
        var batch = await database.BatchAsync(id);
        Assert.Equal(BatchState.Cancelled, batch.State);
        Assert.NotNull(batch.FinishedAt);
        Assert.Null(await store.CancelAsync(id));
    }

    [Fact]
    public async Task Retrying_puts_back_the_rejected_and_never_the_unknown()
    {
        var id = await database.AddBatchAsync(4, BatchState.Stopped, (x, i) => (x.State, x.Reason) = ((AssignmentState)(i + 2), "why"));

        Assert.Equal(1, await store.RetryAsync(id));

        var rows = await database.AssignmentsAsync(id);
        Assert.Equal([AssignmentState.Assigned, AssignmentState.Pending, AssignmentState.Unknown, AssignmentState.Held], rows.Select(x => x.State));
        Assert.Null(rows[1].Reason);
        Assert.Equal(BatchState.Running, (await database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task Retrying_without_a_rejected_one_changes_nothing()
    {
        var id = await database.AddBatchAsync(1, BatchState.Completed, (x, _) => x.State = AssignmentState.Assigned);

        Assert.Null(await store.RetryAsync(id));
        Assert.Equal(BatchState.Completed, (await database.BatchAsync(id)).State);
    }
}

public sealed class BatchStoreOnSqliteTests() : BatchStoreTests(DatabaseKind.Sqlite);

public sealed class BatchStoreOnPostgresTests() : BatchStoreTests(DatabaseKind.Postgres);
