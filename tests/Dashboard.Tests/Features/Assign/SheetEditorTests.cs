using System.Globalization;
using System.Text.Json;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

/// <summary>Corrections of a checked draft.</summary>
public abstract class SheetEditorTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Header = "name,auth_id,user_phone,assignee_username,order_number\n";
    private SheetRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => rig = await SheetRig.CreateAsync(kind);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_corrected_cell_is_checked_at_once_and_its_line_becomes_an_assignment()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,0815,incs_1,\nB,30058,6281500000002,incs_1,\n");

        Assert.Equal(EditOutcome.Done, await ChangeAsync(batch, SheetChange.Cells([new(2, 2, "6281500000001")])));

        batch = await FindAsync(batch);
        Assert.Equal((2, 2, 0, 0), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount, batch.WarningCount));
        Assert.Empty(await rig.FindingsAsync(batch));
        Assert.Equal(["6281500000001", "6281500000002"], (await rig.Database.AssignmentsAsync(batch.Id)).Select(x => x.UserPhone).Order());
    }

    [Fact]
    public async Task All_that_was_left_out_is_taken_in_again_at_once()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,\nB,30058,6281500000002,incs_1,\nC,30058,6281500000003,incs_1,\n");
        await ChangeAsync(batch, SheetChange.LeaveOut(new() { Numbers = [2, 4] }, true));
        batch = await FindAsync(batch);
        Assert.Equal((1, 2), (batch.AssignmentCount, batch.LeftOutCount));

        Assert.Equal(EditOutcome.Done, await ChangeAsync(batch, SheetChange.LeaveOut(new() { IsLeftOut = true }, false)));

        batch = await FindAsync(batch);
        Assert.Equal((3, 0), (batch.AssignmentCount, batch.LeftOutCount));
    }

    [Fact]
    public async Task What_is_said_of_a_task_leaves_all_its_lines_out()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,O1\nB,30058,6281500000001,incs_1,O2\nB,30058,6281500000001,incs_1,O3\nC,30058,6281500000003,incs_1,O4\n");
        Assert.Equal(["3 user_phone SameCustomerTwice"], await rig.FindingsAsync(batch));

        Assert.Equal(EditOutcome.Done, await ChangeAsync(batch, SheetChange.LeaveOut("SameCustomerTwice")));

        batch = await FindAsync(batch);
        Assert.Equal((2, 2, 0), (batch.AssignmentCount, batch.LeftOutCount, batch.WarningCount));
        Assert.Equal(["A", "C"], (await rig.Database.AssignmentsAsync(batch.Id)).Select(x => x.Name).Order());
    }

    [Fact]
    public async Task A_correction_joins_the_task_that_it_belongs_to_now()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,O1\nA,30058,6281500000002,incs_1,O2\n");

        await ChangeAsync(batch, SheetChange.Cells([new(3, 2, "6281500000001")]));

        batch = await FindAsync(batch);
        Assert.Equal(1, batch.AssignmentCount);
        var only = (await rig.Database.AssignmentsAsync(batch.Id)).Single().Id;
        Assert.Equal(2, (await rig.LinesAsync(batch)).Select(x => x.AssignmentId).Count(x => x == only));
    }

    [Fact]
    public async Task A_correction_that_does_harm_takes_the_assignment_away_with_the_other_lines_of_its_task()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,O1\nA,30058,6281500000001,incs_1,O2\n");

        await ChangeAsync(batch, SheetChange.Cells([new(3, 4, "6.28E+12")]));

        batch = await FindAsync(batch);
        Assert.Equal((0, 2), (batch.AssignmentCount, batch.ErrorLineCount));
        Assert.Equal(["2  TaskIncomplete", "3 order_number NumberScientific"], await rig.FindingsAsync(batch));
        Assert.Empty(await rig.Database.AssignmentsAsync(batch.Id));
    }

    [Fact]
    public async Task A_change_is_taken_back_as_a_whole()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,0815,incs_1,\nB,30058,0816,incs_1,\n");
        var before = await StateAsync(batch);
        await ChangeAsync(batch, SheetChange.Cells([new(2, 2, "6281500000001"), new(3, 2, "6281500000002")]));
        batch = await FindAsync(batch);
        Assert.Equal(2, batch.AssignmentCount);

        Assert.Equal(EditOutcome.Done, await rig.Editor.UndoAsync(batch.Id, batch.Revision, Cancel));

        Assert.Equal(before, await StateAsync(batch));
        batch = await FindAsync(batch);
        Assert.Equal(EditOutcome.Nothing, await rig.Editor.UndoAsync(batch.Id, batch.Revision, Cancel));
    }

    [Fact]
    public async Task A_line_that_is_left_out_counts_no_more_and_comes_back()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,0815,incs_1,\nB,30058,6281500000002,incs_1,\n");

        await ChangeAsync(batch, SheetChange.LeaveOut(new() { Kind = "PhoneLeadingZero" }, isOut: true));

        batch = await FindAsync(batch);
        Assert.Equal((1, 0, 1), (batch.AssignmentCount, batch.ErrorLineCount, batch.LeftOutCount));
        Assert.Empty(await rig.FindingsAsync(batch));

        await ChangeAsync(batch, SheetChange.LeaveOut(new() { Numbers = [2] }, isOut: false));

        Assert.Equal((1, 0), ((await FindAsync(batch)).ErrorLineCount, (await FindAsync(batch)).LeftOutCount));
    }

    [Fact]
    public async Task A_change_of_a_revision_that_has_passed_changes_nothing()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,\n");
        Assert.Equal(EditOutcome.Done, await ChangeAsync(batch, SheetChange.Cells([new(2, 0, "B")])));

        Assert.Equal(EditOutcome.Stale, await rig.Editor.ChangeAsync(batch.Id, batch.Revision, SheetChange.Cells([new(2, 0, "C")]), "adi@test", Cancel));

        Assert.Equal("B", (await rig.Database.AssignmentsAsync(batch.Id)).Single().Name);
    }

    [Fact]
    public async Task A_confirmed_batch_is_not_corrected_and_a_corrected_draft_is_confirmed_only_as_it_was_seen()
    {
        var store = new BatchStore(rig.Database, TimeProvider.System, new());
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,\n");
        await ChangeAsync(batch, SheetChange.Cells([new(2, 0, "B")]));
        Assert.False(await store.ConfirmAsync(batch.Id, "mei@test", new() { Revision = batch.Revision }, Cancel));
        batch = await FindAsync(batch);
        Assert.True(await store.ConfirmAsync(batch.Id, "mei@test", new() { Revision = batch.Revision }, Cancel));

        Assert.Equal(EditOutcome.Stale, await ChangeAsync(batch, SheetChange.Cells([new(2, 0, "C")])));
    }

    [Fact]
    public async Task Corrections_survive_another_check()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,0815,incs_1,\nB,30058,6281500000002,incs_1,\nC,30058,6281500000003,incs_1,\n");
        await ChangeAsync(batch, SheetChange.Cells([new(2, 2, "6281500000001")]));
        await ChangeAsync(await FindAsync(batch), SheetChange.LeaveOut(new() { Numbers = [4] }, isOut: true));
        await ChangeAsync(await FindAsync(batch), SheetChange.Cells([new(2, 0, "AA")]));
        var before = await StateAsync(batch);

        batch = await rig.CheckAsync(await FindAsync(batch));

        Assert.Equal(before, await StateAsync(batch));
        Assert.Equal((2, 0, 1), (batch.AssignmentCount, batch.ErrorLineCount, batch.LeftOutCount));
    }

    [Fact]
    public async Task A_change_of_more_lines_than_fit_one_transaction_is_written_and_the_sheet_checked_anew()
    {
        var batch = await rig.CheckAsync(Header + string.Concat(Enumerable.Range(0, 2500).Select(i => $"A,30058,0815{i:D7},incs_1,\n")));
        var change = new SheetChange("Fix", new() { Kind = "PhoneLeadingZero" }, line => line.With([new(line.Number, 2, "62" + line.Cells[2][1..])]));
        Assert.Equal(EditOutcome.Large, await ChangeAsync(batch, change));
        Assert.Equal(2500, (await FindAsync(batch)).ErrorLineCount);

        var mapping = await rig.Editor.WriteAsync(batch.Id, batch.Revision, change, "mei@test", Cancel);
        Assert.Null((await FindAsync(batch)).CheckedAt);
        batch = await rig.CheckAsync(batch, mapping);

        Assert.Equal((2500, 0), (batch.AssignmentCount, batch.ErrorLineCount));
        Assert.Equal(EditOutcome.Large, await rig.Editor.UndoAsync(batch.Id, batch.Revision, Cancel));

        batch = await rig.CheckAsync(batch, await rig.Editor.EraseAsync(batch.Id, batch.Revision, Cancel));

        Assert.Equal((0, 2500), (batch.AssignmentCount, batch.ErrorLineCount));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task However_a_sheet_is_corrected_and_corrections_are_taken_back_it_is_as_if_the_corrected_sheet_were_checked_anew(int seed)
    {
        var random = new Random(seed);
        var batch = await rig.CheckAsync(Header + string.Concat(Enumerable.Range(0, 60).Select(_ => string.Join(',', Enumerable.Range(0, 5).Select(c => Cell(random, c))) + "\n")));
        for (var i = 0; i < 12; i++)
        {
            batch = await FindAsync(batch);
            var lines = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(2, 62)).Distinct().ToList();
            _ = random.Next(5) switch
            {
                0 => await rig.Editor.UndoAsync(batch.Id, batch.Revision, Cancel),
                1 => await ChangeAsync(batch, SheetChange.LeaveOut(new() { Numbers = lines }, random.Next(2) == 0)),
                _ => await ChangeAsync(batch, SheetChange.Cells([.. lines.Select(x => (x, random.Next(5))).Select(x => new CellChange(x.x, x.Item2, Cell(random, x.Item2)))])),
            };
        }
        var corrected = await StateAsync(batch);

        await rig.CheckAsync(await FindAsync(batch));

        Assert.Equal(await StateAsync(batch), corrected);
    }

    // Few phones, so that lines share customers and tasks; some are wrong.
    private static string Cell(Random random, int column) => column switch
    {
        0 => random.Next(12) == 0 ? "" : $"Round {random.Next(2)}",
        1 => random.Next(12) == 0 ? "x" : $"3005{random.Next(7, 9)}",
        2 => random.Next(8) == 0 ? "0815" : $"628150000000{random.Next(9)}",
        3 => $"incs_{random.Next(1, 3)}",
        _ => random.Next(3) == 0 ? "" : random.Next(10) == 0 ? "1.5E+12" : $"O{random.Next(20)}",
    };

    private Task<EditOutcome> ChangeAsync(Batch batch, SheetChange change) => rig.Editor.ChangeAsync(batch.Id, batch.Revision, change, "mei@test", Cancel);

    private async Task<Batch> FindAsync(Batch batch) => (await rig.Queries.FindAsync(batch.Id, Cancel))!;

    /// <summary>All that a draft is made of, without keys.</summary>
    private async Task<string> StateAsync(Batch batch)
    {
        var draft = await FindAsync(batch);
        var assignments = await rig.Database.AssignmentsAsync(batch.Id);
        var lines = await rig.LinesAsync(batch);
        var first = assignments.ToDictionary(x => x.Id, x => x.FirstLine);
        return string.Join('\n',
        [
            string.Create(CultureInfo.InvariantCulture, $"{draft.LineCount} {draft.AssignmentCount} {draft.ErrorLineCount} {draft.LeftOutCount} {draft.WarningCount}"),
            .. lines.Select(x => $"{x.Number} {x.CellsJson} {x.Fault} {x.Edited} {x.LeftOut} {(x.AssignmentId is { } id ? first[id] : 0)}"),
            .. (await rig.FindingsAsync(draft)).Order(StringComparer.Ordinal),
            .. assignments.OrderBy(x => x.FirstLine).Select(x => JsonSerializer.Serialize(new { x.FirstLine, x.Name, x.AuthId, x.UserPhone, x.AssigneeUsername, x.OrdersJson })),
        ]);
    }
}

public sealed class SheetEditorOnSqliteTests() : SheetEditorTests(DatabaseKind.Sqlite);

public sealed class SheetEditorOnPostgresTests() : SheetEditorTests(DatabaseKind.Postgres);
