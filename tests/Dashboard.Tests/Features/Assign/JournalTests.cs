using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

public abstract class JournalTests(DatabaseKind kind) : IAsyncLifetime
{
    private static long nextTask = 9_000_000;
    private TestDatabase database = null!;
    private Journal journal = null!;
    private JournalSession session = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        journal = new(database, TimeProvider.System);
        session = await journal.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task What_is_claimed_is_already_sending_in_the_database()
    {
        var id = await database.AddBatchAsync(5);

        var commit = await session.CommitAsync([], 3);

        Assert.Equal(3, commit.Claimed.Count);
        var sending = (await database.AssignmentsAsync(id)).Where(x => x.State == AssignmentState.Sending).ToList();
        Assert.Equal(commit.Claimed.Select(x => x.Id), sending.Select(x => x.Id));
        Assert.All(sending, x => Assert.Equal((journal.Owner, 1), (x.ClaimedBy, x.AttemptCount)));
        Assert.All(sending, x => Assert.NotNull(x.ClaimedAt));
    }

    [Fact]
    public async Task Two_sessions_never_claim_the_same_assignment()
    {
        await database.AddBatchAsync(100);
        await using var other = await new Journal(database, TimeProvider.System).OpenAsync();

        var claims = await Task.WhenAll(
            Task.Run(async () => await session.CommitAsync([], 60)), Task.Run(async () => await other.CommitAsync([], 60)));

        var ids = claims.SelectMany(x => x.Claimed).Select(x => x.Id).ToList();
        Assert.Equal(100, ids.Count);
        Assert.Equal(100, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(BatchState.Draft)]
    [InlineData(BatchState.Paused)]
    [InlineData(BatchState.Stopped)]
    [InlineData(BatchState.Cancelled)]
    public async Task Only_running_batches_are_claimed_from(BatchState state)
    {
        await database.AddBatchAsync(2, state);

        Assert.Empty((await session.CommitAsync([], 10)).Claimed);
    }

    [Fact]
    public async Task Of_one_customer_only_one_is_claimed_at_a_time()
    {
        await database.AddBatchAsync(3, change: (x, _) => x.UserPhone = "6281512345678");

        var first = Assert.Single((await session.CommitAsync([], 10)).Claimed);
        Assert.Empty((await session.CommitAsync([], 10)).Claimed);
        var second = Assert.Single((await session.CommitAsync([Created(first)], 10)).Claimed);

        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task A_customer_with_an_unknown_outcome_in_another_batch_waits()
    {
        await database.AddBatchAsync(1, BatchState.Stopped, (x, _) => (x.UserPhone, x.State) = ("6281512345678", AssignmentState.Unknown));
        var id = await database.AddBatchAsync(2, change: (x, i) => x.UserPhone = i == 0 ? "6281512345678" : x.UserPhone);

        var claimed = Assert.Single((await session.CommitAsync([], 10)).Claimed);

        Assert.Equal(3, claimed.FirstLine);
        await session.CommitAsync([Created(claimed)], 10);
        Assert.Equal(BatchState.Running, (await database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task Batches_take_fair_turns_and_a_small_one_is_not_stuck_behind_a_big_one()
    {
        var big = await database.AddBatchAsync(1000);
        var other = await database.AddBatchAsync(1000);
        var small = await database.AddBatchAsync(10);

        var claimed = (await session.CommitAsync([], 90)).Claimed.ToLookup(x => x.BatchId);

        Assert.Equal(10, claimed[small].Count());
        Assert.Equal(40, claimed[big].Count());
        Assert.Equal(40, claimed[other].Count());
    }

    [Fact]
    public async Task With_fewer_claims_than_batches_each_batch_gets_its_turn()
    {
        for (var i = 0; i < 4; i++) await database.AddBatchAsync(10);

        var served = new List<long>();
        for (var i = 0; i < 4; i++) served.AddRange((await session.CommitAsync([], 2)).Claimed.Select(x => x.BatchId));

        Assert.All(served.CountBy(x => x), x => Assert.Equal(2, x.Value));
        Assert.Equal(4, served.Distinct().Count());
    }

    [Fact]
    public async Task An_outcome_is_written_with_its_attempt_and_the_task_goes_into_the_mirror()
    {
        var id = await database.AddBatchAsync(1);
        var claimed = Assert.Single((await session.CommitAsync([], 1)).Claimed);
        var created = Created(claimed);

        await session.CommitAsync([created], 1);

        var row = Assert.Single(await database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Assigned, created.Task!.Id, created.Task.CreationId), (row.State, row.TaskId, row.CreationId!.Value));
        var attempt = Assert.Single(await database.AttemptsAsync(id));
        Assert.Equal((1, "Created", 200), (attempt.Number, attempt.Outcome, attempt.HttpStatus));
        await using var db = database.CreateDbContext();
        var task = await db.Tasks.Include(x => x.Logs).SingleAsync(x => x.Id == row.TaskId);
        Assert.Equal(claimed.UserPhone, task.UserPhone);
        Assert.Single(task.Logs);
        Assert.Equal(BatchState.Completed, (await database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task Writing_an_outcome_once_more_changes_nothing()
    {
        var id = await database.AddBatchAsync(2);
        var claimed = (await session.CommitAsync([], 2)).Claimed;
        Settlement[] outcomes = [Created(claimed[0]), Settlement.Of(claimed[1], Attempt(new IncsOutcome.Refused("no")))];

        await session.CommitAsync(outcomes, 0);
        await session.CommitAsync(outcomes, 0);

        Assert.Equal([AssignmentState.Assigned, AssignmentState.Rejected], (await database.AssignmentsAsync(id)).Select(x => x.State));
        Assert.Equal(2, (await database.AttemptsAsync(id)).Count);
    }

    [Fact]
    public async Task A_task_that_another_assignment_owns_is_held_and_does_not_harm_its_group()
    {
        var id = await database.AddBatchAsync(3);
        var claimed = (await session.CommitAsync([], 3)).Claimed;
        var first = Created(claimed[0]);

        await session.CommitAsync([first, Created(claimed[1], first.Task!.Id), Created(claimed[2])], 1);

        var rows = await database.AssignmentsAsync(id);
        Assert.Equal([AssignmentState.Assigned, AssignmentState.Held, AssignmentState.Assigned], rows.Select(x => x.State));
        Assert.Equal(AssignmentReasons.TaskTaken, rows[1].Reason);
        Assert.Null(rows[1].TaskId);
        Assert.Equal(BatchState.Stopped, (await database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task Words_of_INCS_that_are_no_text_do_not_keep_an_outcome_from_the_journal()
    {
        var id = await database.AddBatchAsync(2);
        var claimed = (await session.CommitAsync([], 2)).Claimed;
        var created = Created(claimed[0]);
        var odd = Attempt(new IncsOutcome.Refused("a\0b\uD83D")) with { Message = "a\0b\uD83D" };

        await session.CommitAsync([created with { Attempt = Attempt(new IncsOutcome.Created(created.Task! with { Name = "\0", Logs = [new() { Id = 9, Comment = "\uDE00" }] })) }, Settlement.Of(claimed[1], odd)], 0);

        Assert.Equal([AssignmentState.Assigned, AssignmentState.Rejected], (await database.AssignmentsAsync(id)).Select(x => x.State));
        Assert.Equal(2, (await database.AttemptsAsync(id)).Count);
    }

    [Fact]
    public async Task A_claim_given_back_does_not_count_as_an_attempt()
    {
        var id = await database.AddBatchAsync(1);
        var claimed = Assert.Single((await session.CommitAsync([], 1)).Claimed);

        await session.CommitAsync([Settlement.Released(claimed)], 0);

        var row = Assert.Single(await database.AssignmentsAsync(id));
        Assert.Equal((AssignmentState.Pending, 0), (row.State, row.AttemptCount));
        Assert.Empty(await database.AttemptsAsync(id));
    }

    [Fact]
    public async Task A_claim_given_back_to_a_cancelled_batch_is_cancelled()
    {
        var id = await database.AddBatchAsync(1);
        var claimed = Assert.Single((await session.CommitAsync([], 1)).Claimed);
        await new BatchStore(database, TimeProvider.System, new()).CancelAsync(id);

        await session.CommitAsync([Settlement.Released(claimed)], 0);

        Assert.Equal(AssignmentState.Cancelled, Assert.Single(await database.AssignmentsAsync(id)).State);
        Assert.Equal(BatchState.Cancelled, (await database.BatchAsync(id)).State);
    }

    [Fact]
    public async Task A_newer_copy_in_the_mirror_is_not_overwritten_by_the_create_answer()
    {
        await database.AddBatchAsync(1);
        var created = Created(Assert.Single((await session.CommitAsync([], 1)).Claimed));
        await using (var db = database.CreateDbContext())
        {
            db.Tasks.Add(new MirroredTask
            {
                Id = created.Task!.Id, Status = 1, Name = "", Description = "", UserName = "", UserPhone = "", AssigneeUsername = "",
                UpdatedAt = created.Task.UpdatedAt.AddMinutes(1),
            });
            await db.SaveChangesAsync();
        }

        await session.CommitAsync([created], 0);

        await using var after = database.CreateDbContext();
        Assert.Equal(1, (await after.Tasks.SingleAsync(x => x.Id == created.Task.Id)).Status);
    }

    [Fact]
    public async Task What_a_dead_process_had_on_the_wire_becomes_unknown_and_the_rest_stays_pending()
    {
        var id = await database.AddBatchAsync(5);
        await session.CommitAsync([], 2);
        var next = new Journal(database, TimeProvider.System);

        Assert.Equal(2, await next.GiveUpLostAsync());

        var rows = await database.AssignmentsAsync(id);
        Assert.Equal([4, 4, 0, 0, 0], rows.Select(x => (int)x.State));
        Assert.All(rows.Take(2), x => Assert.Equal(AssignmentReasons.OwnerLost, x.Reason));
        Assert.Equal(0, await next.GiveUpLostAsync());
    }

    [Fact]
    public async Task An_outcome_that_comes_after_its_owner_was_taken_for_lost_is_written_by_the_owner_alone()
    {
        var id = await database.AddBatchAsync(2);
        var claimed = (await session.CommitAsync([], 2)).Claimed;
        var next = new Journal(database, TimeProvider.System);
        await next.GiveUpLostAsync();
        await using (var stranger = await next.OpenAsync()) await stranger.CommitAsync([Created(claimed[1])], 0);

        await session.CommitAsync([Created(claimed[0])], 0);

        Assert.Equal([AssignmentState.Assigned, AssignmentState.Unknown], (await database.AssignmentsAsync(id)).Select(x => x.State));
        Assert.Single(await database.AttemptsAsync(id));
    }

    [Fact]
    public async Task The_guard_of_the_customer_is_looked_up_by_its_own_index()
    {
        await database.AddBatchAsync(5000, change: (x, i) => x.State = i < 4900 ? AssignmentState.Assigned : AssignmentState.Pending);

        var plan = await PlanAsync(JournalStatements.Candidates.Replace("{0}", "1", StringComparison.Ordinal).Replace("{1}", "10", StringComparison.Ordinal)
            .Replace("{2}", "1000000", StringComparison.Ordinal));

        Assert.Contains("IX_Assignments_AuthId_UserPhone", plan, StringComparison.Ordinal);
        Assert.Contains("IX_Assignments_BatchId_State_Id", plan, StringComparison.Ordinal);
        Assert.DoesNotContain(kind == DatabaseKind.Sqlite ? "TEMP B-TREE" : "Sort", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dead_process_had_on_the_wire_is_looked_up_by_the_small_index_of_the_guard()
    {
        await database.AddBatchAsync(5000, change: (x, _) => x.State = AssignmentState.Assigned);

        var plan = await PlanAsync(JournalStatements.GiveUpLost.Replace("{0}", "'me'", StringComparison.Ordinal).Replace("{1}", "'why'", StringComparison.Ordinal)
            .Replace("{2}", "1000", StringComparison.Ordinal));

        Assert.Contains("IX_Assignments_AuthId_UserPhone", plan, StringComparison.Ordinal);
    }

    private async Task<string> PlanAsync(string sql)
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // texts of the product's own
        command.CommandText = (kind == DatabaseKind.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql;
#pragma warning restore CA2100
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(reader.FieldCount - 1));
        return string.Join('\n', plan);
    }

    private static Settlement Created(Assignment x, long? taskId = null)
    {
        var now = DateTimeOffset.UtcNow;
        var id = taskId ?? Interlocked.Increment(ref nextTask);
        return Settlement.Of(x, Attempt(new IncsOutcome.Created(new IncsTask
        {
            Id = id, CreationId = 7, AuthId = x.AuthId, UserPhone = x.UserPhone, Name = x.Name, AssigneeUsername = x.AssigneeUsername, CreatedAt = now, UpdatedAt = now,
            Logs = [new IncsLog { Id = id, Type = 1, CreatedAt = now }],
        })));
    }

    private static IncsAttempt Attempt(IncsOutcome outcome) => new(outcome, 200, null, DateTimeOffset.UtcNow, TimeSpan.FromMilliseconds(20));
}

public sealed class JournalOnSqliteTests() : JournalTests(DatabaseKind.Sqlite);

public sealed class JournalOnPostgresTests() : JournalTests(DatabaseKind.Postgres);
