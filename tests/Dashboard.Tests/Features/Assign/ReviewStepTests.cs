using Bunit;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Assign;

public sealed class ReviewStepTests : ComponentTest, IAsyncLifetime
{
    private const string Header = "name,auth_id,user_phone,assignee_username\n";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private SheetRig rig = null!;
    private Batch batch = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await SheetRig.CreateAsync();
        Services.AddReview(rig);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task The_summary_counts_lines_tasks_errors_and_warnings()
    {
        var review = await ReviewAsync(Header + "A,1,6281500000001,i\nB,x,0815,i\nC,1,+6281500000003,i\n");

        var summary = review.Find("[data-testid=review-summary]");
        Assert.Equal(["3", "2", "2", "1"], new[] { "data-lines", "data-assignments", "data-errors", "data-warnings" }.Select(x => summary.GetAttribute(x)));
    }

    [Fact]
    public async Task Each_finding_names_its_line_and_column_errors_first()
    {
        var review = await ReviewAsync(Header + "C,1,+6281500000003,i\nB,x,6281500000002,i\n");

        var items = review.FindAll("[data-testid=error-list] [data-line]");
        Assert.Equal([("3", "auth_id"), ("2", "user_phone")], items.Select(x => (x.GetAttribute("data-line"), x.GetAttribute("data-column"))));
        Assert.Contains("x is no whole number above 0", items[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("error", items[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chip_shows_one_kind_only()
    {
        var review = await ReviewAsync(Header + "C,1,+6281500000003,i\nB,x,6281500000002,i\n");

        await review.FindAll(".chip").Single(x => x.TextContent.Contains("Phone cleaned", StringComparison.Ordinal)).ClickAsync(new());

        Assert.EndsWith("show=PhoneChanged", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        review.WaitForAssertion(() => Assert.Equal("2", Assert.Single(review.FindAll("[data-testid=error-list] [data-line]")).GetAttribute("data-line")), TimeSpan.FromSeconds(20));
        Assert.Equal("2", Assert.Single(review.FindAll("[data-testid=review-row]")).GetAttribute("data-row"));
    }

    [Fact]
    public async Task The_button_says_how_many_tasks_and_that_there_is_no_way_back()
    {
        var review = await ReviewAsync(SheetRig.Sheet(1204));

        Assert.Equal("Assign 1,204 tasks", review.Find("[data-testid=batch-confirm]").TextContent);
        Assert.Contains("1,204 tasks will be created in INCS. A task can't be taken back once it is sent.", review.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_task_and_one_line_are_spoken_of_in_the_singular()
    {
        var review = await ReviewAsync(Header + "A,1,6281500000001,i\nB,x,6281500000002,i\n");

        Assert.Equal("Assign 1 task", review.Find("[data-testid=batch-confirm]").TextContent);
        Assert.Contains("1 line has an error and will not be sent", review.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_good_line_there_is_nothing_to_confirm()
    {
        var review = await ReviewAsync(Header + "B,x,6281500000002,i\n");

        Assert.True(review.Find("[data-testid=batch-confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_double_click_confirms_once()
    {
        var confirmed = 0;
        var review = await ReviewAsync(SheetRig.Sheet(2), () => confirmed++);
        var button = review.Find("[data-testid=batch-confirm]");

        await button.ClickAsync(new());
        await button.ClickAsync(new());

        Assert.Equal(1, confirmed);
    }

    [Fact]
    public async Task A_kind_is_corrected_for_all_lines_after_a_look_at_before_and_after_and_taken_back()
    {
        var review = await ReviewAsync(Header + "A,30058,0815 0000 001,i\nB,30058,0815 0000 002,i\nC,30058,6281500000003,i\n", show: "PhoneLeadingZero");

        await review.Find("[data-testid=fix-AddCountryCode]").ClickAsync(new());
        review.WaitForAssertion(() => Assert.Equal("628150000001", review.Find("[data-testid=fix-preview] .after").TextContent), Long);
        Assert.Equal(2, batch.ErrorLineCount);
        await review.Find("[data-testid=fix-apply]").ClickAsync(new());
        review.WaitForAssertion(() => Assert.Equal("0", review.Find("[data-testid=review-summary]").GetAttribute("data-errors")), Long);
        Assert.Contains("Undo: country code added, 2 lines", review.Find("[data-testid=review-undo]").TextContent, StringComparison.Ordinal);

        await review.Find("[data-testid=review-undo]").ClickAsync(new());

        review.WaitForAssertion(() => Assert.Equal("2", review.Find("[data-testid=review-summary]").GetAttribute("data-errors")), Long);
    }

    [Fact]
    public async Task Cells_that_the_browser_reports_are_written_from_the_row_they_name_downward()
    {
        var review = await ReviewAsync(Header + "A,30058,0815,i\nB,30058,6281500000002,i\nC,30058,0816,i\n", show: "errors");
        var grid = review.FindComponent<ReviewGrid>();

        await grid.InvokeAsync(() => grid.Instance.ChangeAsync([new(2, 0, 2, "6281500000001"), new(2, 1, 2, "6281500000003")]));

        review.WaitForAssertion(() => Assert.Equal("3", review.Find("[data-testid=review-summary]").GetAttribute("data-assignments")), Long);
        Assert.Equal(["A", "B", "C"], (await rig.Database.AssignmentsAsync(batch.Id)).OrderBy(x => x.FirstLine).Select(x => x.Name));
    }

    [Fact]
    public async Task A_block_that_is_longer_than_the_lines_shown_is_refused_as_a_whole()
    {
        var review = await ReviewAsync(Header + "A,30058,0815,i\nB,30058,0816,i\n");
        var grid = review.FindComponent<ReviewGrid>();

        await grid.InvokeAsync(() => grid.Instance.ChangeAsync([new(3, 0, 2, "6281500000001"), new(3, 1, 2, "6281500000002")]));

        Assert.Contains("The block has 2 rows, but only 1 fit from here on; 1 would be left over. Nothing was pasted.", review.Find("[data-testid=grid-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Equal("2", review.Find("[data-testid=review-summary]").GetAttribute("data-errors"));
    }

    [Fact]
    public async Task A_change_of_a_draft_that_somebody_else_changed_is_not_made_and_said()
    {
        var review = await ReviewAsync(Header + "A,30058,0815,i\n");
        await rig.Editor.ChangeAsync(batch.Id, batch.Revision, SheetChange.Cells([new(2, 0, "AA")]), "adi@test", Xunit.TestContext.Current.CancellationToken);
        var grid = review.FindComponent<ReviewGrid>();

        await grid.InvokeAsync(() => grid.Instance.ChangeAsync([new(2, 0, 0, "AAA")]));

        review.WaitForAssertion(() => Assert.NotNull(review.Find("[data-testid=review-notice]")), Long);
        Assert.Contains("line 2, name: “AAA”", review.Find("[data-testid=grid-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Contains("AA", review.Find("[data-testid=review-row]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_shows_exactly_what_is_sent_and_is_left_out()
    {
        var review = await ReviewAsync("name,auth_id,user_phone,assignee_username,order_number\n回访,30058,6281500000001,i,O1\n回访,30058,6281500000001,i,O2\n");
        await review.Find("[data-testid=review-row] button").ClickAsync(new());

        await review.WaitForElement("[data-testid=line-json]", Long).ClickAsync(new());

        review.WaitForAssertion(() => Assert.Contains("\"user_phone\": \"6281500000001\"", review.Find("[data-testid=sent-json]").TextContent, StringComparison.Ordinal), Long);
        Assert.Contains("made of the lines 2, 3", review.Find("[data-testid=line-panel]").TextContent, StringComparison.Ordinal);

        await review.Find("[data-testid=line-leave-out]").ClickAsync(new());

        review.WaitForAssertion(() => Assert.Equal("1", review.Find("[data-testid=review-summary]").GetAttribute("data-left-out")), Long);
    }

    [Fact]
    public async Task Doubles_are_shown_side_by_side_and_the_first_of_each_is_kept()
    {
        var review = await ReviewAsync(Header + "A,30058,6281500000001,i\nB,30058,6281500000001,i\nC,30058,6281500000003,i\n");

        await review.Find("[data-testid=compare]").ClickAsync(new());
        review.WaitForAssertion(() => Assert.Equal(["A", "B"], review.FindAll("[data-testid=duplicates] td.differs").Select(x => x.TextContent)), Long);
        await review.Find("[data-testid=keep-first]").ClickAsync(new());

        review.WaitForAssertion(() => Assert.Empty(review.FindAll("[data-testid=before-confirm]")), Long);
        Assert.Equal(["A", "C"], (await rig.Database.AssignmentsAsync(batch.Id)).OrderBy(x => x.FirstLine).Select(x => x.Name));
    }

    [Fact]
    public async Task What_came_up_since_the_check_is_shown_before_anything_is_confirmed()
    {
        var confirmed = 0;
        var review = await ReviewAsync(Header + "A,30058,6281500000001,i\n", () => confirmed++);
        await rig.Database.AddTasksAsync(TaskData.Mirrored(239, x => x.UserPhone = "6281500000001"));
        Time.Advance(TimeSpan.FromMinutes(1));

        await review.Find("[data-testid=batch-confirm]").ClickAsync(new());

        review.WaitForAssertion(() => Assert.Contains("1 more customer got", review.Find("[data-testid=review-notice]").TextContent, StringComparison.Ordinal), Long);
        Assert.Equal(0, confirmed);
        Assert.Equal("/tasks/239", review.Find("[data-testid=before-confirm] [data-kind=OpenTask] a").GetAttribute("href"));

        await review.Find("[data-testid=batch-confirm]").ClickAsync(new());

        Assert.Equal(1, confirmed);
    }

    [Fact]
    public async Task All_lines_of_a_kind_are_left_out_and_taken_in_again()
    {
        var review = await ReviewAsync(Header + "A,30058,0815,i\nB,30058,0816,i\nC,30058,6281500000003,i\n", show: "PhoneLeadingZero");
        await review.Find("[data-testid=fix-LeaveOut]").ClickAsync(new());
        review.WaitForAssertion(() => Assert.Equal("2", review.Find("[data-testid=review-summary]").GetAttribute("data-left-out")), Long);
        Assert.Equal("0", review.Find("[data-testid=review-summary]").GetAttribute("data-errors"));

        await review.Find("[data-testid=show-leftout]").ClickAsync(new());
        review.WaitForAssertion(() => Assert.Equal(2, review.FindAll("[data-testid=review-row].out").Count), Long);
        await review.Find("[data-testid=take-in-all]").ClickAsync(new());

        review.WaitForAssertion(() => Assert.Equal("2", review.Find("[data-testid=review-summary]").GetAttribute("data-errors")), Long);
    }

    [Fact]
    public async Task Of_many_lines_only_a_window_is_read()
    {
        var review = await ReviewAsync(SheetRig.Sheet(5000));
        var grid = review.FindComponent<ReviewGrid>();
        Assert.Equal(("5001", 64), (review.Find("[role=grid]").GetAttribute("aria-rowcount"), review.FindAll("[data-testid=review-row]").Count));

        await grid.InvokeAsync(() => grid.Instance.ViewAsync(4000));

        var rows = review.FindAll("[data-testid=review-row]");
        Assert.Equal((64, "4002", "4002"), (rows.Count, rows[0].GetAttribute("data-row"), rows[0].GetAttribute("aria-rowindex")));
        await grid.InvokeAsync(() => grid.Instance.ViewAsync(1_000_000));
        Assert.Equal("5001", review.FindAll("[data-testid=review-row]")[^1].GetAttribute("data-row"));
    }

    [Fact]
    public async Task A_block_is_copied_beyond_the_lines_that_the_browser_has_up_to_a_limit()
    {
        var review = await ReviewAsync(SheetRig.Sheet(2500));
        var grid = review.FindComponent<ReviewGrid>();

        var block = await grid.InvokeAsync(() => grid.Instance.CopyAsync(998, 3, 4, 2));
        var whole = await grid.InvokeAsync(() => grid.Instance.CopyAsync(0, 2500, 0, 1));

        Assert.Equal([["WD998", "100.00"], ["WD999", "100.00"], ["WD1000", "100.00"]], block!);
        Assert.Null(whole);
        Assert.Contains("At most 2,000 lines are copied at once", review.Find("[data-testid=grid-trouble]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_that_is_looked_at_follows_the_cursor()
    {
        var review = await ReviewAsync(Header + "A,30058,0815,i\nB,30058,6281500000002,i\n");
        var grid = review.FindComponent<ReviewGrid>();
        await grid.InvokeAsync(() => grid.Instance.MovedAsync(3));
        Assert.Empty(review.FindAll("[data-testid=line-panel]"));

        await grid.InvokeAsync(() => grid.Instance.OpenAsync(2));
        review.WaitForAssertion(() => Assert.Contains("0815 begins with 0", review.Find("[data-testid=line-panel]").TextContent, StringComparison.Ordinal), Long);
        await grid.InvokeAsync(() => grid.Instance.MovedAsync(3));

        review.WaitForAssertion(() => Assert.Equal("B", review.Find("[data-testid=line-panel] input[data-column='0']").GetAttribute("value")), Long);
    }

    [Fact]
    public async Task A_cell_with_findings_is_tinted_and_says_what_is_wrong()
    {
        var review = await ReviewAsync(Header + "A,30058,0815,i\nB,30058,+6281500000002,i\n");

        var (wrong, doubted) = (review.Find("[data-row='2'] [data-column='2']"), review.Find("[data-row='3'] [data-column='2']"));

        Assert.Equal(("true", null), (wrong.GetAttribute("aria-invalid"), doubted.GetAttribute("aria-invalid")));
        Assert.Contains("error", wrong.ClassList);
        Assert.Contains("warning", doubted.ClassList);
        Assert.Contains("0815 begins with 0", wrong.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_every_line_is_left_out_that_is_said()
    {
        var review = await ReviewAsync(Header + "A,30058,6281500000001,i\n");
        await review.Find("[data-testid=review-row] button").ClickAsync(new());

        await review.WaitForElement("[data-testid=line-leave-out]", Long).ClickAsync(new());

        review.WaitForAssertion(() => Assert.Contains("Every line is left out or dealt with already.", review.Markup, StringComparison.Ordinal), Long);
    }

    private async Task<IRenderedComponent<ReviewStep>> ReviewAsync(string sheet, Action? confirm = null, string? show = null)
    {
        batch = await rig.CheckAsync(sheet);
        Services.GetRequiredService<NavigationManager>().NavigateTo(Links.WithQuery(Links.Assign, [new("sheet", $"{batch.Id}"), new("show", show)]));
        IRenderedComponent<ReviewStep>? review = null;
        async Task ReloadAsync()
        {
            batch = (await rig.Queries.FindAsync(batch.Id, CancellationToken.None))!;
            review!.Render(p => p.Add(x => x.Draft, batch));
        }
        review = Render<ReviewStep>(p => p.Add(x => x.Draft, batch).Add(x => x.OnConfirm, () => confirm?.Invoke()).Add(x => x.OnChanged, ReloadAsync));
        review.WaitForAssertion(() => Assert.NotEmpty(review.FindAll("[data-testid=review-row]")), Long);
        return review;
    }
}
