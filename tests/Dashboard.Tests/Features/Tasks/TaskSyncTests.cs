using Dashboard.Data;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;
using Sandbox.Incs;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The sync against the Sandbox over HTTP: what is read, and what is not read again.</summary>
public abstract class TaskSyncTests(DatabaseKind kind) : IAsyncLifetime
{
    private SyncRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await SyncRig.StartAsync(kind, 600);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task The_first_pass_fills_the_mirror_with_every_task_and_its_log()
    {
        await rig.PassAsync();

        await rig.AssertMirrorsAsync();
        Assert.Equal(600, (await rig.Database.TasksAsync()).Count);
        Assert.Equal(Enumerable.Range(1, 600), rig.News.SelectMany(x => x.TaskIds).Select(x => (int)x).Order());
    }

    [Fact]
    public async Task The_mirror_reaches_back_as_far_as_it_is_told()
    {
        rig.Options.LookbackDays = 3;

        await rig.PassAsync();

        var oldest = (await rig.Database.TasksAsync()).Min(x => x.CreatedAt);
        var expected = rig.Sandbox.Incs.Visible().Where(x => x.CreatedAt >= rig.Time.GetUtcNow().AddDays(-3)).Min(x => x.CreatedAt);
        Assert.InRange(oldest, expected.AddHours(-6), expected);
    }

    [Fact]
    public async Task The_share_of_the_first_fill_is_told_and_ends()
    {
        rig.OnRequest = _ => rig.Time.Advance(TimeSpan.FromSeconds(1));

        await rig.PassAsync();

        Assert.Equal(rig.Shares.Order(), rig.Shares);
        Assert.Equal(0, rig.Shares.First());
        Assert.InRange(rig.Shares.Last(), 0.95, 0.9999);
        Assert.Null(rig.Feed.FirstFill);
    }

    [Fact]
    public async Task How_far_the_first_fill_is_stands_in_the_database()
    {
        var told = new List<(int? Total, int Done, double PerSecond)>();
        rig.OnRequest = _ => rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Feed.Subscribe(_ =>
        {
            using var db = rig.Database.CreateDbContext();
            var state = db.SyncStates.AsNoTracking().Single();
            told.Add((state.FillTotal, state.FillDone, state.FillPerSecond));
        });

        await rig.PassAsync();

        Assert.Equal((600, 0, 0), told[0]);
        var later = told.FindLast(x => x.Total is not null);
        Assert.InRange(later.Done, 560, 600);
        Assert.InRange(later.PerSecond, 1, 20);
        Assert.Null(told[^1].Total);
    }

    [Fact]
    public async Task How_far_the_first_fill_is_is_written_at_most_once_a_second()
    {
        rig.OnRequest = _ => rig.Time.Advance(TimeSpan.FromMilliseconds(100));

        await rig.PassAsync();

        Assert.InRange(rig.Shares.Distinct().Count(), 2, rig.Requests.Count / 10 + 1);
    }

    [Fact]
    public async Task After_a_downtime_longer_than_the_lookback_nothing_between_is_left_out()
    {
        rig.Options.LookbackDays = 2;
        await rig.PassAsync();
        rig.Time.Advance(TimeSpan.FromDays(3));
        rig.Create(5);

        await rig.PassAsync(TimeSpan.FromDays(7));

        Assert.Equal(5, (await rig.Database.TasksAsync()).Count(x => x.Id > 600));
        var windows = await WindowsAsync(x => true);
        Assert.Equal(TimeSpan.FromHours(6), windows.Zip(windows.Skip(1), (later, earlier) => later.StartAt - earlier.StartAt).Distinct().Single());
    }

    [Fact]
    public async Task A_pass_says_when_the_next_is_due_and_while_it_reads_since_when()
    {
        var began = rig.Time.GetUtcNow();
        DateTimeOffset? reading = null;
        rig.OnRequest = _ =>
        {
            using var db = rig.Database.CreateDbContext();
            reading = db.SyncStates.AsNoTracking().Single().ReadingSince;
        };

        await rig.PassAsync();

        var state = await rig.StateAsync();
        Assert.Equal((began, null, began.AddSeconds(15)), (reading, state.ReadingSince, state.NextAt));
    }

    [Fact]
    public async Task An_open_task_from_before_all_windows_that_was_looked_up_is_followed_until_it_ends()
    {
        rig.Options.LookbackDays = 1;
        rig.Sandbox.Settings.Pace = 400;
        rig.Create(10);
        rig.Time.Advance(TimeSpan.FromDays(3));
        var open = rig.Sandbox.Incs.CreatedByPost().First(x => TaskFate.IsOpen(x, rig.Sandbox.Incs.Now)).Id;
        Assert.True(await rig.Sync.RefreshAsync(open, default));
        rig.Requests.Clear();

        for (var days = 0; days < 200 && !await IsFinalAsync(open); days += 5) await rig.PassAsync(TimeSpan.FromDays(5));

        Assert.True(await IsFinalAsync(open));
        var asked = rig.Requests.Count(x => x.ContainsKey("task_id"));
        Assert.NotEqual(0, asked);
        await rig.PassAsync(TimeSpan.FromDays(5));
        Assert.Equal(asked, rig.Requests.Count(x => x.ContainsKey("task_id")));
    }

    [Fact]
    public async Task A_window_that_has_just_ended_is_no_first_fill()
    {
        await rig.PassAsync();
        rig.Shares.Clear();

        await rig.PassAsync(TimeSpan.FromHours(4));

        Assert.Empty(rig.Shares);
    }

    [Fact]
    public async Task The_second_pass_reads_the_newest_stretch_and_young_windows_with_open_tasks()
    {
        await rig.PassAsync();
        var young = await WindowsAsync(x => x.OpenTasks > 0 && x.EndAt > rig.Time.GetUtcNow().AddHours(-12));
        rig.Requests.Clear();

        await rig.PassAsync(TimeSpan.FromSeconds(15));

        Assert.NotEmpty(young);
        Assert.Equal(["2026-04-16 13:59:59", .. young.Select(x => IncsTime(x.StartAt.AddSeconds(-1)))], rig.Requests.Select(x => x["start_at"]));
    }

    [Fact]
    public async Task Older_windows_with_open_tasks_fall_due_the_later_the_older_they_are()
    {
        await rig.PassAsync();
        var passes = new List<HashSet<string>>();
        foreach (var minutes in new[] { 3, 5, 3 })
        {
            rig.Requests.Clear();
            await rig.PassAsync(TimeSpan.FromMinutes(minutes));
            passes.Add([.. rig.Requests.Select(x => x["start_at"])]);
        }

        var open = await WindowsAsync(x => x.OpenTasks > 0);
        var days = open.First(x => x.EndAt < rig.Time.GetUtcNow().AddDays(-1));
        var weeks = open.First(x => x.EndAt < rig.Time.GetUtcNow().AddDays(-7));
        Assert.All(passes, x => Assert.Contains(IncsTime(days.StartAt.AddSeconds(-1)), x));
        Assert.Equal([false, false, true], passes.Select(x => x.Contains(IncsTime(weeks.StartAt.AddSeconds(-1)))));
    }

    [Fact]
    public async Task Windows_whose_tasks_are_all_final_are_not_read_again()
    {
        await rig.PassAsync();
        var final = await WindowsAsync(x => x.OpenTasks == 0 && x.EndAt < rig.Time.GetUtcNow().AddDays(-2));
        rig.Requests.Clear();

        for (var i = 0; i < 4; i++) await rig.PassAsync(TimeSpan.FromHours(7));

        Assert.NotEmpty(final);
        Assert.Empty(final.Select(x => IncsTime(x.StartAt.AddSeconds(-1))).Intersect(rig.Requests.Select(x => x["start_at"])));
    }

    [Fact]
    public async Task Statuses_and_logs_follow_INCS_until_all_tasks_are_final()
    {
        rig.Create(30);
        for (var hours = 0; hours < 96; hours += 8)
        {
            await rig.PassAsync(TimeSpan.FromHours(hours == 0 ? 0 : 8));
            await AssertFollowsAsync(hours);
        }
    }

    [Fact]
    public async Task A_task_that_finishes_after_the_lookback_is_still_followed()
    {
        rig.Options.LookbackDays = 1;
        rig.Sandbox.Settings.Pace = 20;
        rig.Create(30);
        await rig.PassAsync(TimeSpan.FromHours(12));
        for (var days = 0; days < 160; days += 5) await rig.PassAsync(TimeSpan.FromDays(5));

        var mirrored = (await rig.Database.TasksAsync()).Where(x => x.Id > 600).ToList();

        Assert.Equal(30, mirrored.Count);
        Assert.All(mirrored, x => Assert.InRange(x.Status, 2, 3));
    }

    [Fact]
    public async Task Without_a_change_a_pass_names_no_task()
    {
        await rig.PassAsync();
        rig.News.Clear();

        await rig.PassAsync();

        Assert.NotEmpty(rig.News);
        Assert.All(rig.News, x => Assert.Empty(x.TaskIds));
    }

    [Fact]
    public async Task One_task_is_read_anew_when_asked_for()
    {
        rig.Create(1);
        rig.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await rig.Sync.RefreshAsync(601, default));

        Assert.Equal("601", Assert.Single(rig.Requests)["task_id"]);
        Assert.Equal(601, Assert.Single(Assert.Single(rig.News).TaskIds));
        Assert.NotEmpty(Assert.Single(await rig.Database.TasksAsync()).Logs);
    }

    [Fact]
    public async Task A_task_that_was_read_anew_says_so_though_nothing_changed()
    {
        await rig.Sync.RefreshAsync(600, default);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        await rig.Sync.RefreshAsync(600, default);

        Assert.Equal(rig.Time.GetUtcNow(), Assert.Single(await rig.Database.TasksAsync()).SyncedAt);
    }

    [Fact]
    public async Task The_tasks_of_a_page_are_read_anew_together_and_those_that_INCS_does_not_have_left_out()
    {
        var found = await rig.Sync.RefreshAsync([600, 599, 4711, 1, 600], default);

        Assert.Equal([1, 599, 600], found.Order());
        Assert.Equal(4, rig.Requests.Count);
        Assert.Equal([1, 599, 600], (await rig.Database.TasksAsync()).Select(x => x.Id));
        Assert.Equal([1, 599, 600], Assert.Single(rig.News).TaskIds.Order());
    }

    [Fact]
    public async Task A_task_that_INCS_does_not_have_is_not_made_up()
    {
        Assert.False(await rig.Sync.RefreshAsync(4711, default));

        Assert.Empty(await rig.Database.TasksAsync());
    }

    private async Task<bool> IsFinalAsync(long id) => (await rig.Database.TasksAsync()).Single(x => x.Id == id).Status is 2 or 3;

    private async Task AssertFollowsAsync(int hours)
    {
        var (expected, now) = (rig.Sandbox.Incs.CreatedByPost(), rig.Sandbox.Incs.Now);
        var mirrored = (await rig.Database.TasksAsync()).Where(x => x.Id > 600);
        Assert.Equal(
            expected.Select(x => (hours, x.Id, TaskFate.At(x, now).Status, TaskFate.At(x, now).Logs.Count)),
            mirrored.Select(x => (hours, x.Id, x.Status, x.Logs.Count)));
    }

    private async Task<List<SyncWindow>> WindowsAsync(System.Linq.Expressions.Expression<Func<SyncWindow, bool>> which)
    {
        await using var db = rig.Database.CreateDbContext();
        return await db.SyncWindows.AsNoTracking().Where(which).OrderByDescending(x => x.StartAt).ToListAsync();
    }

    private static string IncsTime(DateTimeOffset at) => IncsJson.Time(at, TaskData.Shanghai);
}

public sealed class TaskSyncOnSqliteTests() : TaskSyncTests(DatabaseKind.Sqlite);

public sealed class TaskSyncOnPostgresTests() : TaskSyncTests(DatabaseKind.Postgres);
