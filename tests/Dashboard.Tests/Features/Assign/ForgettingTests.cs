using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

public abstract class ForgettingTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Phone = "6281500000001";
    private const string Sheet =
        "name,auth_id,user_phone,assignee_username,user_name,order_number,order_phone_number,order_username,loan_amount\n"
        + "A,30058,+62 815-0000-0001,incs_1,Siti,WD1,6281500000001,Siti,10\n"
        + "B,30058,6281500000002,incs_1,Adi,WD2,6281500000001,Siti,20\n"
        + "C,wrong,6281500000001,incs_1,Siti,,,,\n"
        + "D,30058,6281500000003,incs_1,Budi,,,,\n";

    private readonly ForgottenCustomers forgotten = new(new EphemeralDataProtectionProvider());
    private SheetRig rig = null!;
    private ForgetSearch search = null!;
    private Forgetting forgetting = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        rig = await SheetRig.CreateAsync(kind);
        search = new(rig.Database, forgotten);
        forgetting = new(rig.Database, forgotten, search, rig.Folder, new FakeTime());
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Theory]
    [InlineData("6281500000001", Phone), InlineData(" +62 815-0000-0001 ", Phone)]
    [InlineData("", null), InlineData("6.28E+12", null), InlineData("081500000001", null), InlineData("phone", null)]
    public void The_phone_is_read_by_the_rules_of_a_sheet(string written, string? phone)
    {
        Assert.Equal(phone, ForgetSearch.Phone(written, out var problem));
        Assert.Equal(phone is null, problem is not null);
    }

    [Fact]
    public async Task What_there_is_is_counted_before_anything_goes()
    {
        var batch = await FinishedAsync();

        var found = await search.FindAsync(Phone, Cancel);

        Assert.Equal((3, 1, 1, 1, 1), (found.Lines, found.Assignments, found.OrdersOfOthers, found.Tasks, found.Views));
        Assert.Equal([new ForgetBatch(batch.Id, "sheet.csv", true)], found.Batches);
        Assert.Empty(found.InTheWay);
        Assert.False(found.IsForgotten);
        Assert.Equal(0, (await search.FindAsync("6281599999999", Cancel)).Total);
    }

    [Fact]
    public async Task No_column_of_any_table_and_no_file_holds_the_customer_afterwards()
    {
        var batch = await FinishedAsync();
        Assert.NotEmpty(await EverywhereAsync("Siti"));
        Assert.NotEmpty(await EverywhereAsync(Phone));

        Assert.NotNull(await forgetting.ForgetAsync(Phone, Cancel));

        Assert.Empty(await EverywhereAsync("Siti"));
        Assert.Empty(await EverywhereAsync(Phone));
        Assert.Empty(await EverywhereAsync("0000-0001"));
        Assert.False(File.Exists(rig.Folder.PathOf(batch.StoredFile!)));
        Assert.True((await search.FindAsync(Phone, Cancel)).IsForgotten);
    }

    [Fact]
    public async Task What_was_sent_and_all_counts_stay_and_others_keep_their_data()
    {
        var batch = await FinishedAsync();
        var before = await rig.Database.BatchAsync(batch.Id);

        await forgetting.ForgetAsync(Phone, Cancel);

        var after = await rig.Database.BatchAsync(batch.Id);
        Assert.Equal((before.LineCount, before.AssignmentCount, before.ErrorLineCount), (after.LineCount, after.AssignmentCount, after.ErrorLineCount));
        Assert.Equal(4, (await rig.LinesAsync(batch)).Count);
        var assignments = (await rig.Database.AssignmentsAsync(batch.Id)).OrderBy(x => x.FirstLine).ToList();
        Assert.Equal([("", 1L), ("6281500000002", 2L), ("6281500000003", 3L)], assignments.Select(x => (x.UserPhone, x.TaskId!.Value)));
        Assert.Contains("WD2", assignments[1].OrdersJson, StringComparison.Ordinal);
        await using var db = rig.Database.CreateDbContext();
        Assert.Equal(["", "6281500000002"], await db.Tasks.OrderBy(x => x.Id).Select(x => x.UserPhone).ToListAsync(Cancel));
        Assert.Equal("status=1", (await db.SavedViews.SingleAsync(Cancel)).Query);
    }

    [Theory]
    [InlineData(AssignmentState.Pending), InlineData(AssignmentState.Sending), InlineData(AssignmentState.Unknown), InlineData(AssignmentState.Held)]
    public async Task While_something_is_on_its_way_nothing_goes_and_the_batch_is_named(AssignmentState state)
    {
        var batch = await FinishedAsync();
        await ChangeAsync(x => x.SetProperty(a => a.State, state));

        Assert.Null(await forgetting.ForgetAsync(Phone, Cancel));

        Assert.Equal([new ForgetObstacle(batch.Id, "sheet.csv", state)], (await search.FindAsync(Phone, Cancel)).InTheWay);
        Assert.Equal(3, (await search.FindAsync(Phone, Cancel)).Lines);
    }

    [Fact]
    public async Task A_draft_with_the_phone_stands_in_the_way_even_if_only_a_wrong_line_holds_it()
    {
        var draft = await rig.CheckAsync("name,auth_id,user_phone,assignee_username\nC,wrong,6281500000001,incs_1\nD,30058,6281500000003,incs_1\n");

        Assert.Null(await forgetting.ForgetAsync(Phone, Cancel));

        Assert.Equal([new ForgetObstacle(draft.Id, "sheet.csv", null)], (await search.FindAsync(Phone, Cancel)).InTheWay);
    }

    [Fact]
    public async Task A_rejected_one_of_a_forgotten_customer_is_never_sent_again()
    {
        var batch = await FinishedAsync();
        await ChangeAsync(x => x.SetProperty(a => a.State, AssignmentState.Rejected).SetProperty(a => a.TaskId, (long?)null));
        await forgetting.ForgetAsync(Phone, Cancel);

        Assert.Null(await new BatchStore(rig.Database, TimeProvider.System, new()).RetryAsync(batch.Id, cancellationToken: Cancel));
    }

    [Fact]
    public async Task The_sync_does_not_bring_the_customer_back()
    {
        await FinishedAsync();
        await forgetting.ForgetAsync(Phone, Cancel);
        var mirror = new TaskMirror(rig.Database, new FakeTime(), forgotten);
        var answered = new IncsTask { Id = 1, Name = "A", UserName = "Siti", UserPhone = Phone, Description = "call Siti", Status = 2, Logs = [new() { Id = 99, Type = 4, Comment = "Siti paid" }] };

        await mirror.WriteAsync([answered, answered with { Id = 7, Logs = [] }, new() { Id = 8, Name = "Z", UserName = "Adi", UserPhone = "6281500000002" }], Cancel);

        Assert.Empty(await EverywhereAsync("Siti"));
        await using var db = rig.Database.CreateDbContext();
        Assert.Equal([(1L, "", 2), (7L, "", 2), (8L, "6281500000002", 0)], (await db.Tasks.Where(x => x.Id != 2).OrderBy(x => x.Id).ToListAsync(Cancel)).Select(x => (x.Id, x.UserPhone, x.Status)));
        Assert.Empty(await mirror.WriteAsync([answered], Cancel));
    }

    [Fact]
    public async Task A_customer_who_is_assigned_anew_shows_from_the_answer_on_until_forgotten_again()
    {
        var batch = await FinishedAsync();
        await forgetting.ForgetAsync(Phone, Cancel);
        await using var db = rig.Database.CreateDbContext();
        db.Assignments.Add(new() { BatchId = batch.Id, FirstLine = 9, State = AssignmentState.Assigned, TaskId = 50, Name = "A", AuthId = 30058, UserPhone = Phone, AssigneeUsername = "incs_1" });
        await db.SaveChangesAsync(Cancel);
        var mirror = new TaskMirror(rig.Database, new FakeTime(), forgotten);
        IncsTask[] answered = [new() { Id = 50, Name = "A", UserName = "Siti", UserPhone = Phone }, new() { Id = 1, Name = "A", UserName = "Siti", UserPhone = Phone }];

        await mirror.WriteAsync(answered, Cancel);

        Assert.Equal([(1L, "", true), (50L, Phone, false)], await PhonesAsync());
        Assert.Empty(await mirror.WriteAsync(answered, Cancel));
        await forgetting.ForgetAsync(Phone, Cancel);
        await mirror.WriteAsync(answered, Cancel);
        Assert.Equal([(1L, "", true), (50L, "", true)], await PhonesAsync());

        async Task<List<(long, string, bool)>> PhonesAsync() =>
            [.. (await db.Tasks.AsNoTracking().Where(x => x.Id == 1 || x.Id == 50).OrderBy(x => x.Id).ToListAsync(Cancel)).Select(x => (x.Id, x.UserPhone, x.PurgedAt is not null))];
    }

    [Fact]
    public async Task A_later_sheet_with_the_phone_is_marked_in_the_check_and_when_a_line_is_corrected()
    {
        await forgetting.ForgetAsync(Phone, Cancel);
        var check = new SheetCheck(rig.Database, rig.Folder, new Forecast(rig.Database, new FakeTime(), forgotten), new FakeTime());
        var draft = await rig.UploadAsync("name,auth_id,user_phone,assignee_username\nA,30058,6281500000001,incs_1\nB,30058,6281500000002,incs_1\n");
        await check.RunAsync(draft.Id, ColumnMapping.Guess(SheetQueries.Headers(draft)), new RunningSheetCheck(), Cancel);
        Assert.Equal(["2 user_phone Forgotten"], await rig.FindingsAsync(draft));
        draft = (await rig.Queries.FindAsync(draft.Id, Cancel))!;
        Assert.Equal(1, draft.WarningCount);

        await new SheetEditor(rig.Database, new FakeTime(), forgotten).ChangeAsync(draft.Id, draft.Revision, SheetChange.Cells([new(2, 2, "6281500000005"), new(3, 2, Phone)]), "mei@test", Cancel);

        Assert.Equal(["3 user_phone Forgotten"], await rig.FindingsAsync(draft));
    }

    [Fact]
    public async Task Of_the_phone_only_a_hash_is_kept_whose_key_is_protected()
    {
        await forgetting.ForgetAsync(Phone, Cancel);
        await forgetting.ForgetAsync(Phone, Cancel);
        await using var db = rig.Database.CreateDbContext();

        Assert.Equal(64, (await db.ForgottenCustomers.SingleAsync(Cancel)).Hash.Length);
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => new ForgottenCustomers(new EphemeralDataProtectionProvider()).ReadAsync(db, Cancel));
    }

    // One confirmed batch that ended, its tasks in the mirror, and a view.
    private async Task<Batch> FinishedAsync()
    {
        var batch = await rig.CheckAsync(Sheet);
        await using var db = rig.Database.CreateDbContext();
        await db.Batches.ExecuteUpdateAsync(x => x.SetProperty(b => b.State, BatchState.Completed), Cancel);
        foreach (var assignment in await db.Assignments.OrderBy(x => x.Id).ToListAsync(Cancel))
        {
            (assignment.State, assignment.TaskId) = (AssignmentState.Assigned, assignment.FirstLine == 2 ? 1 : assignment.FirstLine == 3 ? 2 : 3);
            db.Attempts.Add(new() { AssignmentId = assignment.Id, Number = 1, Outcome = "Created", Message = assignment.FirstLine == 2 ? "Siti has it" : "ok" });
        }
        db.Tasks.Add(TaskData.Mirrored(1, x => (x.UserPhone, x.UserName, x.Description, x.Logs) = (Phone, "Siti", "Siti", [TaskData.Log(5, 4, minutes: 1, comment: "Siti")])));
        db.Tasks.Add(TaskData.Mirrored(2, x => (x.UserPhone, x.UserName) = ("6281500000002", "Adi")));
        db.SavedViews.Add(new() { Name = "v", Query = $"status=1&phone={Phone}", ChangedBy = "mei@test" });
        await db.SaveChangesAsync(Cancel);
        return batch;
    }

    private async Task ChangeAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Assignment>> change)
    {
        await using var db = rig.Database.CreateDbContext();
        await db.Assignments.Where(x => x.UserPhone == Phone).ExecuteUpdateAsync(change, Cancel);
    }

    private async Task<IReadOnlyList<string>> EverywhereAsync(string text) => await DatabaseText.FindAsync(rig.Database, [text], Cancel);
}

public sealed class ForgettingOnSqliteTests() : ForgettingTests(DatabaseKind.Sqlite);

public sealed class ForgettingOnPostgresTests() : ForgettingTests(DatabaseKind.Postgres);
