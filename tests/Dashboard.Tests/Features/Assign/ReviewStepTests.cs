using Bunit;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Assign;

public sealed class ReviewStepTests : ComponentTest, IAsyncLifetime
{
    private const string Header = "name,auth_id,user_phone,assignee_username\n";
    private SheetRig rig = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await SheetRig.CreateAsync();
        Services.AddSingleton(rig.Queries);
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

        review.WaitForAssertion(() => Assert.Equal("2", Assert.Single(review.FindAll("[data-line]")).GetAttribute("data-line")), TimeSpan.FromSeconds(20));
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

    private async Task<IRenderedComponent<ReviewStep>> ReviewAsync(string sheet, Action? confirm = null)
    {
        var batch = await rig.CheckAsync(sheet);
        var review = Render<ReviewStep>(p => p.Add(x => x.Draft, batch).Add(x => x.OnConfirm, () => confirm?.Invoke()));
        review.WaitForAssertion(() => Assert.NotEmpty(review.FindAll(batch.AssignmentCount > 0 ? "tbody tr" : "[data-line]")), TimeSpan.FromSeconds(20));
        return review;
    }
}
