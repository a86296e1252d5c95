using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class ResultSheetTests
{
    private const string Header = "line,name,auth_id,user_phone,assignee_username,outcome,task_id,reason,attempts,time\n";

    [Fact]
    public async Task Of_a_result_file_that_is_uploaded_again_only_what_may_be_sent_is_taken()
    {
        await using var rig = await SheetRig.CreateAsync();

        var batch = await rig.CheckAsync(Header + """
            2,A,30058,6281500000001,incs_1,assigned,239,,1,2026-04-16 09:00:00Z
            3,B,30058,6281500000002,incs_1,rejected,,User is in an incomplete task.,1,2026-04-16 09:00:00Z
            4,C,30058,6281500000003,incs_1,left behind,,user_phone: Required,,
            5,D,30058,6281500000004,incs_1,unknown,,INCS did not answer in time.,1,2026-04-16 09:00:00Z
            6,E,30058,6281500000005,incs_1,cancelled,,,0,2026-04-16 09:00:00Z
            7,F,30058,x,incs_1,left out,,,,

            """);

        Assert.Equal((6, 3, 0, 3), (batch.LineCount, batch.AssignmentCount, batch.ErrorLineCount, batch.LeftOutCount));
        Assert.Equal(["B", "C", "E"], (await rig.Database.AssignmentsAsync(batch.Id)).Select(x => x.Name));
        Assert.Equal(["2  AlreadyAssigned", "5  StillInBatch", "7  LeftOutBefore"], await rig.FindingsAsync(batch));
    }

    [Fact]
    public async Task A_line_of_a_result_file_is_taken_again_once_its_outcome_is_cleared()
    {
        await using var rig = await SheetRig.CreateAsync();
        var batch = await rig.CheckAsync(Header + "2,A,30058,6281500000001,incs_1,left out,,,,\n");
        Assert.Equal(0, batch.AssignmentCount);

        await rig.Editor.ChangeAsync(batch.Id, batch.Revision, SheetChange.Cells([new(2, 5, "")]), "mei@test", TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), ((await rig.Database.BatchAsync(batch.Id)).AssignmentCount, (await rig.Database.BatchAsync(batch.Id)).LeftOutCount));
    }

    [Theory]
    [InlineData("name,outcome,task_id,reason,attempts,time")]
    [InlineData("line,name,outcome,task_id,time")]
    [InlineData("name,user_phone")]
    public void A_sheet_with_some_of_these_columns_is_no_result_file(string headers) => Assert.Null(ResultSheet.OutcomeColumn(headers.Split(',')));

    [Theory]
    [InlineData("line,name,errors", "0,2")]
    [InlineData("line,name,outcome,task_id,reason,attempts,time", "0,2,3,4,5,6")]
    [InlineData("line,name", "")]
    [InlineData("name,errors", "")]
    public void Only_the_columns_that_the_product_added_are_not_the_sheets_own(string headers, string ours)
    {
        var columns = headers.Split(',');

        Assert.Equal(ours, string.Join(',', Enumerable.Range(0, columns.Length).Where(i => ResultSheet.IsOurs(columns, i))));
    }
}
