using Dashboard.Data;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Dashboard.Upstream;
using Microsoft.EntityFrameworkCore;
using Sandbox.Incs;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The full check: what differs from INCS is found and repaired, and what can't be is said.</summary>
public abstract class MirrorCheckTests(DatabaseKind kind) : IAsyncLifetime
{
    private SyncRig rig = null!;
    private MirrorCheck check = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await SyncRig.StartAsync(kind, 300);
        check = rig.NewCheck();
        await rig.PassAsync();
        rig.Requests.Clear();
        rig.News.Clear();
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Where_nothing_differs_each_window_costs_one_small_request()
    {
        await check.RunAsync(default);

        var state = await rig.StateAsync();
        Assert.Equal((0, 0, 0, 0), (state.CheckDiffered, state.CheckAdded, state.CheckRemoved, state.CheckStillDiffering));
        Assert.Equal((rig.Requests.Count, rig.Time.GetUtcNow(), null), (state.CheckWindows, state.CheckedAt, state.CheckError));
        Assert.All(rig.Requests, x => Assert.Equal("1", x["page_size"]));
    }

    [Fact]
    public async Task A_task_that_the_mirror_lacks_is_added()
    {
        await using (var db = rig.Database.CreateDbContext())
        {
            await db.TaskLogs.Where(x => x.TaskId == 40 || x.TaskId == 41).ExecuteDeleteAsync();
            await db.Tasks.Where(x => x.Id == 40 || x.Id == 41).ExecuteDeleteAsync();
        }

        await check.RunAsync(default);

        var state = await rig.StateAsync();
        Assert.Equal((2, 0, 0), (state.CheckAdded, state.CheckRemoved, state.CheckStillDiffering));
        Assert.InRange(state.CheckDiffered, 1, 2);
        Assert.Equal([40, 41], rig.News.SelectMany(x => x.TaskIds).Order());
        await rig.AssertMirrorsAsync();
    }

    [Fact]
    public async Task A_task_that_INCS_does_not_have_leaves_the_mirror_and_its_assignment_stays()
    {
        await AddAsync(4711, Seeded(40).CreatedAt);
        await rig.Database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.State, x.TaskId) = (AssignmentState.Assigned, 4711));

        await check.RunAsync(default);

        var state = await rig.StateAsync();
        await using (var db = rig.Database.CreateDbContext()) Assert.Equal(4711, (await db.Assignments.SingleAsync()).TaskId);
        Assert.Equal((1, 0, 1, 0), (state.CheckDiffered, state.CheckAdded, state.CheckRemoved, state.CheckStillDiffering));
        Assert.Equal("4711", rig.Requests.Single(x => x.ContainsKey("task_id"))["task_id"]);
        Assert.Equal([4711], rig.News.SelectMany(x => x.TaskIds));
        await rig.AssertMirrorsAsync();
    }

    [Fact]
    public async Task A_young_task_that_the_list_does_not_show_yet_stays()
    {
        await AddAsync(4711, rig.Time.GetUtcNow().AddHours(-6));

        await check.RunAsync(default);

        var state = await rig.StateAsync();
        Assert.Equal((1, 0, 1), (state.CheckDiffered, state.CheckRemoved, state.CheckStillDiffering));
    }

    [Fact]
    public async Task Bounds_that_leave_out_their_own_second_are_no_difference()
    {
        var edge = (await WindowsAsync())[20].EndAt.AddSeconds(1);
        await AddAsync(4711, edge);

        await check.RunAsync(default);

        // The window after it holds the task; that INCS does not is seen there.
        Assert.Equal(1, (await rig.StateAsync()).CheckDiffered);
    }

    [Fact]
    public async Task In_an_outage_it_stops_and_says_so()
    {
        rig.OnRequest = _ => rig.Sandbox.Settings.OutageUntil = rig.Requests.Count > 10 ? DateTimeOffset.MaxValue : null;

        await Assert.ThrowsAsync<UpstreamException>(() => check.RunAsync(default));

        var state = await rig.StateAsync();
        Assert.Equal(("The connection to INCS broke.", 11), (state.CheckError, state.CheckWindows));
        Assert.Null(state.Error);
        Assert.Equal(rig.Time.GetUtcNow(), state.CheckedAt);
    }

    [Fact]
    public async Task An_INCS_that_answers_nothing_does_not_empty_the_mirror()
    {
        await using var db = rig.Database.CreateDbContext();
        var at = Seeded(40).CreatedAt;
        db.Tasks.AddRange(Enumerable.Range(5000, 1200).Select(x => New(x, at)));
        await db.SaveChangesAsync();

        await check.RunAsync(default);

        var state = await rig.StateAsync();
        Assert.Equal((1000, 1), (state.CheckRemoved, state.CheckStillDiffering));
        Assert.Equal(500, (await rig.Database.TasksAsync()).Count);
        Assert.Contains("more tasks than", state.CheckError, StringComparison.Ordinal);
    }

    private SandboxTask Seeded(long id) => rig.Sandbox.Incs.Visible().Single(x => x.Id == id);

    private async Task AddAsync(long id, DateTimeOffset createdAt)
    {
        await using var db = rig.Database.CreateDbContext();
        db.Tasks.Add(New(id, createdAt));
        await db.SaveChangesAsync();
    }

    private static MirroredTask New(long id, DateTimeOffset createdAt) =>
        new() { Id = id, Name = "gone", Description = "", UserName = "", UserPhone = "", AssigneeUsername = "", CreatedAt = createdAt, Logs = [new() { Id = id * 10, TaskId = id, AssigneeUsername = "", Comment = "" }] };

    private async Task<List<SyncWindow>> WindowsAsync()
    {
        await using var db = rig.Database.CreateDbContext();
        return await db.SyncWindows.AsNoTracking().OrderBy(x => x.StartAt).ToListAsync();
    }
}

public sealed class MirrorCheckOnSqliteTests() : MirrorCheckTests(DatabaseKind.Sqlite);

public sealed class MirrorCheckOnPostgresTests() : MirrorCheckTests(DatabaseKind.Postgres);
