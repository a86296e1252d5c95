using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

/// <summary>The dispatcher over HTTP, on SQLite.</summary>
public sealed class DispatcherTests : IAsyncLifetime
{
    private DispatchRig rig = null!;

    private TestDatabase Database => rig.Database;

    public async ValueTask InitializeAsync() => rig = await DispatchRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Every_assignment_is_sent_once_and_the_batch_is_completed()
    {
        var id = await Database.AddBatchAsync(200);

        await rig.Dispatcher.RunAsync(default);

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.Equal(AssignmentState.Assigned, x.State));
        Assert.Equal(200, rows.Select(x => x.TaskId).Distinct().Count());
        Assert.Equal((200, 0), (rig.Incs.Created, rig.Incs.Doubled));
        var batch = await Database.BatchAsync(id);
        Assert.Equal(BatchState.Completed, batch.State);
        Assert.NotNull(batch.FinishedAt);
        Assert.Equal(LaneCondition.Idle, rig.Status.Current.Condition);
    }

    [Fact]
    public async Task No_POST_leaves_before_its_claim_is_in_the_database()
    {
        var id = await Database.AddBatchAsync(40);
        rig.Incs.OnPost = async phone =>
        {
            await using var db = Database.CreateDbContext();
            Assert.Equal(AssignmentState.Sending, (await db.Assignments.SingleAsync(x => x.UserPhone == phone)).State);
        };

        await rig.Dispatcher.RunAsync(default);

        // A failed check would have ended as an unforeseen outcome.
        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Assigned, x.State));
        Assert.Equal(40, rig.Incs.Posts.Count);
    }

    [Fact]
    public async Task Group_commits_carry_many_rows_each()
    {
        rig.Options.MaxConcurrency = 64;
        rig.Incs.Latency = TimeSpan.FromMilliseconds(50);
        var id = await Database.AddBatchAsync(2000);

        await rig.Dispatcher.RunAsync(default);

        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
        Assert.InRange(rig.Journal.CommitCount, 1, 2000 / 25);
    }

    [Fact]
    public async Task Orders_and_amounts_reach_INCS_and_come_back_into_the_mirror()
    {
        var id = await Database.AddBatchAsync(2, change: (x, i) => (x.TotalAmount, x.OrdersJson) = i == 0 ? ("20000.00", """[{"order_number":"WD1","due_amount":"1500"}]""") : (null, null));

        await rig.Dispatcher.RunAsync(default);

        Assert.Contains("\"order_number\":\"WD1\"", rig.Incs.Posts.Single(x => x.Body.Contains("20000.00", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("task_module_info\":{", rig.Incs.Posts.Single(x => !x.Body.Contains("20000.00", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        var tasks = (await Database.AssignmentsAsync(id)).Select(x => x.TaskId!.Value).ToList();
        await using var db = Database.CreateDbContext();
        Assert.Equal(2, await db.Tasks.CountAsync(x => tasks.Contains(x.Id)));
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
    [InlineData(nameof(IncsStand.Fault.ErrorCreated), AssignmentReasons.UnclearAnswer)]
    [InlineData(nameof(IncsStand.Fault.GatewayPage), AssignmentReasons.UnclearAnswer)]
    [InlineData(nameof(IncsStand.Fault.CutCreated), AssignmentReasons.UnclearAnswer)]
    [InlineData(nameof(IncsStand.Fault.ResetCreated), AssignmentReasons.ConnectionLost)]
    [InlineData(nameof(IncsStand.Fault.Silence), AssignmentReasons.TimedOut)]
    public async Task An_unclear_answer_is_unknown_and_never_sent_again(string fault, string reason)
    {
        rig.Options.TimeoutSeconds = 1;
        rig.Incs.Next(Enum.Parse<IncsStand.Fault>(fault), 1);
        var id = await Database.AddBatchAsync(1);

        await rig.Dispatcher.RunAsync(default);
        await rig.Dispatcher.RunAsync(default);

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Unknown, reason, 1), (row.State, row.Reason, row.AttemptCount));
        Assert.Single(rig.Incs.Posts);
        Assert.Equal("Unknown", Assert.Single(await Database.AttemptsAsync(id)).Outcome);
        var batch = await Database.BatchAsync(id);
        Assert.Equal((BatchState.Stopped, BatchReasons.UnknownLeft), (batch.State, batch.StateReason));
    }

    [Fact]
    public async Task A_refusal_is_rejected_with_the_words_of_INCS()
    {
        rig.Incs.Next(IncsStand.Fault.Refusal, 1);
        var id = await Database.AddBatchAsync(1);

        await rig.Dispatcher.RunAsync(default);

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal(AssignmentState.Rejected, row.State);
        Assert.False(string.IsNullOrWhiteSpace(row.Reason));
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_throttled_POST_waits_as_long_as_INCS_asks_and_is_then_sent()
    {
        rig.Incs.Next(IncsStand.Fault.ThrottledForASecond, 1);
        var id = await Database.AddBatchAsync(20);
        rig.Options.MaxConcurrency = 1;
        var conditions = rig.WatchConditions();

        await rig.Dispatcher.RunAsync(default);

        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
        Assert.Contains(LaneCondition.Throttled, conditions);
        Assert.Equal(21, rig.Incs.Posts.Count);
        var posts = rig.Incs.Posts.OrderBy(x => x.At).ToList();
        Assert.True(posts[1].At - posts[0].At >= TimeSpan.FromSeconds(1), "The next POST left before Retry-After was over");
        Assert.Equal((20, 0), (rig.Incs.Created, rig.Incs.Doubled));
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
        Assert.Equal((30, 0), (rig.Incs.Created, rig.Incs.Doubled));
    }

    [Fact]
    public async Task A_refused_token_stops_the_batches_and_not_their_rows()
    {
        var id = await Database.AddBatchAsync(50);
        rig.Options.MaxConcurrency = 4;
        rig.Incs.Next(IncsStand.Fault.RefusedToken, 1000);

        await rig.Dispatcher.RunAsync(default);

        var batch = await Database.BatchAsync(id);
        Assert.Equal((BatchState.Stopped, BatchReasons.Unauthorised), (batch.State, batch.StateReason));
        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Pending, x.State));
        Assert.InRange(rig.Incs.Posts.Count, 1, 8);

        rig.Incs.Next(IncsStand.Fault.RefusedToken, 0);
        Assert.True(await rig.Store.ResumeAsync(id));
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task After_a_pause_no_POST_leaves_and_what_was_claimed_is_given_back()
    {
        rig.Incs.Latency = TimeSpan.FromMilliseconds(50);
        var id = await Database.AddBatchAsync(2000);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(50);

        Assert.True(await rig.Store.PauseAsync(id));
        var paused = DateTimeOffset.UtcNow;
        await run;

        Assert.DoesNotContain(rig.Incs.Posts, x => x.At > paused.AddSeconds(1));
        var rows = await Database.AssignmentsAsync(id);
        Assert.DoesNotContain(rows, x => x.State == AssignmentState.Sending);
        Assert.Equal(rig.Incs.Posts.Count, rows.Count(x => x.State == AssignmentState.Assigned));
        Assert.Equal(BatchState.Paused, (await Database.BatchAsync(id)).State);

        Assert.True(await rig.Store.ResumeAsync(id));
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal((2000, 0), (rig.Incs.Created, rig.Incs.Doubled));
    }

    [Fact]
    public async Task Cancelling_lets_the_wire_finish_and_cancels_the_rest()
    {
        rig.Incs.Latency = TimeSpan.FromMilliseconds(50);
        var id = await Database.AddBatchAsync(2000);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(50);

        await rig.Store.CancelAsync(id);
        await run;

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.True(x.State is AssignmentState.Assigned or AssignmentState.Cancelled));
        Assert.Equal(rig.Incs.Posts.Count, rows.Count(x => x.State == AssignmentState.Assigned));
        Assert.Equal(BatchState.Cancelled, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_graceful_stop_leaves_nothing_on_the_wire_and_a_new_start_goes_on()
    {
        rig.Incs.Latency = TimeSpan.FromMilliseconds(50);
        var id = await Database.AddBatchAsync(600);
        using var stop = new CancellationTokenSource();
        var run = rig.Dispatcher.RunAsync(stop.Token);
        await rig.WaitForPostsAsync(50);

        await stop.CancelAsync();
        await run;

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.True(x.State is AssignmentState.Assigned or AssignmentState.Pending));
        await rig.NewProcess().RunAsync(default);
        Assert.Equal((600, 0), (rig.Incs.Created, rig.Incs.Doubled));
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task After_a_crash_what_was_on_the_wire_is_unknown_and_nothing_is_sent_twice()
    {
        rig.Incs.Latency = TimeSpan.FromMilliseconds(50);
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
        Assert.Equal(0, rig.Incs.Doubled);
        Assert.Equal(rig.Incs.Posts.Count, rig.Incs.Posts.Select(x => x.Phone).Distinct().Count());
        Assert.Equal(BatchState.Stopped, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task Outcomes_that_can_not_be_written_are_kept_and_written_later_and_nothing_is_lost_or_sent_again()
    {
        rig.Incs.Latency = TimeSpan.FromMilliseconds(50);
        var id = await Database.AddBatchAsync(600);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(100);
        rig.Journal.IsBroken = true;
        await run;
        Assert.Equal(LaneCondition.StorageFault, rig.Status.Current.Condition);
        var posts = rig.Incs.Posts.Count;
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal(posts, rig.Incs.Posts.Count);

        rig.Journal.IsBroken = false;
        await rig.Dispatcher.RunAsync(default);

        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal((AssignmentState.Assigned, 1), (x.State, x.AttemptCount)));
        Assert.Equal((600, 0), (rig.Incs.Created, rig.Incs.Doubled));
        Assert.Equal(600, rig.Incs.Posts.Count);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task No_more_POSTs_a_second_leave_than_the_setting_allows()
    {
        rig.Options.RequestsPerSecond = 20;
        await Database.AddBatchAsync(21);

        await rig.Dispatcher.RunAsync(default);

        var posts = rig.Incs.Posts.Select(x => x.At).Order().ToList();
        Assert.True(posts[^1] - posts[0] >= TimeSpan.FromSeconds(0.8), $"21 POSTs left within {posts[^1] - posts[0]}");
    }

    [Fact]
    public async Task A_small_batch_confirmed_later_ends_before_a_big_one()
    {
        rig.Incs.Latency = TimeSpan.FromMilliseconds(20);
        var big = await Database.AddBatchAsync(2000);
        var small = await Database.AddBatchAsync(10, BatchState.Draft);
        var run = rig.Dispatcher.RunAsync(default);
        await rig.WaitForPostsAsync(50);

        Assert.True(await rig.Store.ConfirmAsync(small, "mei@test"));
        await run;

        Assert.True((await Database.BatchAsync(small)).FinishedAt < (await Database.BatchAsync(big)).FinishedAt);
    }
}
