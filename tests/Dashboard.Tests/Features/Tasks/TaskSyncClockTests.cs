using System.Globalization;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The sync where INCS's clock, its zone or its list is not as ours: no task stays behind.</summary>
public abstract class TaskSyncClockTests(DatabaseKind kind)
{
    private const string Format = "yyyy-MM-dd HH:mm:ss";

    [Theory]
    [InlineData(-8 * 60), InlineData(-30), InlineData(-1.5), InlineData(1.5), InlineData(30), InlineData(8 * 60)]
    public async Task A_clock_of_INCS_that_is_off_hides_no_task(double minutes)
    {
        await using var rig = await SyncRig.StartAsync(kind);
        rig.Sandbox.Settings.ClockOffsetSeconds = minutes * 60;

        await CreateForADayAsync(rig);

        await rig.AssertMirrorsAsync();
    }

    [Theory]
    [InlineData("UTC"), InlineData("America/Los_Angeles"), InlineData("Pacific/Kiritimati"), InlineData("Asia/Jakarta")]
    public async Task A_zone_of_INCS_that_is_not_the_one_set_hides_no_task(string zone)
    {
        await using var rig = await SyncRig.StartAsync(kind);
        rig.Sandbox.Settings.TimeZone = zone;

        await CreateForADayAsync(rig);

        Assert.Equal(rig.Sandbox.Incs.CreatedByPost().Select(x => x.Id), (await rig.Database.TasksAsync()).Select(x => x.Id));
    }

    [Theory, InlineData("America/Los_Angeles"), InlineData("Asia/Kolkata")]
    public async Task Times_are_read_in_the_zone_that_is_set(string zone)
    {
        await using var rig = await SyncRig.StartAsync(kind, 100, x => x.TimeZone = zone);
        rig.Sandbox.Settings.TimeZone = zone;

        await rig.PassAsync();

        await rig.AssertMirrorsAsync();
    }

    [Theory, InlineData(10), InlineData(45), InlineData(20 * 60)]
    public async Task A_task_that_the_list_shows_late_is_found(int minutes)
    {
        await using var rig = await SyncRig.StartAsync(kind);
        rig.Sandbox.Settings.ListDelaySeconds = minutes * 60;
        // Ten seconds before a window ends.
        await rig.PassAsync(new TimeSpan(2, 59, 50));
        rig.Create(1);

        for (var passed = 0; passed < minutes; passed += 5) await rig.PassAsync(TimeSpan.FromMinutes(5));
        await rig.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single(await rig.Database.TasksAsync());
    }

    [Fact]
    public async Task Bounds_that_leave_out_their_own_second_lose_no_task()
    {
        await using var rig = await SyncRig.StartAsync(kind);
        rig.Rewrite = query =>
        {
            query["start_at"] = Shifted(query["start_at"], 1);
            if (query.TryGetValue("end_at", out var end)) query["end_at"] = Shifted(end, -1);
        };
        // Each on the second at which one window ends and the next begins.
        for (var i = 0; i < 4; i++)
        {
            rig.Time.Advance(TimeSpan.FromHours(i == 0 ? 3 : 6));
            rig.Create(1);
        }
        rig.Time.Advance(TimeSpan.FromHours(6));

        await rig.PassAsync();

        Assert.Equal(4, (await rig.Database.TasksAsync()).Count);

        static string Shifted(string time, int seconds) =>
            DateTime.ParseExact(time, Format, CultureInfo.InvariantCulture).AddSeconds(seconds).ToString(Format, CultureInfo.InvariantCulture);
    }

    // Quiet hours too: a window without an open task must not hide what comes into it later.
    private static async Task CreateForADayAsync(SyncRig rig)
    {
        rig.Options.LookbackDays = 2;
        for (var hours = 0; hours < 30; hours += 3)
        {
            if (hours % 2 == 0) rig.Create(2);
            for (var minutes = 0; minutes < 180; minutes += 45) await rig.PassAsync(TimeSpan.FromMinutes(45));
        }
    }
}

public sealed class TaskSyncClockOnSqliteTests() : TaskSyncClockTests(DatabaseKind.Sqlite);

public sealed class TaskSyncClockOnPostgresTests() : TaskSyncClockTests(DatabaseKind.Postgres);
