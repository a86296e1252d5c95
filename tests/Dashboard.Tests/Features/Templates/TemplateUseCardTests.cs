using Bunit;
using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateUseCardTests : TemplateComponentTest
{
    private const long Id = 1254676189925432389;

    [Fact]
    public async Task Tasks_are_counted_by_status_and_lead_to_the_grid()
    {
        await Rig.Database.AddTemplateBatchAsync(Id, 0, 1, 1, 2);

        var card = await OpenAsync();

        Assert.Equal("4 tasks", card.Find(".use-total").TextContent);
        Assert.Equal(["25%", "50%", "25%"], card.FindAll(".progress-part").Select(x => x.GetAttribute("style")!["width:".Length..]));
        Assert.Equal(["Not started 1", "In progress 2", "Finished 1"], card.FindAll(".use-legend li").Select(x => x.TextContent.Trim()));
        Assert.Equal("/tasks?template=1254676189925432389&status=1", card.FindAll(".use-legend a")[1].GetAttribute("href"));
        Assert.Equal("/tasks?template=1254676189925432389", card.Find(".card-title a").GetAttribute("href"));
    }

    [Fact]
    public async Task Its_batches_are_listed_with_what_became_tasks()
    {
        await Rig.Database.AddTemplateBatchAsync(Id, 1, null);

        var row = (await OpenAsync()).Find(".use-batches tbody tr");

        Assert.Equal("sheet.csv", row.QuerySelector("a")!.TextContent);
        Assert.Equal("1 of 2", row.QuerySelector(".num")!.TextContent);
    }

    [Fact]
    public async Task Unused_it_says_how_a_task_comes_to_belong_to_it() =>
        Assert.Contains("template_id", (await OpenAsync()).Find(".muted").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task In_a_frame_its_links_leave_the_frame()
    {
        await Rig.Database.AddTemplateBatchAsync(Id, 1);

        var card = await OpenAsync(embedded: true);

        Assert.All(card.FindAll("a"), x => Assert.Equal("_blank", x.GetAttribute("target")));
    }

    private async Task<IRenderedComponent<TemplateUseCard>> OpenAsync(bool embedded = false)
    {
        var card = Render<TemplateUseCard>(p => p.Add(x => x.TemplateId, Id).Add(x => x.Embedded, embedded));
        await card.WaitForStateAsync(() => card.FindAll(".skeleton").Count == 0, Generous);
        return card;
    }
}
