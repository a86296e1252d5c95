using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Sandbox.Control;

namespace Dashboard.Tests.Features.Assign;

/// <summary>The dispatcher against the Sandbox over HTTP.</summary>
public abstract class DispatcherTests(DatabaseKind kind) : IAsyncLifetime
{
    private DispatchRig rig = null!;

    private TestDatabase Database => rig.Database;

    public async ValueTask InitializeAsync() => rig = await DispatchRig.StartAsync(kind);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Every_assignment_is_sent_once_and_the_batch_is_completed()
    {
        var id = await Database.AddBatchAsync(200);

        await rig.Dispatcher.RunAsync(default);

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.Equal(AssignmentState.Assigned, x.State));
        Assert.Equal(200, rows.Select(x => x.TaskId).Distinct().Count());
        Assert.Equal((200, 0), rig.Record);
        var batch = await Database.BatchAsync(id);
        Assert.Equal(BatchState.Completed, batch.State);
        Assert.NotNull(batch.FinishedAt);
        Assert.Equal(LaneCondition.Idle, rig.Status.Current.Condition);
    }

    [Fact]
    public async Task No_POST_leaves_before_its_claim_is_in_the_database()
    {
        var id = await Database.AddBatchAsync(40);
        rig.OnPost = async number =>
        {
            await using var db = Database.CreateDbContext();
            Assert.True(await db.Assignments.CountAsync(x => x.State != AssignmentState.Pending) >= number);
        };

        await rig.Dispatcher.RunAsync(default);

        // A failed check would have ended as an unforeseen outcome.
        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Assigned, x.State));
        Assert.Equal(40, rig.Posts.Count);
    }

    [Fact]
    public async Task Group_commits_carry_many_rows_each()
    {
        rig.Options.MaxConcurrency = 64;
        rig.Sandbox.Settings.LatencyMs = 50;
        var id = await Database.AddBatchAsync(2000);

        await rig.Dispatcher.RunAsync(default);

        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
        Assert.InRange(rig.Journal.CommitCount, 1, 2000 / 25);
    }

    [Fact]
    public async Task Two_tasks_of_one_customer_follow_each_other_and_the_second_meets_the_open_task()
    {
        var id = await Database.AddBatchAsync(2, change: (x, _) => x.UserPhone = "6281512345678");

        await rig.Dispatcher.RunAsync(default);

        var rows = await Database.AssignmentsAsync(id);
        Assert.Equal([AssignmentState.Assigned, AssignmentState.Rejected], rows.Select(x => x.State));
        Assert.Equal(AssignmentReasons.OpenTask, rows[1].Reason);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Theory]
    [InlineData(FaultKind.Error500Created, AssignmentReasons.UnclearAnswer)]
    [InlineData(FaultKind.Error500NotCreated, AssignmentReasons.UnclearAnswer)]
    [InlineData(FaultKind.HtmlCreated, AssignmentReasons.UnclearAnswer)]
    [InlineData(FaultKind.HtmlNotCreated, AssignmentReasons.UnclearAnswer)]
    [InlineData(FaultKind.CutJson, AssignmentReasons.UnclearAnswer)]
    [InlineData(FaultKind.TruncatedBody, AssignmentReasons.ConnectionLost)]
    [InlineData(FaultKind.ResetCreated, AssignmentReasons.ConnectionLost)]
    [InlineData(FaultKind.ResetNotCreated, AssignmentReasons.ConnectionLost)]
    [InlineData(FaultKind.TimeoutCreated, AssignmentReasons.TimedOut)]
    [InlineData(FaultKind.TimeoutNotCreated, AssignmentReasons.TimedOut)]
    [InlineData(FaultKind.TimeoutCreatedLate, AssignmentReasons.TimedOut)]
    public async Task An_unclear_answer_is_unknown_and_not_sent_again(FaultKind fault, string reason)
    {
        if (reason == AssignmentReasons.TimedOut) rig.Options.TimeoutSeconds = 1;
        rig.Sandbox.Faults.Queue(fault);
        var id = await Database.AddBatchAsync(1);

        await rig.Dispatcher.RunAsync(default);
        await rig.Dispatcher.RunAsync(default);

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Unknown, reason, 1), (row.State, row.Reason, row.AttemptCount));
        Assert.Single(rig.Posts);
        Assert.Equal("Unknown", Assert.Single(await Database.AttemptsAsync(id)).Outcome);
        Assert.Equal(BatchState.Running, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_refusal_is_rejected_with_the_words_of_INCS()
    {
        rig.Sandbox.Faults.Queue(FaultKind.BadRequestInOk);
        var id = await Database.AddBatchAsync(1);

        await rig.Dispatcher.RunAsync(default);

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal(AssignmentState.Rejected, row.State);
        Assert.Equal("The account is not available.", row.Reason);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_throttled_POST_waits_as_long_as_INCS_asks_and_is_then_sent()
    {
        rig.Sandbox.Faults.Queue(FaultKind.TooManyRequestsSeconds);
        var id = await Database.AddBatchAsync(20);
        rig.Options.MaxConcurrency = 1;
        var conditions = rig.WatchConditions();

        await rig.Dispatcher.RunAsync(default);

        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
        Assert.Contains(LaneCondition.Throttled, conditions);
        Assert.Equal(21, rig.Posts.Count);
        var posts = rig.Posts.Order().ToList();
        Assert.True(posts[1] - posts[0] >= TimeSpan.FromSeconds(1), "The next POST left before Retry-After was over");
        Assert.Equal((20, 0), rig.Record);
        Assert.Equal(2, (await Database.AssignmentsAsync(id)).Max(x => x.AttemptCount));
    }

    [Fact]
    public async Task While_INCS_can_not_be_reached_the_lane_waits_and_then_goes_on_by_itself()
    {
        var id = await Database.AddBatchAsync(30);
        rig.RefuseConnections = 3;
        var conditions = rig.WatchConditions();

        await rig.Dispatcher.RunAsync(default);

        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
        Assert.Contains(LaneCondition.Unreachable, conditions);
        Assert.Equal((30, 0), rig.Record);
    }

    [Fact]
    public async Task A_refused_token_stops_the_batches_and_not_their_rows()
    {
        var id = await Database.AddBatchAsync(50);
        rig.Options.MaxConcurrency = 4;
        rig.Sandbox.Settings.Token = "another-token";

        await rig.Dispatcher.RunAsync(default);

        var batch = await Database.BatchAsync(id);
        Assert.Equal((BatchState.Stopped, BatchReasons.Unauthorised), (batch.State, batch.StateReason));
        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Pending, x.State));
        Assert.InRange(rig.Posts.Count, 1, 8);

        rig.Options.Token = "another-token";
        Assert.True(await rig.Store.ResumeAsync(id));
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_token_that_may_read_and_never_create_is_tried_more_and_more_seldom()
    {
        rig.Options.MaxConcurrency = 1;
        rig.Sandbox.Settings.FaultRate = 1;
        rig.Sandbox.Settings.FaultWeights = new() { [FaultKind.Unauthorised] = 1 };
        await Database.AddBatchAsync(5);
        var time = new ShiftedTime { IsSeenByStopwatches = true };
        var dispatcher = rig.NewProcess(time);

        for (var minute = 0; minute < 60; minute++)
        {
            await dispatcher.RunAsync(default);
            // The first run stops the batch, the next may let it go on.
            await dispatcher.RunAsync(default);
            time.Shift += TimeSpan.FromMinutes(1);
        }

        Assert.InRange(rig.Posts.Count, 6, 16);
    }

    [Fact]
    public async Task After_a_pause_no_POST_leaves_and_what_was_claimed_is_given_back()
    {
        rig.Sandbox.Settings.LatencyMs = 50;
        var id = await Database.AddBatchAsync(2000);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(50);

        Assert.True(await rig.Store.PauseAsync(id));
        var paused = DateTimeOffset.UtcNow;
        await run;

        Assert.DoesNotContain(rig.Posts, x => x > paused.AddSeconds(1));
        var rows = await Database.AssignmentsAsync(id);
        Assert.DoesNotContain(rows, x => x.State == AssignmentState.Sending);
        Assert.Equal(rig.Posts.Count, rows.Count(x => x.State == AssignmentState.Assigned));
        Assert.Equal(BatchState.Paused, (await Database.BatchAsync(id)).State);

        Assert.True(await rig.Store.ResumeAsync(id));
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal((2000, 0), rig.Record);
    }

    [Fact]
    public async Task Cancelling_lets_the_wire_finish_and_cancels_the_rest()
    {
        rig.Sandbox.Settings.LatencyMs = 50;
        var id = await Database.AddBatchAsync(2000);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(50);

        await rig.Store.CancelAsync(id);
        await run;

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.True(x.State is AssignmentState.Assigned or AssignmentState.Cancelled));
        Assert.Equal(rig.Posts.Count, rows.Count(x => x.State == AssignmentState.Assigned));
        Assert.Equal(BatchState.Cancelled, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_graceful_stop_leaves_nothing_on_the_wire_and_a_new_start_goes_on()
    {
        rig.Sandbox.Settings.LatencyMs = 50;
        var id = await Database.AddBatchAsync(600);
        using var stop = new CancellationTokenSource();
        var run = rig.Dispatcher.RunAsync(stop.Token);
        await rig.WaitForPostsAsync(50);

        await stop.CancelAsync();
        await run;

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.True(x.State is AssignmentState.Assigned or AssignmentState.Pending));
        await rig.NewProcess().RunAsync(default);
        Assert.Equal((600, 0), rig.Record);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task After_a_crash_what_was_on_the_wire_is_unknown_and_nothing_is_sent_twice()
    {
        rig.Sandbox.Settings.LatencyMs = 50;
        var id = await Database.AddBatchAsync(600);
        var crashed = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(100);
        // From here on this process writes nothing any more: its outcomes die with it.
        rig.Journal.IsBroken = true;
        await crashed;
        var sending = (await Database.AssignmentsAsync(id)).Count(x => x.State == AssignmentState.Sending);

        await rig.NewProcess().RunAsync(default);

        var rows = await Database.AssignmentsAsync(id);
        Assert.NotEqual(0, sending);
        Assert.Equal(sending, rows.Count(x => x is { State: AssignmentState.Unknown, Reason: AssignmentReasons.OwnerLost }));
        Assert.Equal(600 - sending, rows.Count(x => x.State == AssignmentState.Assigned));
        Assert.Equal(0, rig.Record.Doubled);
        Assert.Equal(rig.Posts.Count, rig.Record.Created);
        Assert.Equal(BatchState.Running, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_second_run_while_the_first_still_sends_does_nothing()
    {
        rig.Sandbox.Settings.LatencyMs = 200;
        rig.Sandbox.Settings.OpenTaskRule = false;
        var id = await Database.AddBatchAsync(100);
        var first = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(20);

        await rig.Dispatcher.RunAsync(default);
        Assert.False(first.IsCompleted);
        await first;

        Assert.Equal((100, 0, 100), (rig.Record.Created, rig.Record.Doubled, rig.Posts.Count));
        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal((AssignmentState.Assigned, 1), (x.State, x.AttemptCount)));
    }

    [Fact]
    public async Task Settings_that_turn_unreadable_in_the_middle_lose_and_double_nothing()
    {
        rig.Sandbox.Settings.LatencyMs = 50;
        rig.Sandbox.Settings.OpenTaskRule = false;
        var id = await Database.AddBatchAsync(400);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(100);

        rig.SettingsFault = new InvalidOperationException("Failed to convert configuration value at 'Incs:MaxConcurrency' to type 'System.Int32'.");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        rig.SettingsFault = null;
        await run;

        Assert.Equal((400, 0), rig.Record);
        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Assigned, x.State));
    }

    [Fact]
    public async Task Outcomes_that_can_not_be_written_are_kept_and_written_later_and_nothing_is_lost_or_sent_again()
    {
        rig.Sandbox.Settings.LatencyMs = 50;
        var id = await Database.AddBatchAsync(600);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(100);
        rig.Journal.IsBroken = true;
        await run;
        Assert.Equal(LaneCondition.StorageFault, rig.Status.Current.Condition);
        var posts = rig.Posts.Count;
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal(posts, rig.Posts.Count);

        rig.Journal.IsBroken = false;
        await rig.Dispatcher.RunAsync(default);

        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal((AssignmentState.Assigned, 1), (x.State, x.AttemptCount)));
        Assert.Equal((600, 0), rig.Record);
        Assert.Equal(600, rig.Posts.Count);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task No_more_POSTs_a_second_leave_than_the_setting_allows()
    {
        rig.Options.RequestsPerSecond = 20;
        await Database.AddBatchAsync(21);

        await rig.Dispatcher.RunAsync(default);

        var posts = rig.Posts.Order().ToList();
        Assert.True(posts[^1] - posts[0] >= TimeSpan.FromSeconds(0.8), $"21 POSTs left within {posts[^1] - posts[0]}");
    }

    [Fact]
    public async Task What_another_server_left_on_the_wire_is_given_up_at_the_next_run()
    {
        await rig.Dispatcher.RunAsync(default);
        var id = await Database.AddBatchAsync(5);
        await using (var dead = await new Journal(Database, TimeProvider.System).OpenAsync()) await dead.CommitAsync([], 2);

        await rig.Dispatcher.RunAsync(default);

        Assert.Equal([4, 4, 2, 2, 2], (await Database.AssignmentsAsync(id)).Select(x => (int)x.State));
        Assert.Equal((3, 0), rig.Record);
    }

    [Fact]
    public async Task Two_dispatchers_that_do_run_at_once_send_each_assignment_once_and_lose_no_outcome()
    {
        rig.Sandbox.Settings.LatencyMs = 20;
        var id = await Database.AddBatchAsync(300);

        await Task.WhenAll(rig.Dispatcher.RunAsync(default), rig.NewProcess().RunAsync(default));

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.Equal((AssignmentState.Assigned, 1), (x.State, x.AttemptCount)));
        Assert.Equal(2, rows.Select(x => x.ClaimedBy).Distinct().Count());
        Assert.Equal((300, 0), rig.Record);
        Assert.Equal(300, rig.Posts.Count);
    }

    [Fact]
    public async Task What_was_claimed_before_the_server_stood_still_is_claimed_anew_before_it_is_sent()
    {
        rig.Options.MaxConcurrency = 1;
        var id = await Database.AddBatchAsync(2);
        var time = new ShiftedTime();
        rig.OnPost = async number =>
        {
            if (number > 1) return;
            await Eventually.HoldsAsync(async () => (await Database.AssignmentsAsync(id)).All(x => x.State == AssignmentState.Sending), "the second waits behind the first");
            time.Shift = TimeSpan.FromSeconds(12);
        };

        await rig.NewProcess(time).RunAsync(default);

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.Equal((AssignmentState.Assigned, 1), (x.State, x.AttemptCount)));
        Assert.True(rows[1].ClaimedAt - rows[0].ClaimedAt >= TimeSpan.FromSeconds(12));
        Assert.Equal((2, 0), rig.Record);
    }

    [Fact]
    public async Task What_stood_still_on_its_way_to_the_wire_does_not_leave_any_more()
    {
        var id = await Database.AddBatchAsync(1);
        var time = new ShiftedTime();
        rig.OnPost = number =>
        {
            if (number == 1) time.Shift = TimeSpan.FromMinutes(1);
            return Task.CompletedTask;
        };

        await rig.NewProcess(time).RunAsync(default);

        Assert.Equal(["NotSent", "Created"], (await Database.AttemptsAsync(id)).Select(x => x.Outcome));
        Assert.Equal((1, 0), rig.Record);
    }

    [Fact]
    public async Task A_small_batch_confirmed_later_ends_before_a_big_one()
    {
        rig.Sandbox.Settings.LatencyMs = 20;
        var big = await Database.AddBatchAsync(2000);
        var small = await Database.AddBatchAsync(10, BatchState.Draft);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(50);

        Assert.True(await rig.Store.ConfirmAsync(small, "mei@test"));
        await run;

        Assert.True((await Database.BatchAsync(small)).FinishedAt < (await Database.BatchAsync(big)).FinishedAt);
    }

    /// <summary>The real clock, put forward as for a machine that has stood still: only the clock of the day knows.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        /// <summary>Else only the clock of the day moves, as where a machine stood still.</summary>
        public bool IsSeenByStopwatches { get; init; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;

        public override long GetTimestamp() => base.GetTimestamp() + (IsSeenByStopwatches ? (long)(Shift.TotalSeconds * TimestampFrequency) : 0);
    }
}

public sealed class DispatcherOnSqliteTests() : DispatcherTests(DatabaseKind.Sqlite);

public sealed class DispatcherOnPostgresTests() : DispatcherTests(DatabaseKind.Postgres);
