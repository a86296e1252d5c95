using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

public abstract class SheetCheckTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Header = "name,auth_id,user_phone,assignee_username,branch\n";
    private SheetRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await SheetRig.CreateAsync(kind);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Good_lines_become_pending_assignments_and_wrong_ones_stay_behind()
    {
        var batch = await rig.CheckAsync(Header + "A,30058,6281500000001,incs_1,Bali\nB,30058,0815,incs_1,Java\nC,30058,+6281500000003,incs_1,Java\n");

        Assert.Equal((3, 2, 1, 1), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount, batch.WarningCount));
        Assert.NotNull(batch.CheckedAt);
        Assert.Equal(BatchState.Draft, batch.State);
        Assert.Equal(["3 user_phone PhoneLeadingZero", "4 user_phone PhoneChanged"], await rig.FindingsAsync(batch));
        var assignments = await rig.Database.AssignmentsAsync(batch.Id);
        Assert.Equal([(2, "6281500000001", AssignmentState.Pending), (4, "6281500000003", AssignmentState.Pending)], assignments.Select(x => (x.FirstLine, x.UserPhone, x.State)));
    }

    [Fact]
    public async Task Every_line_is_kept_as_it_was_and_knows_its_assignment()
    {
        var batch = await rig.CheckAsync(Header + "A,30058, +62 815 0000 0001,incs_1,\"Bali, north\"\nB,30058,x,incs_1,Java\n");

        var lines = await rig.LinesAsync(batch);
        Assert.Equal(["A", "30058", " +62 815 0000 0001", "incs_1", "Bali, north"], System.Text.Json.JsonSerializer.Deserialize<string[]>(lines[0].CellsJson)!);
        Assert.Equal([(await rig.Database.AssignmentsAsync(batch.Id)).Single().Id, null], lines.Select(x => x.AssignmentId));
    }

    [Fact]
    public async Task Lines_of_one_task_share_its_assignment_wherever_they_stand()
    {
        var batch = await rig.CheckAsync("name,auth_id,user_phone,assignee_username,order_number\nA,1,6281500000001,i,O1\nB,1,6281500000002,i,O2\nA,1,6281500000001,i,O3\n");

        var lines = await rig.LinesAsync(batch);
        Assert.Equal(lines[0].AssignmentId, lines[2].AssignmentId);
        Assert.NotEqual(lines[0].AssignmentId, lines[1].AssignmentId);
        Assert.Equal(2, batch.AssignmentCount);
    }

    [Fact]
    public async Task Another_mapping_replaces_what_the_first_check_wrote()
    {
        var batch = await rig.CheckAsync(await rig.UploadAsync("name,auth_id,contact,backup,assignee_username\nA,1,x,6281500000001,i\n"), Mapping(2));
        Assert.Equal((0, 1), (batch.AssignmentCount, batch.ErrorLineCount));

        batch = await rig.CheckAsync(batch, Mapping(3));

        Assert.Equal((1, 1, 0), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount));
        Assert.Empty(await rig.FindingsAsync(batch));
        Assert.Single(await rig.LinesAsync(batch));

        static ColumnMapping Mapping(int phone) => new() { Columns = new() { ["name"] = 0, ["auth_id"] = 1, ["user_phone"] = phone, ["assignee_username"] = 4 } };
    }

    [Fact]
    public async Task A_check_that_breaks_off_leaves_an_unchecked_draft_and_the_next_one_does_it_all()
    {
        var batch = await rig.UploadAsync(SheetRig.Sheet(5000));
        using var stop = new CancellationTokenSource();
        var halfway = new Halfway(0.75, stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Check.RunAsync(batch.Id, Guess(batch), halfway, stop.Token));
        var broken = (await rig.Queries.FindAsync(batch.Id, TestContext.Current.CancellationToken))!;
        Assert.NotEmpty(await rig.Database.AssignmentsAsync(batch.Id));
        Assert.Null(broken.CheckedAt);

        var whole = await rig.CheckAsync(broken);

        Assert.Equal((5000, 5000), (whole.AssignmentCount, (await rig.Database.AssignmentsAsync(batch.Id)).Count));
    }

    [Fact]
    public async Task Of_two_checks_of_one_draft_only_the_later_one_writes()
    {
        var batch = await rig.UploadAsync(SheetRig.Sheet(3000));
        Batch? later = null;
        var halfway = new Halfway(0.75, () => later = rig.CheckAsync(batch).GetAwaiter().GetResult());

        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Check.RunAsync(batch.Id, Guess(batch), halfway, TestContext.Current.CancellationToken));

        Assert.NotNull(later!.CheckedAt);
        Assert.Equal(3000, (await rig.Database.AssignmentsAsync(batch.Id)).Count);
        Assert.Equal(3000, (await rig.LinesAsync(batch)).Count);
    }

    [Fact]
    public async Task A_confirmed_batch_is_not_checked_again()
    {
        var batch = await rig.CheckAsync(SheetRig.Sheet(3));
        await using (var db = rig.Database.CreateDbContext())
            await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, BatchState.Running), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.CheckAsync(batch));

        Assert.Equal(3, (await rig.Database.AssignmentsAsync(batch.Id)).Count);
    }

    [Fact]
    public async Task Twenty_thousand_lines_are_stored_whole()
    {
        var batch = await rig.CheckAsync(SheetRig.Sheet(20_000));

        Assert.Equal((20_000, 20_000, 0, 0), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount, batch.WarningCount));
    }

    [Fact]
    public async Task Lines_of_one_task_that_stand_further_apart_than_fits_in_memory_come_together()
    {
        var customers = Enumerable.Range(0, 21_000).ToList();
        var batch = await rig.CheckAsync("name,auth_id,user_phone,assignee_username,order_number\n"
            + string.Concat(customers.Select(i => $"A,30058,62899{i:D8},incs_1,A{i}\n")) + string.Concat(customers.Select(i => $"A,30058,62899{i:D8},incs_1,B{i}\n")));

        Assert.Equal((42_000, 21_000, 0, 0), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount, batch.WarningCount));
        var assignments = await rig.Database.AssignmentsAsync(batch.Id);
        Assert.All(assignments, x => Assert.Equal(3, x.OrdersJson!.Split("order_number").Length));
        Assert.Equal(21_000, (await rig.LinesAsync(batch)).GroupBy(x => x.AssignmentId).Count(x => x.Key is not null && x.Count() == 2));
    }

    [Fact]
    public async Task One_phone_down_a_whole_column_keeps_all_its_lines_behind()
    {
        var batch = await rig.CheckAsync(Header + string.Concat(Enumerable.Range(0, 1500).Select(i => $"A{i},30058,6281500000001,incs_1,\n")) + "B,30058,6281500000002,incs_1,\n");

        Assert.Equal((1501, 1, 1500), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount));
        Assert.Equal(["PhoneTooOften"], (await rig.Queries.ProblemGroupsAsync(batch.Id, TestContext.Current.CancellationToken)).Select(x => x.Kind));
    }

    [Fact]
    public async Task Findings_are_read_in_windows_and_by_kind()
    {
        var batch = await rig.CheckAsync(Header + string.Concat(Enumerable.Range(0, 50).Select(i => $"A{i},x,08{i},i,\n")));

        var groups = await rig.Queries.ProblemGroupsAsync(batch.Id, TestContext.Current.CancellationToken);
        var window = await rig.Queries.ProblemsAsync(batch.Id, groups.Single(x => x.Kind == "AuthId"), 10, 5, TestContext.Current.CancellationToken);

        Assert.Equal([("AuthId", 50), ("PhoneLeadingZero", 50)], groups.Select(x => (x.Kind, x.Count)).Order());
        Assert.Equal([12, 13, 14, 15, 16], window.Select(x => x.Line));
    }

    [Fact]
    public async Task A_cell_with_a_character_that_is_no_text_keeps_its_line_behind_and_is_kept_as_it_was()
    {
        // Behind the first kilobytes, by which a file is known to be no text at all.
        var good = string.Concat(Enumerable.Range(0, 200).Select(i => $"A,30058,62815000{i:D5},incs_1,Bali\n"));
        var batch = await rig.CheckAsync(Header + good + "B\0,30058,6281511111111,incs_1,x\0y\nC,30058,6281522222222,incs_1,x\0y\n\0\0\0");

        Assert.Equal((203, 201, 2), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount));
        Assert.Equal(
            ["202 name NulCharacter", "204  TooFewCells", "204 assignee_username Required", "204 auth_id Required", "204 name NulCharacter", "204 user_phone Required"],
            (await rig.FindingsAsync(batch)).Order(StringComparer.Ordinal));
        Assert.Contains("x\0y", System.Text.Json.JsonSerializer.Deserialize<string[]>((await rig.LinesAsync(batch))[201].CellsJson)!);
    }

    [Fact]
    public async Task A_header_and_a_default_with_a_character_that_is_no_text_are_no_exception()
    {
        var batch = await rig.UploadAsync("\uFEFFname,auth_id,user_phone,no\0te\nA,30058,6281511111111,x\n", "utf-16");

        batch = await rig.CheckAsync(batch, Guess(batch) with { Defaults = new() { ["assignee_username"] = "incs\0" } });

        Assert.Equal(["2 assignee_username NulCharacter"], await rig.FindingsAsync(batch));
    }

    [Fact]
    public async Task A_value_that_is_cut_in_the_middle_of_a_character_is_stored()
    {
        var batch = await rig.CheckAsync(Header + $"{new string('x', 199)}😀{new string('x', 60)},30058,6281511111111,incs_1,Bali\n");

        Assert.Equal(["2 name TooLong"], await rig.FindingsAsync(batch));
    }

    [Fact]
    public async Task Two_checks_of_one_draft_at_once_leave_what_one_of_them_wrote()
    {
        var batch = await rig.CheckAsync(SheetRig.Sheet(6000));

        var checks = Enumerable.Range(0, 3).Select(_ => Task.Run(() => rig.CheckAsync(batch))).ToList();
        var whole = await Task.WhenAll(checks).ContinueWith(_ => checks.Count(x => x.IsCompletedSuccessfully), TestContext.Current.CancellationToken);

        Assert.InRange(whole, 1, 3);
        Assert.All(checks.Where(x => x.IsFaulted), x => Assert.IsType<InvalidOperationException>(x.Exception!.InnerException));
        var after = (await rig.Queries.FindAsync(batch.Id, TestContext.Current.CancellationToken))!;
        Assert.NotNull(after.CheckedAt);
        Assert.Equal((6000, 6000, 6000), (after.LineCount, (await rig.LinesAsync(batch)).Count, (await rig.Database.AssignmentsAsync(batch.Id)).Count));
    }

    private static ColumnMapping Guess(Batch batch) => ColumnMapping.Guess(SheetQueries.Headers(batch));

    private sealed class Halfway(double share, Action act) : IProgress<SheetProgress>
    {
        private bool acted;

        public void Report(SheetProgress value)
        {
            if (acted || value.Share < share) return;
            acted = true;
            act();
        }
    }
}

public sealed class SheetCheckOnSqliteTests() : SheetCheckTests(DatabaseKind.Sqlite);

public sealed class SheetCheckOnPostgresTests() : SheetCheckTests(DatabaseKind.Postgres);
