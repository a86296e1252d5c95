using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Features.Assign;

public sealed class SheetReadingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_lines_are_shown_with_their_numbers()
    {
        await using var rig = await SheetRig.CreateAsync();

        var preview = Reading(rig).Preview(await rig.UploadAsync("\nname,note\na,\"x\ny\"\nb,z\nc,z\n"), 2);

        Assert.Equal((2, "name,note"), (preview.HeaderLine, string.Join(',', preview.Headers)));
        Assert.Equal([3, 5], preview.Lines.Select(x => x.Line));
    }

    [Fact]
    public async Task Lines_before_one_that_cannot_be_read_are_shown()
    {
        await using var rig = await SheetRig.CreateAsync();

        var preview = Reading(rig).Preview(await rig.UploadAsync("name,note\na,x\n\"b,y\n"), 8);

        Assert.Equal([2], preview.Lines.Select(x => x.Line));
    }

    [Theory]
    [InlineData(',', """["name;phone"]""")]
    [InlineData(';', """["name","phone"]""")]
    public async Task A_chosen_delimiter_is_stored_with_the_header_it_gives(char delimiter, string headers)
    {
        await using var rig = await SheetRig.CreateAsync();
        var batch = await rig.UploadAsync("name;phone\na;1\n");

        Assert.True(await Reading(rig).ChangeAsync(batch, new("utf-8", delimiter), Cancel));

        var changed = await rig.Database.BatchAsync(batch.Id);
        Assert.Equal((delimiter.ToString(), headers), (changed.Delimiter, changed.HeadersJson));
    }

    [Fact]
    public async Task Excels_separator_line_is_no_header_when_the_delimiter_is_chosen()
    {
        await using var rig = await SheetRig.CreateAsync();
        var batch = await rig.UploadAsync("sep=;\nname;phone\na;1\n");

        Assert.True(await Reading(rig).ChangeAsync(batch, new("utf-8", ';'), Cancel));

        var preview = Reading(rig).Preview(await rig.Database.BatchAsync(batch.Id), 1);
        Assert.Equal((2, "name", 3), (preview.HeaderLine, preview.Headers[0], preview.Lines[0].Line));
    }

    [Fact]
    public async Task A_draft_that_is_read_differently_is_unchecked_and_without_columns_and_corrections()
    {
        await using var rig = await SheetRig.CreateAsync();
        var batch = await rig.CheckAsync(SheetRig.Sheet(3));
        await using (var db = rig.Database.CreateDbContext())
        {
            db.SheetSteps.Add(new() { BatchId = batch.Id, Number = 1, Kind = "Cells", By = "mei@test", At = DateTimeOffset.UtcNow, Lines = 1, State = SheetStepState.Done });
            db.SheetEdits.Add(new() { BatchId = batch.Id, Line = 2, Step = 1, Before = "[]", After = "[]" });
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Equal(1, await Reading(rig).CorrectionsAsync(batch.Id, Cancel));

        Assert.True(await Reading(rig).ChangeAsync(batch, new("windows-1252"), Cancel));

        var changed = await rig.Database.BatchAsync(batch.Id);
        Assert.Equal(("windows-1252", null, null, batch.Revision + 1), (changed.Encoding, changed.MappingJson, changed.CheckedAt, changed.Revision));
        await using var after = rig.Database.CreateDbContext();
        Assert.False(await after.SheetSteps.AnyAsync(x => x.BatchId == batch.Id, Cancel));
        Assert.False(await after.SheetEdits.AnyAsync(x => x.BatchId == batch.Id, Cancel));
    }

    [Fact]
    public async Task A_draft_that_was_changed_meanwhile_is_left_as_it_is()
    {
        await using var rig = await SheetRig.CreateAsync();
        var seen = await rig.UploadAsync(SheetRig.Sheet(3));
        await rig.CheckAsync(seen);

        Assert.False(await Reading(rig).ChangeAsync(seen, new("windows-1252"), Cancel));

        Assert.Equal("utf-8", (await rig.Database.BatchAsync(seen.Id)).Encoding);
    }

    [Fact]
    public async Task A_confirmed_batch_is_not_read_differently()
    {
        await using var rig = await SheetRig.CreateAsync();
        var batch = await rig.UploadAsync(SheetRig.Sheet(3));
        await using (var db = rig.Database.CreateDbContext()) await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, BatchState.Running), Cancel);

        Assert.False(await Reading(rig).ChangeAsync(batch, new("windows-1252"), Cancel));
    }

    [Fact]
    public async Task A_choice_that_does_not_fit_changes_nothing()
    {
        await using var rig = await SheetRig.CreateAsync();
        var batch = await rig.UploadAsync("任务名称,手机号\n回访,6281\n", "gb18030");

        await Assert.ThrowsAsync<SheetRefusedException>(() => Reading(rig).ChangeAsync(batch, new("utf-8"), Cancel));

        Assert.Equal("gb18030", (await rig.Database.BatchAsync(batch.Id)).Encoding);
    }

    [Fact]
    public async Task A_workbook_goes_through_the_check_with_Excels_row_numbers()
    {
        await using var rig = await SheetRig.CreateAsync();
        object?[] header = ["name", "auth_id", "user_phone", "assignee_username"];

        var batch = await rig.CheckAsync(await rig.UploadAsync(TestWorkbook.Of(header, [], ["April", 30058, 6281512345678, "incs_1"], ["May", 30058, 62815123456789012, "incs_1"])));

        Assert.Equal((2, 1), (batch.LineCount, batch.AssignmentCount));
        Assert.Equal(["4 user_phone PhoneScientific"], await rig.FindingsAsync(batch));
    }

    private static SheetReading Reading(SheetRig rig) => new(rig.Database, rig.Folder,
        new(rig.Check, rig.Editor, NullLogger<SheetChecks>.Instance, new FakeTime(), new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance)));
}
