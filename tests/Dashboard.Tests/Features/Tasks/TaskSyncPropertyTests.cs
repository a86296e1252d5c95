using System.Globalization;
using Dashboard.Tests.Support;
using Sandbox.Incs;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>Whatever is created and changes in INCS while the sync reads, once it rests the mirror is what INCS has: tasks, logs, and what is kept of the logs.</summary>
public abstract class TaskSyncPropertyTests(DatabaseKind kind)
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task After_random_changes_under_it_the_mirror_equals_INCS(int seed)
    {
        await using var rig = await SyncRig.StartAsync(kind, 300, incs => incs.TimeoutSeconds = 30);
        rig.Options.LookbackDays = 31;
        rig.Time.WaitsEndAtOnce = true;
        var storm = new SyncStorm(rig, seed);

        // As long as all of it is young enough to be read in each pass.
        await storm.RageAsync(TimeSpan.FromHours(3));
        storm.Calm();
        await rig.PassAsync(TimeSpan.FromMinutes(3));
        AssertSame(Young(rig, Incs(rig)), Young(rig, await MirrorAsync(rig)));

        // Whatever was open ends, windows fall due by their age.
        for (var days = 0; days < 10; days += 2) await rig.PassAsync(TimeSpan.FromDays(2));
        AssertSame(Incs(rig), await MirrorAsync(rig));
        Assert.InRange(storm.Created, 200, 20_000);
        Assert.InRange(storm.FailedPasses, 1, 200);
    }

    // The first difference says more than two lists of thousands.
    private static void AssertSame(IReadOnlyDictionary<long, string> incs, IReadOnlyDictionary<long, string> mirror)
    {
        Assert.Empty(incs.Where(x => mirror.GetValueOrDefault(x.Key) != x.Value).Select(x => $"INCS {x.Value}; mirror {mirror.GetValueOrDefault(x.Key)}").Take(3));
        Assert.Empty(mirror.Keys.Except(incs.Keys));
    }

    private static Dictionary<long, string> Young(SyncRig rig, Dictionary<long, string> tasks) =>
        tasks.Where(x => x.Key > 300).ToDictionary();

    private static Dictionary<long, string> Incs(SyncRig rig) => rig.Sandbox.Incs.Visible().ToDictionary(x => x.Id, x =>
    {
        var (status, logs) = TaskFate.At(x, rig.Sandbox.Incs.Now);
        return Words(x.Id, status, x.CreatedAt, logs.Select(l => (l.Id, l.Type, l.Status, l.At)), logs[^1].Id, logs[^1].At,
            logs.FirstOrDefault(l => l.Type is 3 or 4)?.At, logs.LastOrDefault(l => l.Type == 3 && l.Status is 2 or 3)?.At);
    });

    private static async Task<Dictionary<long, string>> MirrorAsync(SyncRig rig) => (await rig.Database.TasksAsync()).ToDictionary(x => x.Id, x =>
        Words(x.Id, x.Status, x.CreatedAt, x.Logs.OrderBy(l => l.Id).Select(l => (l.Id, l.Type, l.Status, l.CreatedAt)), x.LastLogId, x.LastLogAt, x.FirstActionAt, x.EndedAt));

    private static string Words(
        long id, int status, DateTimeOffset created, IEnumerable<(long Id, int Type, int Status, DateTimeOffset At)> logs, long? last, DateTimeOffset? lastAt, DateTimeOffset? first, DateTimeOffset? ended) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {status} {created:s} [{string.Join(' ', logs.Select(x => $"{x.Id}:{x.Type}{x.Status}@{x.At:s}"))}] {last} {lastAt:s} {first:s} {ended:s}");
}

public sealed class TaskSyncPropertyOnSqliteTests() : TaskSyncPropertyTests(DatabaseKind.Sqlite);

public sealed class TaskSyncPropertyOnPostgresTests() : TaskSyncPropertyTests(DatabaseKind.Postgres);
