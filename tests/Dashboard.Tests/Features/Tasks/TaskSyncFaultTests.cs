using Dashboard.Tests.Support;
using Dashboard.Upstream;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The sync where INCS does not answer, or refuses.</summary>
public abstract class TaskSyncFaultTests(DatabaseKind kind) : IAsyncLifetime
{
    private SyncRig rig = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await SyncRig.StartAsync(kind, 300);
        rig.Options.LookbackDays = 10;
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_pass_that_succeeds_says_when_it_began()
    {
        var began = rig.Time.GetUtcNow();
        rig.OnRequest = _ => rig.Time.Advance(TimeSpan.FromSeconds(1));

        await rig.PassAsync();

        var state = await rig.StateAsync();
        Assert.Equal((began, began, null), (state.FreshAt, state.TriedAt, state.Error));
    }

    [Fact]
    public async Task In_an_outage_the_mirror_keeps_what_it_has_and_says_how_old_it_is()
    {
        await rig.PassAsync();
        var (before, fresh) = (await rig.Database.TasksAsync(), (await rig.StateAsync()).FreshAt);
        rig.Sandbox.Settings.OutageUntil = DateTimeOffset.MaxValue;

        var e = await Assert.ThrowsAsync<UpstreamException>(() => rig.PassAsync(TimeSpan.FromHours(1)));

        var state = await rig.StateAsync();
        Assert.Equal((UpstreamFailure.Unreachable, "The connection to INCS broke."), (e.Failure, state.Error));
        Assert.Equal((fresh, rig.Time.GetUtcNow()), (state.FreshAt, state.TriedAt));
        Assert.Equivalent(before, await rig.Database.TasksAsync());
    }

    [Fact]
    public async Task After_an_outage_it_catches_up_by_itself()
    {
        await rig.PassAsync();
        rig.Create(20);
        rig.Sandbox.Settings.OutageUntil = rig.Time.GetUtcNow().AddHours(20);
        await Assert.ThrowsAsync<UpstreamException>(() => rig.PassAsync(TimeSpan.FromHours(1)));

        await rig.PassAsync(TimeSpan.FromHours(20));

        Assert.Equal((null, rig.Time.GetUtcNow()), ((await rig.StateAsync()).Error, (await rig.StateAsync()).FreshAt));
        Assert.Equal(20, (await rig.Database.TasksAsync()).Count(x => x.Id > 300));
    }

    [Fact]
    public async Task A_first_fill_that_breaks_off_keeps_what_was_read_and_goes_on_there()
    {
        rig.OnRequest = _ => rig.Sandbox.Settings.OutageUntil = rig.Requests.Count > 20 ? DateTimeOffset.MaxValue : null;
        await Assert.ThrowsAsync<UpstreamException>(() => rig.PassAsync());
        var kept = await rig.Database.TasksAsync();
        Assert.InRange(kept.Count, 10, 90);
        Assert.Null(rig.Feed.FirstFill);
        Assert.Null((await rig.StateAsync()).FreshAt);
        // Without the newest stretch and the two windows so young that each pass reads them.
        var done = rig.Requests.Take(20).Select(x => x["start_at"]).Skip(3).ToList();
        rig.OnRequest = null;
        rig.Sandbox.Settings.OutageUntil = null;
        rig.Requests.Clear();

        await rig.PassAsync();

        Assert.Empty(done.Intersect(rig.Requests.Select(x => x["start_at"])));
        Assert.NotNull((await rig.StateAsync()).FreshAt);
        Assert.Superset(Expected(), (await rig.Database.TasksAsync()).Select(x => x.Id).ToHashSet());
    }

    [Fact]
    public async Task A_rate_limit_is_waited_out()
    {
        rig.Options.LookbackDays = 1;
        rig.Sandbox.Settings.RetryAfter = "none";
        rig.Sandbox.Settings.RequestsPerSecond = 0.5;
        // Every other request is one too many.
        rig.OnRequest = _ => rig.Time.Advance(TimeSpan.FromSeconds(1));

        await rig.PassAsync();

        Assert.Null((await rig.StateAsync()).Error);
        Assert.Superset(Expected(), (await rig.Database.TasksAsync()).Select(x => x.Id).ToHashSet());
        Assert.True(rig.Requests.Count > rig.Requests.Select(x => x["start_at"]).Distinct().Count());
    }

    [Fact]
    public async Task A_rate_limit_that_does_not_end_is_recorded_and_the_mirror_kept()
    {
        await rig.PassAsync();
        var before = await rig.Database.TasksAsync();
        rig.Sandbox.Settings.RetryAfter = "none";
        rig.Sandbox.Settings.RequestsPerSecond = 0.000001;
        // The one request that the limit lets through.
        await rig.Sync.RefreshAsync(1, default);

        var e = await Assert.ThrowsAsync<UpstreamException>(() => rig.PassAsync());

        Assert.Equal(UpstreamFailure.Throttled, e.Failure);
        Assert.Equal("INCS asks for fewer requests.", (await rig.StateAsync()).Error);
        Assert.Superset(before.Select(x => x.Id).ToHashSet(), (await rig.Database.TasksAsync()).Select(x => x.Id).ToHashSet());
        rig.Sandbox.Settings.RequestsPerSecond = null;
        await rig.PassAsync();
        Assert.Null((await rig.StateAsync()).Error);
    }

    [Fact]
    public async Task A_refused_token_is_named_by_its_key_and_not_tried_again_in_the_pass()
    {
        rig.Sandbox.Settings.Token = "another";

        await Assert.ThrowsAsync<UpstreamException>(() => rig.PassAsync());

        Assert.Single(rig.Requests);
        Assert.Contains("Incs:Token", (await rig.StateAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_in_a_pass_blames_nobody()
    {
        using var stop = new CancellationTokenSource();
        rig.OnRequest = _ => { if (rig.Requests.Count == 5) stop.Cancel(); };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Sync.PassAsync(stop.Token));

        var state = await rig.StateAsync();
        Assert.Equal((null, null, null), (state.Error, state.FreshAt, state.DownSince));
    }

    [Fact]
    public async Task An_outage_is_dated_from_its_first_failure_and_forgotten_with_the_next_success()
    {
        await rig.PassAsync();
        rig.Sandbox.Settings.OutageUntil = DateTimeOffset.MaxValue;
        await Assert.ThrowsAsync<UpstreamException>(() => rig.PassAsync(TimeSpan.FromMinutes(1)));
        var first = rig.Time.GetUtcNow();

        await Assert.ThrowsAsync<UpstreamException>(() => rig.PassAsync(TimeSpan.FromMinutes(1)));

        Assert.Equal(first, (await rig.StateAsync()).DownSince);
        rig.Sandbox.Settings.OutageUntil = null;
        await rig.PassAsync();
        Assert.Null((await rig.StateAsync()).DownSince);
    }

    [Fact]
    public async Task A_fill_that_breaks_off_keeps_how_far_it_came()
    {
        rig.OnRequest = _ => rig.Sandbox.Settings.OutageUntil = rig.Requests.Count > 20 ? DateTimeOffset.MaxValue : null;

        await Assert.ThrowsAsync<UpstreamException>(() => rig.PassAsync());

        Assert.NotNull((await rig.StateAsync()).FillTotal);
        rig.OnRequest = null;
        rig.Sandbox.Settings.OutageUntil = null;
        await rig.PassAsync();
        Assert.Null((await rig.StateAsync()).FillTotal);
    }

    [Fact]
    public async Task A_single_task_that_cannot_be_read_anew_leaves_the_state_of_the_sync_alone()
    {
        await rig.PassAsync();
        rig.Sandbox.Settings.OutageUntil = DateTimeOffset.MaxValue;

        await Assert.ThrowsAsync<UpstreamException>(() => rig.Sync.RefreshAsync(1, default));

        Assert.Null((await rig.StateAsync()).Error);
    }

    // What the lookback holds for certain.
    private HashSet<long> Expected() =>
        [.. rig.Sandbox.Incs.Visible().Where(x => x.CreatedAt >= rig.Time.GetUtcNow().AddDays(-rig.Options.LookbackDays)).Select(x => x.Id)];
}

public sealed class TaskSyncFaultOnSqliteTests() : TaskSyncFaultTests(DatabaseKind.Sqlite);

public sealed class TaskSyncFaultOnPostgresTests() : TaskSyncFaultTests(DatabaseKind.Postgres);
