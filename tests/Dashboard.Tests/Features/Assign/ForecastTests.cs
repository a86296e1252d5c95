using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

/// <summary>What INCS and earlier batches have already is known before a batch is confirmed.</summary>
public abstract class ForecastTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Sheet = "name,auth_id,user_phone,assignee_username\nA,30058,6281500000001,incs_1\nB,30058,6281500000002,incs_1\nC,30058,6281500000003,incs_1\n";
    private SheetRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => rig = await SheetRig.CreateAsync(kind);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Theory]
    [InlineData(0, 30058, true)]
    [InlineData(1, 30058, true)]
    [InlineData(2, 30058, false)]
    [InlineData(3, 30058, false)]
    [InlineData(1, 30059, false)]
    public async Task A_customer_with_an_open_task_of_the_same_account_is_named_with_the_task(int status, long account, bool named)
    {
        await rig.Database.AddTasksAsync(TaskData.Mirrored(239, x => (x.UserPhone, x.Status, x.AuthId) = ("6281500000002", status, account)));

        var batch = await rig.CheckAsync(Sheet);

        Assert.Equal(named ? ["3 OpenTask 239"] : [], await ForecastAsync(batch));
        Assert.Equal((3, named ? 1 : 0), (batch.AssignmentCount, batch.WarningCount));
    }

    [Theory]
    [InlineData(AssignmentState.Assigned, true)]
    [InlineData(AssignmentState.Pending, true)]
    [InlineData(AssignmentState.Unknown, true)]
    [InlineData(AssignmentState.Rejected, false)]
    [InlineData(AssignmentState.Cancelled, false)]
    public async Task The_same_task_in_an_earlier_batch_is_named_unless_nothing_came_of_it(AssignmentState state, bool named)
    {
        var earlier = await rig.Database.AddBatchAsync(1, BatchState.Completed, (x, _) => (x.Name, x.UserPhone, x.State) = ("B", "6281500000002", state));

        var batch = await rig.CheckAsync(Sheet);

        Assert.Equal(named ? [$"3 EarlierBatch {earlier}"] : [], await ForecastAsync(batch));
    }

    [Fact]
    public async Task Another_draft_is_no_earlier_batch()
    {
        await rig.CheckAsync(Sheet);

        Assert.Empty(await ForecastAsync(await rig.CheckAsync(Sheet)));
    }

    [Fact]
    public async Task Another_task_of_the_customer_that_still_waits_in_a_batch_is_named()
    {
        var other = await rig.Database.AddBatchAsync(1, BatchState.Paused, (x, _) => (x.Name, x.UserPhone) = ("Z", "6281500000003"));

        Assert.Equal([$"4 OtherBatch {other}"], await ForecastAsync(await rig.CheckAsync(Sheet)));
    }

    [Fact]
    public async Task Looking_again_finds_what_came_since_and_forgets_what_is_over()
    {
        await rig.Database.AddTasksAsync(TaskData.Mirrored(239, x => x.UserPhone = "6281500000002"));
        var batch = await rig.CheckAsync(Sheet);
        await using (var db = rig.Database.CreateDbContext())
            await db.Tasks.ExecuteUpdateAsync(set => set.SetProperty(x => x.Status, 2), Cancel);
        await rig.Database.AddTasksAsync(TaskData.Mirrored(240, x => x.UserPhone = "6281500000001"), TaskData.Mirrored(241, x => x.UserPhone = "6281500000003"));

        Assert.True(await rig.Forecast.RefreshAsync(batch.Id, Cancel));

        Assert.Equal(["2 OpenTask 240", "4 OpenTask 241"], await ForecastAsync(batch));
        Assert.Equal(2, (await rig.Database.BatchAsync(batch.Id)).WarningCount);
    }

    [Fact]
    public async Task A_correction_is_compared_at_once()
    {
        await rig.Database.AddTasksAsync(TaskData.Mirrored(239, x => x.UserPhone = "6281500000009"));
        var batch = await rig.CheckAsync(Sheet);

        await rig.Editor.ChangeAsync(batch.Id, batch.Revision, SheetChange.Cells([new(2, 2, "6281500000009")]), "mei@test", Cancel);

        Assert.Equal(["2 OpenTask 239"], await ForecastAsync(batch));
        Assert.Equal(1, (await rig.Database.BatchAsync(batch.Id)).WarningCount);
    }

    [Fact]
    public async Task Customers_with_open_tasks_are_left_out_in_one_go()
    {
        await rig.Database.AddTasksAsync(TaskData.Mirrored(239, x => x.UserPhone = "6281500000001"), TaskData.Mirrored(240, x => x.UserPhone = "6281500000003"));
        var batch = await rig.CheckAsync(Sheet);

        await rig.Editor.ChangeAsync(batch.Id, batch.Revision, SheetChange.LeaveOut(new() { Kind = Forecast.OpenTask }, isOut: true), "mei@test", Cancel);

        var left = await rig.Database.BatchAsync(batch.Id);
        Assert.Equal((1, 2, 0), (left.AssignmentCount, left.LeftOutCount, left.WarningCount));
    }

    private async Task<string[]> ForecastAsync(Batch batch)
    {
        await using var db = rig.Database.CreateDbContext();
        return await db.SheetProblems.Where(x => x.BatchId == batch.Id).OrderBy(x => x.Line).Select(x => x.Line + " " + x.Kind + " " + x.Value).ToArrayAsync(Cancel);
    }
}

public sealed class ForecastOnSqliteTests() : ForecastTests(DatabaseKind.Sqlite);

public sealed class ForecastOnPostgresTests() : ForecastTests(DatabaseKind.Postgres);
