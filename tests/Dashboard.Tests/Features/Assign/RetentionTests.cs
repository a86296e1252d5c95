using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Assign;

public abstract class RetentionTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Header = "name,auth_id,user_phone,assignee_username,user_name\n";
    private SheetRig rig = null!;
    private Retention retention = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        rig = await SheetRig.CreateAsync(kind);
        retention = new(rig.Database, rig.Folder, Options.Create(new RetentionOptions { Days = 30 }), TimeProvider.System, NullLogger<Retention>.Instance);
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Of_a_batch_that_finished_long_ago_the_file_the_lines_and_the_customers_go_and_what_was_assigned_stays()
    {
        var batch = await FinishedAsync(daysAgo: 31, AssignmentState.Assigned);

        await retention.PassAsync(Cancel);

        var left = await rig.Database.BatchAsync(batch.Id);
        Assert.Null(left.StoredFile);
        Assert.NotNull(left.PurgedAt);
        Assert.False(File.Exists(rig.Folder.PathOf(batch.StoredFile!)));
        Assert.Empty(await rig.LinesAsync(batch));
        Assert.Empty(await rig.FindingsAsync(batch));
        var assignment = Assert.Single(await rig.Database.AssignmentsAsync(batch.Id));
        Assert.Equal(("A", "", null, 239L, AssignmentState.Assigned), (assignment.Name, assignment.UserPhone, assignment.UserName, assignment.TaskId, assignment.State));
    }

    [Theory]
    [InlineData(29, AssignmentState.Assigned)]
    [InlineData(31, AssignmentState.Held)]
    [InlineData(31, AssignmentState.Unknown)]
    public async Task A_batch_that_is_younger_or_not_decided_keeps_all(int daysAgo, AssignmentState state)
    {
        var batch = await FinishedAsync(daysAgo, state);

        await retention.PassAsync(Cancel);

        Assert.Equal(2, (await rig.LinesAsync(batch)).Count);
        Assert.True(File.Exists(rig.Folder.PathOf(batch.StoredFile!)));
        Assert.Equal("6281500000001", (await rig.Database.AssignmentsAsync(batch.Id)).Single().UserPhone);
    }

    [Fact]
    public async Task What_was_refused_in_a_batch_without_its_customers_is_not_sent_again()
    {
        var batch = await FinishedAsync(daysAgo: 31, AssignmentState.Rejected);
        await retention.PassAsync(Cancel);

        Assert.Null(await new BatchStore(rig.Database, TimeProvider.System, new()).RetryAsync(batch.Id, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_discarded_draft_is_gone_with_its_file_and_a_confirmed_batch_is_not_discarded()
    {
        var draft = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,Siti\nB,30058,0815,incs_1,Adi\n");
        await rig.Editor.ChangeAsync(draft.Id, draft.Revision, SheetChange.Cells([new(3, 2, "6281500000002")]), "mei@test", Cancel);
        var batch = await FinishedAsync(daysAgo: 1, AssignmentState.Assigned);

        Assert.True(await retention.DiscardAsync(draft.Id, Cancel));
        Assert.False(await retention.DiscardAsync(batch.Id, Cancel));

        Assert.Null(await rig.Queries.FindAsync(draft.Id, Cancel));
        Assert.False(File.Exists(rig.Folder.PathOf(draft.StoredFile!)));
        Assert.Empty(await rig.Database.AssignmentsAsync(draft.Id));
        await using var db = rig.Database.CreateDbContext();
        Assert.False(await db.SheetEdits.AnyAsync(Cancel));
        Assert.Single(await rig.Database.AssignmentsAsync(batch.Id));
    }

    [Fact]
    public async Task A_draft_that_nobody_confirmed_goes_after_the_same_time_and_a_younger_one_stays()
    {
        var old = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,Siti\n");
        var young = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,Siti\n");
        await AgeAsync(old.Id, x => x.SetProperty(b => b.CreatedAt, DateTimeOffset.UtcNow.AddDays(-31)));

        await retention.PassAsync(Cancel);

        Assert.Null(await rig.Queries.FindAsync(old.Id, Cancel));
        Assert.NotNull(await rig.Queries.FindAsync(young.Id, Cancel));
    }

    [Fact]
    public async Task A_file_that_no_draft_names_goes_after_a_day()
    {
        var (stray, fresh) = (rig.Folder.PathOf(SheetFolder.NewName()), rig.Folder.PathOf(SheetFolder.NewName()));
        await File.WriteAllTextAsync(stray, "x", Cancel);
        await File.WriteAllTextAsync(fresh, "x", Cancel);
        File.SetLastWriteTimeUtc(stray, DateTime.UtcNow.AddDays(-2));

        await retention.PassAsync(Cancel);

        Assert.Equal((false, true), (File.Exists(stray), File.Exists(fresh)));
    }

    private async Task<Batch> FinishedAsync(int daysAgo, AssignmentState state)
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,Siti\nB,30058,0815,incs_1,Adi\n");
        await AgeAsync(batch.Id, x => x.SetProperty(b => b.State, BatchState.Completed).SetProperty(b => b.FinishedAt, DateTimeOffset.UtcNow.AddDays(-daysAgo)));
        await using var db = rig.Database.CreateDbContext();
        await db.Assignments.Where(x => x.BatchId == batch.Id).ExecuteUpdateAsync(x => x.SetProperty(a => a.State, state).SetProperty(a => a.TaskId, 239), Cancel);
        return batch;
    }

    private async Task AgeAsync(long id, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Batch>> change)
    {
        await using var db = rig.Database.CreateDbContext();
        await db.Batches.Where(x => x.Id == id).ExecuteUpdateAsync(change, Cancel);
    }
}

public sealed class RetentionOnSqliteTests() : RetentionTests(DatabaseKind.Sqlite);

public sealed class RetentionOnPostgresTests() : RetentionTests(DatabaseKind.Postgres);
