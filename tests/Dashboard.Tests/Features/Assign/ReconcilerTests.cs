using Dashboard.Data;
using Dashboard.Tests.Support;
using Dashboard.Upstream;
using Microsoft.EntityFrameworkCore;
using Sandbox.Control;

namespace Dashboard.Tests.Features.Assign;

/// <summary>What becomes of assignments without a clear answer, against the Sandbox over HTTP.</summary>
public abstract class ReconcilerTests(DatabaseKind kind) : IAsyncLifetime
{
    private DispatchRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestDatabase Database => rig.Database;

    public async ValueTask InitializeAsync()
    {
        rig = await DispatchRig.StartAsync(kind);
        rig.Options.TimeoutSeconds = 1;
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Theory]
    [InlineData(FaultKind.Error500Created), InlineData(FaultKind.HtmlCreated), InlineData(FaultKind.CutJson), InlineData(FaultKind.TruncatedBody)]
    [InlineData(FaultKind.ResetCreated), InlineData(FaultKind.TimeoutCreated)]
    public async Task A_task_that_was_created_is_found_at_once_and_not_sent_again(FaultKind fault)
    {
        var id = await SendAsync(fault);

        Assert.Equal(1, await rig.Reconciler.PassAsync(Cancel));

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Assigned, 1, rig.Sandbox.Incs.CreatedByPost()[0].Id), (row.State, row.AttemptCount, row.TaskId));
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
        Assert.Equal(["Unknown", "Found"], (await Database.AttemptsAsync(id)).Select(x => x.Outcome));
        await using var db = Database.CreateDbContext();
        Assert.Equal(row.TaskId, (await db.Tasks.SingleAsync(Cancel)).Id);
    }

    [Theory]
    [InlineData(FaultKind.Error500NotCreated), InlineData(FaultKind.HtmlNotCreated), InlineData(FaultKind.ResetNotCreated), InlineData(FaultKind.TimeoutNotCreated)]
    public async Task A_task_that_was_not_created_is_sent_again_once_absence_is_proved(FaultKind fault)
    {
        var id = await SendAsync(fault);

        await SettleAsync();

        Assert.Equal(AssignmentState.Pending, Assert.Single(await Database.AssignmentsAsync(id)).State);
        await rig.Dispatcher.RunAsync(default);
        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Assigned, 2), (row.State, row.AttemptCount));
        Assert.Equal((1, 0), rig.Record);
        Assert.Equal(["Unknown", "Absent", "Created"], (await Database.AttemptsAsync(id)).Select(x => x.Outcome));
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task Nothing_counts_as_absent_before_the_settling_time_is_over()
    {
        rig.Options.SettleSeconds = 20;
        var id = await SendAsync(FaultKind.ResetNotCreated);

        for (var second = 0; second < 19; second++)
        {
            await rig.Reconciler.PassAsync(Cancel);
            rig.Later += TimeSpan.FromSeconds(1);
        }

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Unknown, 4), (row.State, row.LookCount));
        rig.Later += TimeSpan.FromSeconds(2);
        await rig.Reconciler.PassAsync(Cancel);
        Assert.Equal(AssignmentState.Pending, Assert.Single(await Database.AssignmentsAsync(id)).State);
    }

    [Fact]
    public async Task A_settling_time_that_is_long_over_still_takes_several_looks()
    {
        var id = await SendAsync(FaultKind.ResetNotCreated);
        rig.Later = TimeSpan.FromHours(1);

        for (var look = 1; look < 3; look++)
        {
            await rig.Reconciler.PassAsync(Cancel);
            Assert.Equal(AssignmentState.Unknown, Assert.Single(await Database.AssignmentsAsync(id)).State);
            rig.Later += TimeSpan.FromMinutes(1);
        }
        await rig.Reconciler.PassAsync(Cancel);

        Assert.Equal(AssignmentState.Pending, Assert.Single(await Database.AssignmentsAsync(id)).State);
    }

    [Fact]
    public async Task A_task_that_is_created_after_our_patience_ended_is_found()
    {
        rig.Sandbox.Settings.LateSeconds = 2;
        var id = await SendAsync(FaultKind.TimeoutCreatedLate);
        await rig.Reconciler.PassAsync(Cancel);
        while (rig.Sandbox.Incs.CreatedByPost().Count == 0) await Task.Delay(20, Cancel);

        rig.Later = TimeSpan.FromSeconds(6);
        await rig.Reconciler.PassAsync(Cancel);

        Assert.Equal(AssignmentState.Assigned, Assert.Single(await Database.AssignmentsAsync(id)).State);
    }

    [Fact]
    public async Task A_task_that_the_list_hides_for_a_while_is_found_when_it_shows()
    {
        rig.Sandbox.Settings.ListDelaySeconds = 1.5;
        var id = await SendAsync(FaultKind.ResetCreated);
        await rig.Reconciler.PassAsync(Cancel);
        Assert.Equal(AssignmentState.Unknown, Assert.Single(await Database.AssignmentsAsync(id)).State);
        await Task.Delay(1600, Cancel);

        rig.Later = TimeSpan.FromSeconds(10);
        await rig.Reconciler.PassAsync(Cancel);

        Assert.Equal(AssignmentState.Assigned, Assert.Single(await Database.AssignmentsAsync(id)).State);
    }

    [Theory]
    [InlineData(90, "Asia/Shanghai"), InlineData(-90, "Asia/Shanghai"), InlineData(0, "Asia/Tokyo"), InlineData(0, "Asia/Kathmandu"), InlineData(-400, "America/New_York")]
    public async Task A_wrong_clock_or_zone_of_INCS_is_learned_from_what_it_creates(double seconds, string zone)
    {
        rig.Sandbox.Settings.ClockOffsetSeconds = seconds;
        rig.Sandbox.Settings.TimeZone = zone;
        await Database.AddBatchAsync(2);
        await rig.Dispatcher.RunAsync(default);

        var id = await SendAsync(FaultKind.ResetCreated, FaultKind.ResetNotCreated);
        await SettleAsync();

        Assert.Equal([AssignmentState.Assigned, AssignmentState.Pending], (await Database.AssignmentsAsync(id)).Select(x => x.State).Order().Reverse());
        await rig.Dispatcher.RunAsync(default);
        Assert.Equal((4, 0), rig.Record);
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task Before_the_clock_is_known_a_task_of_another_time_is_left_to_a_person()
    {
        rig.Sandbox.Settings.TimeZone = "Asia/Tokyo";
        var id = await SendAsync(FaultKind.ResetCreated);

        await SettleAsync();

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Held, AssignmentReasons.MaybeThere), (row.State, row.Reason));
        Assert.Equal(rig.Sandbox.Incs.CreatedByPost()[0].Id, row.CandidateTaskId);
        var batch = await Database.BatchAsync(id);
        Assert.Equal((BatchState.Stopped, BatchReasons.HeldLeft), (batch.State, batch.StateReason));
    }

    [Fact]
    public async Task The_next_task_that_would_tell_the_clock_is_not_waited_for_without_end()
    {
        rig.Sandbox.Settings.TimeZone = "Asia/Tokyo";
        var id = await SendAsync(FaultKind.ResetCreated);
        // It can't come: this one must wait for the first of the same customer.
        var other = await Database.AddBatchAsync(1);
        await SettleAsync();
        Assert.Equal(AssignmentState.Unknown, Assert.Single(await Database.AssignmentsAsync(id)).State);

        rig.Later += TimeSpan.FromMinutes(11);
        await rig.Reconciler.PassAsync(Cancel);

        Assert.Equal(AssignmentReasons.MaybeThere, Assert.Single(await Database.AssignmentsAsync(id)).Reason);
        Assert.Equal(AssignmentState.Pending, Assert.Single(await Database.AssignmentsAsync(other)).State);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_list_that_grows_while_it_is_read_proves_absence_all_the_same(bool oldestFirst)
    {
        rig.Sandbox.Settings.ListOldestFirst = oldestFirst;
        var id = await SendAsync(FaultKind.ResetNotCreated);
        await Database.AddBatchAsync(250, change: (x, n) => x.UserPhone = $"6281700{n:D6}");
        await rig.Dispatcher.RunAsync(default);
        var count = 0;
        rig.OnList = async () =>
        {
            await Database.AddBatchAsync(1, change: (x, _) => x.UserPhone = $"6281800{count++:D6}");
            await rig.NewProcess().RunAsync(default);
        };

        await SettleAsync();
        rig.OnList = null;
        await rig.Dispatcher.RunAsync(default);

        Assert.NotEqual(0, count);
        Assert.Equal((AssignmentState.Assigned, 2), Assert.Single(await Database.AssignmentsAsync(id)) is var row ? (row.State, row.AttemptCount) : default);
        Assert.Equal(0, rig.Record.Doubled);
    }

    [Fact]
    public async Task A_task_that_another_assignment_owns_is_not_taken()
    {
        const string phone = "6281512345678";
        var first = await Database.AddBatchAsync(1, change: (x, _) => (x.Name, x.UserPhone) = ("same", phone));
        await rig.Dispatcher.RunAsync(default);

        var second = await SendAsync(x => (x.Name, x.UserPhone) = ("same", phone), FaultKind.ResetNotCreated);
        await SettleAsync();

        Assert.Equal(AssignmentState.Assigned, Assert.Single(await Database.AssignmentsAsync(first)).State);
        Assert.Equal(AssignmentState.Pending, Assert.Single(await Database.AssignmentsAsync(second)).State);
    }

    [Fact]
    public async Task A_task_of_the_customer_with_another_name_is_not_taken()
    {
        rig.Sandbox.Incs.Create(new(30058, "another campaign", "", "", "6281512345678", "incs_1"), post: 0);

        var id = await SendAsync(x => x.UserPhone = "6281512345678", FaultKind.ResetNotCreated);
        await SettleAsync();

        Assert.Equal(AssignmentState.Pending, Assert.Single(await Database.AssignmentsAsync(id)).State);
    }

    [Fact]
    public async Task An_open_task_named_after_an_unclear_attempt_is_found_to_be_its_own()
    {
        var id = await SendAsync(FaultKind.ResetNotCreated);
        await SettleAsync();
        // The first POST arrives after all, later than anybody waits.
        var row = Assert.Single(await Database.AssignmentsAsync(id));
        rig.Sandbox.Incs.Create(new(row.AuthId, row.Name, "", "", row.UserPhone, row.AssigneeUsername), post: 1);
        await rig.Dispatcher.RunAsync(default);
        row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Unknown, AssignmentReasons.OpenTaskLater), (row.State, row.Reason));

        rig.Later += TimeSpan.FromSeconds(10);
        await rig.Reconciler.PassAsync(Cancel);

        Assert.Equal(AssignmentState.Assigned, Assert.Single(await Database.AssignmentsAsync(id)).State);
        Assert.Equal((1, 0), rig.Record);
    }

    [Fact]
    public async Task An_open_task_of_somebody_else_counts_as_a_refusal_after_another_look()
    {
        var id = await SendAsync(FaultKind.ResetNotCreated);
        await SettleAsync();
        var row = Assert.Single(await Database.AssignmentsAsync(id));
        rig.Sandbox.Incs.Create(new(row.AuthId, "made by hand", "", "", row.UserPhone, "incs_9"), post: 0);
        await rig.Dispatcher.RunAsync(default);

        await SettleAsync();

        row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Rejected, AssignmentReasons.OpenTask), (row.State, row.Reason));
        Assert.Equal(BatchState.Completed, (await Database.BatchAsync(id)).State);
    }

    [Theory]
    [InlineData(FaultKind.ResetCreated, AssignmentState.Assigned), InlineData(FaultKind.ResetNotCreated, AssignmentState.Cancelled)]
    public async Task In_a_cancelled_batch_what_is_absent_stays_unsent(FaultKind fault, AssignmentState expected)
    {
        var id = await SendAsync(fault);
        await rig.Store.CancelAsync(id, Cancel);

        await SettleAsync();

        Assert.Equal(expected, Assert.Single(await Database.AssignmentsAsync(id)).State);
        Assert.Equal(BatchState.Cancelled, (await Database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task What_a_lost_process_had_claimed_waits_until_that_process_can_send_no_more()
    {
        rig.Options.TimeoutSeconds = 30;
        rig.Options.SettleSeconds = 4;
        var id = await Database.AddBatchAsync(1, change: (x, _) =>
            (x.State, x.Reason, x.AttemptCount, x.ClaimedAt) = (AssignmentState.Unknown, AssignmentReasons.OwnerLost, 1, DateTimeOffset.UtcNow));

        for (rig.Later = TimeSpan.Zero; rig.Later < TimeSpan.FromSeconds(42); rig.Later += TimeSpan.FromSeconds(2)) await rig.Reconciler.PassAsync(Cancel);

        Assert.Equal(AssignmentState.Unknown, Assert.Single(await Database.AssignmentsAsync(id)).State);
        rig.Later = TimeSpan.FromSeconds(46);
        await rig.Reconciler.PassAsync(Cancel);
        Assert.Equal(AssignmentState.Pending, Assert.Single(await Database.AssignmentsAsync(id)).State);
    }

    [Fact]
    public async Task While_INCS_can_not_be_searched_nothing_counts_and_the_next_try_waits()
    {
        var id = await SendAsync(FaultKind.ResetCreated);
        rig.Sandbox.Settings.Token = "another-token";

        await Assert.ThrowsAsync<UpstreamException>(() => rig.Reconciler.PassAsync(Cancel));

        Assert.Equal(0, Assert.Single(await Database.AssignmentsAsync(id)).LookCount);
        Assert.Contains("Incs:Token", rig.Reconciler.Trouble!.Why, StringComparison.Ordinal);
        rig.Sandbox.Settings.Token = rig.Options.Token!;
        Assert.Equal(0, await rig.Reconciler.PassAsync(Cancel));
        rig.Later = TimeSpan.FromSeconds(6);
        Assert.Equal(1, await rig.Reconciler.PassAsync(Cancel));
        Assert.Null(rig.Reconciler.Trouble);
    }

    [Fact]
    public async Task What_never_gets_a_clear_answer_is_left_to_a_person_after_ten_attempts()
    {
        var id = await SendAsync(x => x.AttemptCount = 9, FaultKind.ResetNotCreated);

        await SettleAsync();

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Held, AssignmentReasons.NoAnswerAgain, 10), (row.State, row.Reason, row.AttemptCount));
    }

    [Fact]
    public async Task What_was_changed_during_the_search_is_left_as_it_is()
    {
        var id = await SendAsync(FaultKind.ResetCreated);
        rig.OnList = async () =>
        {
            await using var db = Database.CreateDbContext();
            await db.Assignments.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, AssignmentState.Held).SetProperty(x => x.ChangedAt, DateTimeOffset.UtcNow), Cancel);
        };

        Assert.Equal(0, await rig.Reconciler.PassAsync(Cancel));

        var row = Assert.Single(await Database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Held, (long?)null), (row.State, row.TaskId));
    }

    [Fact]
    public async Task With_faults_of_every_kind_every_customer_gets_one_task()
    {
        rig.Options.SettleSeconds = 4;
        rig.Sandbox.Settings.LateSeconds = 1.2;
        rig.Sandbox.Settings.OpenTaskRule = false;
        rig.Sandbox.Settings.FaultRate = 0.1;
        rig.Sandbox.Settings.FaultWeights = Enum.GetValues<FaultKind>().Where(x => x is not (FaultKind.Unauthorised or FaultKind.BadRequestInOk)).ToDictionary(x => x, _ => 1.0);
        var id = await Database.AddBatchAsync(300);

        while ((await Database.BatchAsync(id)).State == BatchState.Running)
        {
            await rig.Dispatcher.RunAsync(default);
            // The last POST may still be creating its task.
            await Task.Delay(TimeSpan.FromSeconds(1.5), Cancel);
            await SettleAsync();
        }

        var rows = await Database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.Equal(AssignmentState.Assigned, x.State));
        Assert.Equal((300, 0), rig.Record);
        Assert.Equal(rig.Sandbox.Incs.CreatedByPost().Select(x => x.Id).Order(), rows.Select(x => x.TaskId!.Value).Order());
    }

    private Task<long> SendAsync(params FaultKind[] faults) => SendAsync(_ => { }, faults);

    // One assignment a fault; each is sent once.
    private async Task<long> SendAsync(Action<Assignment> change, params FaultKind[] faults)
    {
        foreach (var fault in faults) rig.Sandbox.Faults.Queue(fault);
        var id = await Database.AddBatchAsync(faults.Length, change: (x, _) => change(x));
        await rig.Dispatcher.RunAsync(default);
        Assert.All(await Database.AssignmentsAsync(id), x => Assert.Equal(AssignmentState.Unknown, x.State));
        return id;
    }

    // As many looks as prove absence, the last after the settling time.
    private async Task SettleAsync()
    {
        for (var look = 0; look < 4; look++)
        {
            rig.Later += TimeSpan.FromSeconds(rig.Options.SettleSeconds / 2.0 + 1);
            await rig.Reconciler.PassAsync(Cancel);
        }
    }
}

public sealed class ReconcilerOnSqliteTests() : ReconcilerTests(DatabaseKind.Sqlite);

public sealed class ReconcilerOnPostgresTests() : ReconcilerTests(DatabaseKind.Postgres);
