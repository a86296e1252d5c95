using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sandbox;

namespace Dashboard.Tests.Shared;

/// <summary>Several servers on one PostgreSQL database share one lane.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private SandboxHost sandbox = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        sandbox = await SandboxHost.StartAsync(new() { SeedTasks = 0 });
        sandbox.Settings.LatencyMs = sandbox.Settings.LatencyJitterMs = 0;
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task One_of_two_servers_sends_and_the_other_never_at_the_same_time()
    {
        sandbox.Settings.LatencyMs = 50;
        await using DashboardApp first = NewServer(), second = NewServer();
        var sending = new SendingServers(first, second);
        var batches = new List<long>();

        for (var i = 0; i < 6; i++)
        {
            var id = await database.AddBatchAsync(40, BatchState.Draft);
            Assert.True(await (i % 2 == 0 ? first : second).Services.GetRequiredService<BatchStore>().ConfirmAsync(id, "mei@test", cancellationToken: Cancel));
            batches.Add(id);
            if (i % 3 == 2) await CompletedAsync(batches);
        }

        Assert.Equal(1, sending.MostAtOnce);
        Assert.Equal((240, 0), (sandbox.Incs.CreatedByPost().Count, sandbox.Incs.Doubled()));
        await using var db = database.CreateDbContext();
        Assert.All(await db.Attempts.Select(x => x.Outcome).ToListAsync(Cancel), x => Assert.Equal("Created", x));
    }

    [Theory, InlineData(1), InlineData(3)]
    public async Task Servers_that_start_at_once_on_an_empty_database_all_start(int count)
    {
        var empty = await PostgresDatabases.CreateAsync(isEmpty: true);
        var logs = new RecordedLogs();
        var servers = Enumerable.Range(0, count).Select(_ => new DashboardApp { ConnectionString = empty, Sandbox = sandbox, Logs = logs }).ToList();

        await Task.WhenAll(servers.Select(x => Task.Run(() => x.Services, Cancel)));

        await Eventually.HoldsAsync(async () => await servers[0].Services.GetRequiredService<TaskQueries>().FreshnessAsync(Cancel) is not null, "the sync runs");
        foreach (var server in servers) await server.DisposeAsync();
        await PostgresDatabases.DropAsync(empty);
        // Of several, all but one may find that a table is there already.
        if (count == 1) Assert.DoesNotContain(logs.Entries, x => x.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Pages_of_the_server_that_does_not_send_hear_of_it_too()
    {
        await using DashboardApp first = NewServer(), second = NewServer();
        var id = await database.AddBatchAsync(20, BatchState.Draft);
        var told = new[] { first, second }.Select(server =>
        {
            var (progress, mirror) = (new TaskCompletionSource(), new TaskCompletionSource());
            server.Services.GetRequiredService<BatchProgressFeed>().Subscribe(id, x =>
            {
                if (x is { State: BatchState.Completed, Assigned: 20 }) progress.TrySetResult();
            });
            server.Services.GetRequiredService<TaskLive>().Subscribe(_ => mirror.TrySetResult());
            return Task.WhenAll(progress.Task, mirror.Task);
        }).ToList();

        Assert.True(await first.Services.GetRequiredService<BatchStore>().ConfirmAsync(id, "mei@test", cancellationToken: Cancel));

        await Task.WhenAll(told).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    [Fact]
    public async Task Pages_of_every_server_say_that_INCS_does_not_answer_the_one_that_sends_and_searches()
    {
        await using DashboardApp first = NewServer(), second = NewServer();
        DashboardApp[] servers = [first, second];
        var (lanes, reconcilers) = (servers.Select(x => x.Services.GetRequiredService<LaneStatus>()).ToList(), servers.Select(x => x.Services.GetRequiredService<Reconciler>()).ToList());
        sandbox.Settings.OutageUntil = DateTimeOffset.UtcNow.AddHours(1);
        await database.AddBatchAsync(20);

        await Eventually.HoldsAsync(() => Task.FromResult(lanes.TrueForAll(x => x.Current.IsWaiting)), "both say that INCS does not answer");
        await Eventually.HoldsAsync(() => Task.FromResult(reconcilers.TrueForAll(x => x.Trouble is not null)), "both say that it can't be searched");
        Assert.Single(lanes, x => x.Here.IsWaiting);

        sandbox.Settings.OutageUntil = null;
        await Eventually.HoldsAsync(() => Task.FromResult(!lanes.Exists(x => x.Current.IsWaiting) && !reconcilers.Exists(x => x.Trouble is not null)), "neither says so any more");
        await using var db = database.CreateDbContext();
        Assert.Empty(await db.ServerWaits.ToListAsync(Cancel));
    }

    [Fact]
    public async Task When_a_server_is_killed_another_goes_on_and_sends_nothing_twice()
    {
        sandbox.Settings.LatencyMs = 300;
        var id = await database.AddBatchAsync(300);
        await using var other = NewServer();
        await using var killed = await NewProcessAsync();
        await PostsAsync(30);
        _ = other.Services;
        await PostsAsync(90);
        Assert.Single((await database.AssignmentsAsync(id)).Select(x => x.ClaimedBy).OfType<string>().Distinct());

        await killed.KillAsync();

        await Eventually.HoldsAsync(
            async () => (await database.AssignmentsAsync(id)).All(x => x.State is not (AssignmentState.Pending or AssignmentState.Sending)), "the other has sent the rest");
        var rows = await database.AssignmentsAsync(id);
        Assert.All(rows, x => Assert.True(x.State == AssignmentState.Assigned || x is { State: AssignmentState.Unknown, Reason: AssignmentReasons.OwnerLost }));
        Assert.InRange(rows.Count(x => x.State == AssignmentState.Unknown), 1, 64);
        Assert.Equal(2, rows.Select(x => x.ClaimedBy).Distinct().Count());
        Assert.Equal(0, sandbox.Incs.Doubled());
    }

    [Fact]
    public async Task A_server_that_is_stopped_hands_its_lane_over_with_nothing_unknown()
    {
        sandbox.Settings.LatencyMs = 300;
        var id = await database.AddBatchAsync(300);
        await using var other = NewServer();
        await using var stopped = await NewProcessAsync();
        await PostsAsync(30);
        _ = other.Services;
        await PostsAsync(90);
        Assert.Single((await database.AssignmentsAsync(id)).Select(x => x.ClaimedBy).OfType<string>().Distinct());

        Assert.Equal(0, await stopped.StopAsync());

        await Eventually.HoldsAsync(async () => (await database.BatchAsync(id)).State == BatchState.Completed, "the other has sent the rest");
        Assert.Equal(2, (await database.AssignmentsAsync(id)).Select(x => x.ClaimedBy).Distinct().Count());
        Assert.Equal((300, 0), (sandbox.Incs.CreatedByPost().Count, sandbox.Incs.Doubled()));
    }

    private DashboardApp NewServer() => new() { ConnectionString = database.ConnectionString, Sandbox = sandbox };

    private Task<ProductProcess> NewProcessAsync() => ProductProcess.StartAsync(
        ("ConnectionStrings:Dashboard", database.ConnectionString), ("Incs:BaseUrl", sandbox.BaseUrl.ToString()), ("Incs:Token", sandbox.Settings.Token));

    private Task PostsAsync(int count) => Eventually.HoldsAsync(() => Task.FromResult(sandbox.Incs.CreatedByPost().Count >= count), $"{count} POSTs");

    private Task CompletedAsync(List<long> batches) =>
        Eventually.HoldsAsync(async () => await Completed(batches), "all batches are completed");

    private async Task<bool> Completed(List<long> batches)
    {
        await using var db = database.CreateDbContext();
        return await db.Batches.AllAsync(x => !batches.Contains(x.Id) || x.State == BatchState.Completed, Cancel);
    }

    /// <summary>Counts the servers whose lane sends.</summary>
    private sealed class SendingServers
    {
        private readonly Lock gate = new();
        private readonly HashSet<LaneStatus> sending = [];

        public SendingServers(params DashboardApp[] servers)
        {
            foreach (var status in servers.Select(x => x.Services.GetRequiredService<LaneStatus>())) status.Changed += () => Take(status);
        }

        public int MostAtOnce { get; private set; }

        private void Take(LaneStatus status)
        {
            lock (gate)
            {
                if (status.Current.Condition == LaneCondition.Sending) sending.Add(status);
                else sending.Remove(status);
                MostAtOnce = Math.Max(MostAtOnce, sending.Count);
            }
        }
    }
}
