using Dashboard.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Assign;

public abstract class ReviewQueriesTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Header = "name,auth_id,user_phone,assignee_username\n";
    private SheetRig rig = null!;
    private ReviewQueries queries = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        rig = await SheetRig.CreateAsync(kind);
        queries = new(rig.Database);
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_window_of_lines_comes_with_their_findings()
    {
        var batch = await rig.CheckAsync(Header + string.Concat(Enumerable.Range(0, 30).Select(i => $"A,30058,{(i % 3 == 0 ? "0815" : $"62815000000{i:D2}")},incs_1\n")));

        var all = await queries.LinesAsync(batch.Id, new(ReviewLines.All), 10, 4, Cancel);
        var wrong = await queries.LinesAsync(batch.Id, new(ReviewLines.Errors), 2, 2, Cancel);

        Assert.Equal([(12, 0), (13, 0), (14, 1), (15, 0)], all.Select(x => (x.Number, x.Problems.Count)));
        Assert.Equal([8, 11], wrong.Select(x => x.Number));
        Assert.Equal((30, 10), (await queries.CountAsync(batch.Id, new(ReviewLines.All), Cancel), await queries.CountAsync(batch.Id, new(ReviewLines.Kind, "PhoneLeadingZero"), Cancel)));
        Assert.Equal(3, await queries.PlaceAsync(batch.Id, new(ReviewLines.Errors), 11, Cancel));
    }

    [Fact]
    public async Task What_was_corrected_and_what_was_left_out_can_be_shown_by_itself()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1\nB,30058,6281500000002,incs_1\nC,30058,6281500000003,incs_1\n");
        await rig.Editor.ChangeAsync(batch.Id, batch.Revision, SheetChange.Cells([new(3, 0, "BB")]), "mei@test", Cancel);
        await rig.Editor.ChangeAsync(batch.Id, batch.Revision + 1, SheetChange.LeaveOut(new() { Numbers = [4] }, true), "mei@test", Cancel);

        Assert.Equal([3], (await queries.LinesAsync(batch.Id, new(ReviewLines.Edited), 0, 10, Cancel)).Select(x => x.Number));
        Assert.Equal([4], (await queries.LinesAsync(batch.Id, new(ReviewLines.LeftOut), 0, 10, Cancel)).Select(x => x.Number));
        Assert.Equal(("LeaveOut", 1), (await queries.LastStepAsync(batch.Id, Cancel)) is { } step ? (step.Kind, step.Lines) : default);
    }

    [Fact]
    public async Task A_change_is_shown_before_and_after_and_nothing_is_made()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,0815 0000 001,incs_1\nB,30058,6281500000002,incs_1\nC,30058,0815 0000 003,incs_1\n");

        var preview = await queries.PreviewAsync(batch.Id, SheetFixes.Change(FixKind.AddCountryCode, "62", new() { Kind = "PhoneLeadingZero" }, 2, SheetField.Phone), 1, Cancel);

        Assert.Equal((2, false), (preview.Lines, preview.IsCut));
        Assert.Equal([new CellPreview(2, 2, "0815 0000 001", "628150000001")], preview.First);
        Assert.Equal(2, (await rig.Database.BatchAsync(batch.Id)).ErrorLineCount);
    }

    [Fact]
    public async Task Customers_that_stand_twice_are_shown_side_by_side()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1\nB,30058,6281500000002,incs_1\nA,30058,6281500000001,incs_1\nC,30058,6281500000002,incs_1\nD,30058,6281500000003,incs_1\n");

        var groups = await queries.DuplicatesAsync(batch.Id, 0, 10, Cancel);

        Assert.Equal([("6281500000001", false), ("6281500000002", true)], groups.Select(x => (x.Phone, x.IsConflict)));
        Assert.Equal([[2, 4], [3, 5]], groups.Select(x => x.Lines.Select(l => l.Number).ToArray()));
        Assert.Equal(["6281500000002"], (await queries.DuplicatesAsync(batch.Id, groups[0].Line, 10, Cancel)).Select(x => x.Phone));
    }

    [Fact]
    public async Task An_assignment_is_found_in_its_own_draft_only()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1\n");
        var id = (await rig.Database.AssignmentsAsync(batch.Id)).Single().Id;

        Assert.Equal("6281500000001", (await queries.AssignmentAsync(batch.Id, id, Cancel))!.UserPhone);
        Assert.Null(await queries.AssignmentAsync(batch.Id + 1, id, Cancel));
    }
}

public sealed class ReviewQueriesOnSqliteTests() : ReviewQueriesTests(DatabaseKind.Sqlite);

public sealed class ReviewQueriesOnPostgresTests() : ReviewQueriesTests(DatabaseKind.Postgres);
