using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Sandbox.Control;

namespace Dashboard.Tests.Features.Assign;

/// <summary>What the dispatcher waits for: a start, a person, the upstream. Against the Sandbox over HTTP.</summary>
public abstract class DispatcherControlTests(DatabaseKind kind) : IAsyncLifetime
{
    private DispatchRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestDatabase Database => rig.Database;

    public async ValueTask InitializeAsync() => rig = await DispatchRig.StartAsync(kind);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Nothing_is_sent_before_the_start()
    {
        var id = await DraftAsync(5);
        Assert.True(await rig.Store.ConfirmAsync(id, "mei@test", new() { At = DateTimeOffset.UtcNow.AddMinutes(1) }, Cancel));

        await rig.Dispatcher.RunAsync(default);
        Assert.Empty(rig.Posts);
        Assert.True(await rig.Store.StartNowAsync(id, Cancel));
        await rig.Dispatcher.RunAsync(default);

        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_confirmation_is_undone_until_the_start_and_not_after_it()
    {
        var id = await DraftAsync(5);
        await rig.Store.ConfirmAsync(id, "mei@test", new() { At = DateTimeOffset.UtcNow.AddMinutes(1) }, Cancel);
        Assert.True(await rig.Store.UndoAsync(id, Cancel));
        var draft = await Database.BatchAsync(id);
        Assert.Equal((BatchState.Draft, (DateTimeOffset?)null, (string?)null), (draft.State, draft.StartAt, draft.ConfirmedBy));

        await rig.Store.ConfirmAsync(id, "mei@test", cancellationToken: Cancel);
        Assert.False(await rig.Store.UndoAsync(id, Cancel));
        await rig.Dispatcher.RunAsync(default);
        Assert.False(await rig.Store.UndoAsync(id, Cancel));
        Assert.Equal(5, rig.Posts.Count);
    }

    [Fact]
    public async Task After_the_first_few_a_person_is_asked_and_the_rest_follows()
    {
        var id = await DraftAsync(50);
        await rig.Store.ConfirmAsync(id, "mei@test", new() { FirstOnly = 7 }, Cancel);

        await rig.Dispatcher.RunAsync(default);
        var batch = await Database.BatchAsync(id);
        Assert.Equal((BatchState.Paused, BatchReasons.Canary, 7), (batch.State, batch.StateReason, rig.Posts.Count));
        Assert.All((await Database.AssignmentsAsync(id)).Take(7), x => Assert.Equal(AssignmentState.Assigned, x.State));

        Assert.True(await rig.Store.ResumeAsync(id, Cancel));
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal((BatchState.Completed, 50), ((await Database.BatchAsync(id)).State, rig.Posts.Count));
    }

    [Fact]
    public async Task A_batch_smaller_than_its_first_few_just_completes()
    {
        var id = await DraftAsync(5);
        await rig.Store.ConfirmAsync(id, "mei@test", new() { FirstOnly = 20 }, Cancel);

        await rig.Dispatcher.RunAsync(default);

        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_spike_of_rejections_pauses_the_batch_and_leaves_the_others_alone()
    {
        rig.Options.MaxConcurrency = 4;
        var bad = await DraftAsync(400, x => x.UserPhone = "12");
        var good = await DraftAsync(100);
        await rig.Store.ConfirmAsync(bad, "mei@test", cancellationToken: Cancel);
        await rig.Store.ConfirmAsync(good, "mei@test", cancellationToken: Cancel);

        await rig.Dispatcher.RunAsync(default);

        var batch = await Database.BatchAsync(bad);
        Assert.Equal((BatchState.Paused, BatchReasons.Rejections), (batch.State, batch.StateReason));
        var rows = await Database.AssignmentsAsync(bad);
        Assert.InRange(rows.Count(x => x.State == AssignmentState.Rejected), 20, 60);
        Assert.DoesNotContain(rows, x => x.State == AssignmentState.Sending);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(good)).State);
    }

    [Fact]
    public async Task Whoever_resumes_after_a_spike_gets_as_many_outcomes_again()
    {
        rig.Options.MaxConcurrency = 1;
        var id = await DraftAsync(100, x => x.UserPhone = "12");
        await rig.Store.ConfirmAsync(id, "mei@test", cancellationToken: Cancel);
        await rig.Dispatcher.RunAsync(default);
        var before = rig.Posts.Count;

        await rig.Store.ResumeAsync(id, Cancel);
        await rig.Dispatcher.RunAsync(default);

        Assert.InRange(rig.Posts.Count - before, 20, 25);
    }

    [Fact]
    public async Task A_replaced_token_lets_the_stopped_batch_go_on_without_a_person()
    {
        var id = await Database.AddBatchAsync(30);
        rig.Sandbox.Settings.Token = "another-token";
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal(BatchReasons.Unauthorised, (await Database.BatchAsync(id)).StateReason);
        var posts = rig.Posts.Count;
        await rig.Dispatcher.RunAsync(default);
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal(posts, rig.Posts.Count);

        rig.Options.Token = "another-token";
        await rig.Dispatcher.RunAsync(default);

        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
        Assert.Equal((30, 0), rig.Record);
    }

    [Fact]
    public async Task During_an_outage_few_POSTs_are_risked_and_sending_goes_on_by_itself()
    {
        rig.Options.MaxConcurrency = 8;
        rig.Sandbox.Settings.LatencyMs = 10;
        var id = await Database.AddBatchAsync(400);
        var conditions = rig.WatchConditions();
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(50);
        var before = rig.Sandbox.Incs.Posts;

        rig.Sandbox.Settings.OutageUntil = DateTimeOffset.UtcNow.AddSeconds(4);
        await run;

        Assert.Contains(LaneCondition.Unreachable, conditions);
        var rows = await Database.AssignmentsAsync(id);
        var unknown = rows.Count(x => x.State == AssignmentState.Unknown);
        // What was on the wire, and what left before five in a row had come back without an answer.
        Assert.InRange(unknown, 1, 40);
        Assert.Equal(400 - unknown, rows.Count(x => x.State == AssignmentState.Assigned));
        Assert.Equal(400 - unknown, rig.Record.Created);
        Assert.True(before < 400);
    }

    [Fact]
    public async Task A_claim_that_has_waited_too_long_is_given_back_unsent()
    {
        var id = await Database.AddBatchAsync(4);
        rig.Options.MaxConcurrency = 1;
        var late = new SteppedTime();
        rig.OnPost = number =>
        {
            // The process stands still for a while with claims in its hands.
            if (number == 1) late.Advance(Lane.Lease + TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        };

        await rig.NewProcess(late).RunAsync(default);

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.Equal((AssignmentState.Assigned, 1), (x.State, x.AttemptCount)));
        Assert.Equal((4, 0), rig.Record);
        Assert.True(rows.Max(x => x.ClaimedAt) - rows.Min(x => x.ClaimedAt) > Lane.Lease, "No claim was made anew");
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequestsSeconds, 1), InlineData(FaultKind.TooManyRequestsDate, 1)]
    public async Task No_POST_leaves_before_the_wait_that_INCS_asks_for_is_over(FaultKind fault, int atLeast)
    {
        rig.Options.MaxConcurrency = 4;
        var id = await Database.AddBatchAsync(100);
        DateTimeOffset? answered = null;
        rig.OnPost = number =>
        {
            if (number == 20) rig.Sandbox.Faults.Queue(fault);
            return Task.CompletedTask;
        };
        rig.Status.Changed += () =>
        {
            if (rig.Status.Current is { Condition: LaneCondition.Throttled, NextTry: { } next }) answered ??= next;
        };

        await rig.Dispatcher.RunAsync(default);

        Assert.NotNull(answered);
        Assert.DoesNotContain(rig.Posts, x => x > answered.Value.AddSeconds(-atLeast + 0.2) && x < answered);
        Assert.Equal((100, 0), rig.Record);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_lost_process_is_noticed_at_every_run_not_only_at_the_start()
    {
        await rig.Dispatcher.RunAsync(default);
        var id = await Database.AddBatchAsync(3, change: (x, _) => (x.State, x.ClaimedBy, x.ClaimedAt) = (AssignmentState.Sending, "another process", DateTimeOffset.UtcNow));

        await rig.Dispatcher.RunAsync(default);

        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal((AssignmentState.Unknown, AssignmentReasons.OwnerLost), (x.State, x.Reason)));
    }

    private async Task<long> DraftAsync(int assignments, Action<Assignment>? change = null)
    {
        var number = 0;
        var id = await Database.AddBatchAsync(assignments, BatchState.Draft, (x, _) =>
        {
            change?.Invoke(x);
            // A customer each, wrong or right.
            if (change is not null) x.AuthId = 1000 + ++number;
        });
        return id;
    }
}

public sealed class DispatcherControlOnSqliteTests() : DispatcherControlTests(DatabaseKind.Sqlite);

public sealed class DispatcherControlOnPostgresTests() : DispatcherControlTests(DatabaseKind.Postgres);
