using System.Globalization;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The sync where a list has several pages, and moves while they are read.</summary>
public abstract class TaskSyncPagingTests(DatabaseKind kind) : IAsyncLifetime
{
    // The first answer of each sequence says how many tasks the fill is of.
    private static readonly byte[] Nothing = Page(0);

    private SyncRig rig = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await SyncRig.StartAsync(kind);
        rig.Options.LookbackDays = 1;
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Theory, InlineData(100), InlineData(101), InlineData(250)]
    public async Task Every_page_is_read_and_none_beyond(int count)
    {
        rig.Create(count);

        await rig.PassAsync();

        await rig.AssertMirrorsAsync();
        Assert.Equal(Enumerable.Range(1, (count + 99) / 100), rig.Requests.Where(x => !x.ContainsKey("end_at") && x["page_size"] == "100").Select(x => int.Parse(x["page"], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Tasks_that_are_created_between_pages_of_the_newest_stretch_hide_none()
    {
        rig.Create(250);
        rig.OnRequest = x => { if (x["page"] == "2") rig.Create(150); };

        await rig.PassAsync();
        Assert.Superset(Enumerable.Range(1, 250).ToHashSet(), (await rig.Database.TasksAsync()).Select(x => (int)x.Id).ToHashSet());
        rig.OnRequest = null;
        await rig.PassAsync();

        await rig.AssertMirrorsAsync();
    }

    [Fact]
    public async Task Tasks_that_come_into_a_past_window_between_its_pages_are_found_in_the_same_pass()
    {
        // INCS's clock is behind: what it creates falls into a window that is over.
        rig.Sandbox.Settings.ClockOffsetSeconds = -TimeSpan.FromHours(4).TotalSeconds;
        rig.Create(250);
        var created = false;
        rig.OnRequest = x =>
        {
            if (x["page"] != "2" || created) return;
            created = true;
            rig.Create(30);
        };

        await rig.PassAsync();

        Assert.True(created);
        await rig.AssertMirrorsAsync();
    }

    [Fact]
    public async Task A_task_that_changes_its_place_between_pages_is_not_lost()
    {
        // Where a list is ordered by the last change, a task of the second page may move to the first after that was read.
        await using var server = StubServer.Sequence(
            Nothing, Nothing, Page(150, Enumerable.Range(1, 100)), Page(150, [100, .. Enumerable.Range(102, 49)]), Page(150, Enumerable.Range(1, 100)), Page(150, Enumerable.Range(101, 50)), Nothing);

        await rig.New(server.Url).PassAsync(default);

        Assert.Equal(Enumerable.Range(1, 150), (await rig.Database.TasksAsync()).Select(x => (int)x.Id));
    }

    [Fact]
    public async Task A_window_that_did_not_show_all_it_counts_is_read_again()
    {
        await using var server = StubServer.Sequence(Nothing, Nothing, Page(3, [1, 2]), Page(3), Page(3, [1, 2]), Page(3), Page(3, [1, 2]), Page(3), Nothing);

        await rig.New(server.Url).PassAsync(default);

        await using var db = rig.Database.CreateDbContext();
        Assert.Equal(1, (await db.SyncWindows.OrderByDescending(x => x.StartAt).FirstAsync()).OpenTasks);
    }

    [Fact]
    public async Task Pages_that_are_shorter_than_asked_for_are_all_read()
    {
        await using var server = StubServer.Sequence(Nothing, Page(45, Enumerable.Range(1, 20)), Page(45, Enumerable.Range(21, 20)), Page(45, Enumerable.Range(41, 5)), Nothing);

        await rig.New(server.Url).PassAsync(default);

        Assert.Equal(45, (await rig.Database.TasksAsync()).Count);
    }

    [Fact]
    public async Task A_list_that_answers_the_same_page_for_ever_ends_the_pass()
    {
        await using var server = StubServer.Sequence(Page(1000, Enumerable.Range(1, 100)));

        await rig.New(server.Url).PassAsync(default);

        Assert.Equal(100, (await rig.Database.TasksAsync()).Count);
        Assert.InRange(server.Requests, 1, 10 * (1 + 3 * 5));
    }

    [Theory, InlineData(2, 0), InlineData(3, 0), InlineData(0, 1), InlineData(1, 1), InlineData(7, 1)]
    public async Task Only_finished_and_terminated_tasks_are_final(int status, int open)
    {
        await using var server = StubServer.Sequence(Nothing, Nothing, Page(1, [1], status), Nothing);

        await rig.New(server.Url).PassAsync(default);

        await using var db = rig.Database.CreateDbContext();
        Assert.Equal(open, (await db.SyncWindows.OrderByDescending(x => x.StartAt).FirstAsync()).OpenTasks);
    }

    private static byte[] Page(int total, IEnumerable<int>? ids = null, int status = 2)
    {
        var tasks = (ids ?? []).Select(x => string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{x}},"status":{{status}},"name":"task","created_at":"2026-04-16 10:00:00"}"""));
        return StubServer.Response($$$"""{"status":"success","code":200,"data":{"total":{{{total}}},"data":[{{{string.Join(',', tasks)}}}]}}""");
    }
}

public sealed class TaskSyncPagingOnSqliteTests() : TaskSyncPagingTests(DatabaseKind.Sqlite);

public sealed class TaskSyncPagingOnPostgresTests() : TaskSyncPagingTests(DatabaseKind.Postgres);
