using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Assign;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Assign;

/// <summary>A batch in a frame: whoever looks at it, in whatever state it is, only looks.</summary>
public sealed class BatchEmbedPageTests() : BatchPageTests.PageTest(Roles.Admin)
{
    [Theory]
    [InlineData(BatchState.Running, null, AssignmentState.Pending)]
    [InlineData(BatchState.Paused, null, AssignmentState.Pending)]
    [InlineData(BatchState.Paused, BatchReasons.Canary, AssignmentState.Pending)]
    [InlineData(BatchState.Paused, BatchReasons.Rejections, AssignmentState.Rejected)]
    [InlineData(BatchState.Stopped, BatchReasons.Unauthorised, AssignmentState.Pending)]
    [InlineData(BatchState.Stopped, BatchReasons.HeldLeft, AssignmentState.Held)]
    [InlineData(BatchState.Completed, null, AssignmentState.Rejected)]
    [InlineData(BatchState.Cancelled, null, AssignmentState.Cancelled)]
    public async Task Nothing_can_be_done_to_it(BatchState state, string? reason, AssignmentState rows)
    {
        var id = await Database.AddBatchAsync(3, state, (x, i) => (x.State, x.Reason, x.CandidateTaskId) = (i == 0 ? AssignmentState.Assigned : rows, "Some reason.", rows == AssignmentState.Held ? 7 : null));
        await ChangeAsync(x => x.SetProperty(b => b.StateReason, reason));

        var page = await EmbedAsync(id, $"row={(await Database.AssignmentsAsync(id))[1].Id}");

        Assert.Equal(state.ToString(), page.Find("[data-testid=batch-state]").TextContent);
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-testid=assignment-panel]")));
        Assert.Empty(page.FindAll("button, form, [download]"));
    }

    [Fact]
    public async Task Before_it_starts_it_says_when_and_lets_nobody_undo_it()
    {
        var id = await Database.AddBatchAsync(3);
        var start = Time.GetUtcNow().AddSeconds(48);
        await ChangeAsync(x => x.SetProperty(b => b.StartAt, start));

        var page = await EmbedAsync(id);

        Assert.Contains("Starts in 48 s", page.Find("[data-testid=batch-waiting]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Its_filters_and_its_panel_stay_in_the_frame()
    {
        var id = await Database.AddBatchAsync(3, change: (x, i) => (x.State, x.Reason) = i == 0 ? (AssignmentState.Rejected, "Some reason.") : (AssignmentState.Pending, null));

        var page = await EmbedAsync(id);

        Assert.All(page.FindAll(".chip, [data-testid=batch-reasons] a, .sort"), x => Assert.StartsWith($"/embed/batches/{id}", x.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(page.FindAll("[data-testid=assignment-row] a.num"), x => Assert.StartsWith($"http://localhost/embed/batches/{id}?row=", x.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_not_there_is_no_way_out_of_the_frame()
    {
        var page = await EmbedAsync(4711);

        Assert.Contains("There is no batch 4711", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a"));
    }

    [Fact]
    public async Task The_page_itself_offers_its_link_and_where_a_portal_may_show_it_the_code()
    {
        var id = await Database.AddBatchAsync(1);
        Assert.Empty((await OpenAsync(id)).FindAll("#batch-embed"));
        Services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.AllowedOrigins = ["https://portal.example.com"];

        var page = await OpenAsync(id);

        Assert.Single(page.FindAll("[data-testid=share-menu] [data-copy-link]"));
        Assert.StartsWith($"<iframe src=\"http://localhost/embed/batches/{id}\" title=\"sheet.csv\"", page.Find("#batch-embed").TextContent, StringComparison.Ordinal);
    }

    private async Task ChangeAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Batch>> change)
    {
        await using var db = Database.CreateDbContext();
        await db.Batches.ExecuteUpdateAsync(change);
    }

    private async Task<IRenderedComponent<BatchEmbedPage>> EmbedAsync(long id, string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/embed/batches/{id}?{query}");
        var page = Render<BatchEmbedPage>(p => p.Add(x => x.Id, id));
        await page.WaitForStateAsync(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }
}
