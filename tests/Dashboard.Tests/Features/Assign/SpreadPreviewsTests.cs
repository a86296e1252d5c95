using System.Globalization;
using System.Text;
using Dashboard.Features.Assign;
using Dashboard.Tests.Features.Tasks;

namespace Dashboard.Tests.Features.Assign;

public sealed class SpreadPreviewsTests : IAsyncLifetime
{
    private const string Header = "name,auth_id,user_phone,assignee_username,order_number\n";
    private SheetRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await SheetRig.CreateAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task It_counts_the_tasks_that_the_check_makes()
    {
        const string Sheet = Header + "A,1,6281500000001,,O1\nA,1,6281500000001,,O2\nA,1,6281500000002,,\nA,1,6281500000003,named,\nA,1,wrong,,\nA,1,6281500000004,,\n";
        var spread = new Spread { Mode = SpreadMode.ByWeight, Accounts = [new("a", 2), new("b")] };

        var preview = await PreviewAsync(Sheet, spread);

        Assert.Equal((3, 1, true), (preview.Tasks, preview.Named, preview.IsWhole));
        Assert.Equal([new("a", 2), new("b", 1)], preview.Accounts);
        var batch = await rig.UploadAsync(Sheet);
        await rig.CheckAsync(batch, ColumnMapping.Guess(SheetQueries.Headers(batch)) with { Spread = spread });
        Assert.Equal(preview.Accounts.Append(new("named", 1)), (await rig.Database.AssignmentsAsync(batch.Id)).CountBy(x => x.AssigneeUsername).Select(x => new SpreadCount(x.Key, x.Value)).OrderBy(x => x.Account));
    }

    [Fact]
    public async Task It_says_for_how_many_the_last_owner_is_known_and_who_has_nobody()
    {
        await rig.Database.AddTasksAsync(TaskData.Mirrored(1, x => (x.UserPhone, x.AssigneeUsername) = ("6281500000001", "owner")));

        var preview = await PreviewAsync(Header + "A,1,6281500000001,,\nA,1,6281500000002,,\nA,1,6281500000003,,\n", new() { Mode = SpreadMode.LastOwner });

        Assert.Equal((3, 1, 2), (preview.Tasks, preview.ToLastOwner, preview.WithoutOwner));
        Assert.Equal([new("owner", 1)], preview.Accounts);
    }

    [Fact]
    public async Task Of_a_longer_sheet_it_reads_the_first_lines()
    {
        var sheet = new StringBuilder(Header);
        for (var i = 0; i <= SpreadPreviews.MostLines; i++) sheet.Append(CultureInfo.InvariantCulture, $"A,1,62815{i:D8},,\n");

        var preview = await PreviewAsync(sheet.ToString(), Spread.Evenly("a"));

        Assert.Equal((SpreadPreviews.MostLines, false), (preview.Tasks, preview.IsWhole));
    }

    [Fact]
    public async Task It_is_broken_off_when_the_choice_changes()
    {
        var batch = await rig.UploadAsync(Header + "A,1,6281500000001,,\n");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new SpreadPreviews(rig.Database, rig.Folder).ReadAsync(batch, ColumnMapping.Guess(SheetQueries.Headers(batch)), new CancellationToken(canceled: true)));
    }

    private async Task<SpreadPreview> PreviewAsync(string sheet, Spread spread)
    {
        var batch = await rig.UploadAsync(sheet);
        return await new SpreadPreviews(rig.Database, rig.Folder).ReadAsync(batch, ColumnMapping.Guess(SheetQueries.Headers(batch)) with { Spread = spread }, default);
    }
}
