using System.Globalization;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Features.Assign;

public abstract class BatchProgressFeedTests(DatabaseKind kind) : IAsyncLifetime
{
    private readonly DispatchSignal signal = new();
    private TestDatabase database = null!;
    private BatchProgressFeed feed = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        feed = new(database, signal, TimeProvider.System, NullLogger<BatchProgressFeed>.Instance);
        await feed.StartAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await feed.StopAsync(default);
        feed.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_subscriber_hears_of_a_change_until_it_leaves()
    {
        var id = await database.AddBatchAsync(2);
        var assigned = new TaskCompletionSource();
        using var subscription = feed.Subscribe(id, x =>
        {
            if (x is { Assigned: 2, Pending: 0 }) assigned.TrySetResult();
        });

        await using (var db = database.CreateDbContext()) await db.Assignments.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, AssignmentState.Assigned));
        signal.Wake();

        await assigned.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_subscriber_is_called_in_its_own_language()
    {
        var id = await database.AddBatchAsync(1);
        var language = new TaskCompletionSource<string>();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        using var subscription = feed.Subscribe(id, _ => language.TrySetResult(CultureInfo.CurrentUICulture.Name));
        CultureInfo.CurrentUICulture = before;

        Assert.Equal("zh-CN", await language.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_fault_of_the_database_does_not_end_the_feed()
    {
        var id = await database.AddBatchAsync(1);
        var breakable = new BreakableDatabase(database) { IsUnreachable = true };
        using var other = new BatchProgressFeed(breakable, signal, TimeProvider.System, NullLogger<BatchProgressFeed>.Instance);
        var heard = new TaskCompletionSource();
        using var subscription = other.Subscribe(id, _ => heard.TrySetResult());
        await other.StartAsync(default);
        await Eventually.HoldsAsync(() => Task.FromResult(breakable.Refused > 0), "it has met the fault");

        breakable.IsUnreachable = false;
        await Eventually.HoldsAsync(() =>
        {
            signal.Wake();
            return Task.FromResult(heard.Task.IsCompleted);
        }, "it tells again");

        await other.StopAsync(default);
    }

    [Fact]
    public async Task The_numbers_of_several_batches_are_read_together()
    {
        var first = await database.AddBatchAsync(3, BatchState.Paused, (x, i) => x.State = i == 0 ? AssignmentState.Rejected : AssignmentState.Pending);
        var second = await database.AddBatchAsync(2, BatchState.Completed, (x, _) => x.State = AssignmentState.Assigned);

        var progress = await feed.ReadAsync([first, second, 4711]);

        Assert.Equal(2, progress.Count);
        Assert.Equal((3, 1, 2, 33), (progress[first].Total, progress[first].Rejected, progress[first].Pending, progress[first].Percent));
        Assert.Equal((BatchState.Completed, 100), (progress[second].State, progress[second].Percent));
    }
}

public sealed class BatchProgressFeedOnSqliteTests() : BatchProgressFeedTests(DatabaseKind.Sqlite);

public sealed class BatchProgressFeedOnPostgresTests() : BatchProgressFeedTests(DatabaseKind.Postgres);
