using System.Text.Json.Nodes;
using Bunit;
using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class ComparePageTests : TemplateComponentTest
{
    [Fact]
    public async Task Two_templates_stand_side_by_side_with_what_differs()
    {
        Rig.Give(Rig.Template(1), Rig.Template(2, range: """{"sex":"F"}""") with { Priority = 3 });

        var page = await OpenAsync("/templates/compare?left=1&right=2");

        Assert.Equal(["template 1", "template 2"], page.FindAll(".side-name").Select(x => x.TextContent));
        Assert.Equal(["Name|template 1|template 2", "Priority|Low|High"], Rows(page, "Facts"));
        Assert.Contains(Rows(page, "Targeting"), x => x.StartsWith("Sex|not there|", StringComparison.Ordinal));
        Assert.All(page.FindAll("[data-same]"), x => Assert.Equal("false", x.GetAttribute("data-same")));
    }

    [Fact]
    public async Task All_fields_show_when_asked_for()
    {
        Rig.Give(Rig.Template(1), Rig.Template(2));

        var page = await OpenAsync("/templates/compare?left=1&right=2&all=1");

        Assert.Contains("Type|Customers|Customers", Rows(page, "Facts"));
        Assert.Equal("true", page.FindAll(".chip").Single(x => x.HasAttribute("aria-current")).GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Any_two_versions_of_a_template_are_compared()
    {
        for (var status = 0; status < 3; status++)
        {
            Rig.Give(Rig.Template(TemplateRig.LongId) with { Status = status });
            await Rig.Queries.FindAsync(TemplateRig.LongId, anew: true, CancellationToken.None);
        }

        var page = await OpenAsync("/templates/compare?left=1254676189925432389%401&right=1254676189925432389%402");

        Assert.Equal(["Status|Not started|Being created"], Rows(page, "Facts"));
        Assert.Equal(4, page.FindAll("[data-testid=compare-side]")[0].QuerySelectorAll("option").Length);
    }

    [Fact]
    public async Task The_same_on_both_sides_says_that_nothing_differs()
    {
        Rig.Give(Rig.Template(1));

        var page = await OpenAsync("/templates/compare?left=1&right=1");

        Assert.Contains("No difference", page.Find(".empty-state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_words_are_marked_within_a_text()
    {
        Rig.Give(
            Rig.Template(1) with { VerbalWrap = new JsonObject { ["verbal_title"] = "Come on Monday" } }, Rig.Template(2) with { VerbalWrap = new JsonObject { ["verbal_title"] = "Come on Friday" } },
            Rig.Template(3) with { VerbalWrap = new JsonObject { ["verbal_title"] = "周一见面" } }, Rig.Template(4) with { VerbalWrap = new JsonObject { ["verbal_title"] = "周五见面" } });

        var english = await OpenAsync("/templates/compare?left=1&right=2");
        var message = english.Find("[data-testid=compare-Message]");
        Assert.Equal(("Monday", "Friday"), (message.QuerySelector("del")!.TextContent, message.QuerySelector("ins")!.TextContent));

        message = (await OpenAsync("/templates/compare?left=3&right=4")).Find("[data-testid=compare-Message]");
        Assert.Equal(("一", "五"), (message.QuerySelector("del")!.TextContent, message.QuerySelector("ins")!.TextContent));
    }

    [Fact]
    public async Task What_the_document_does_not_know_of_a_material_is_compared_too()
    {
        Rig.Give(
            Rig.Template(1) with { VerbalWrap = new JsonObject { ["materials"] = new JsonArray(new JsonObject { ["id"] = 7, ["type"] = 2, ["size"] = "small" }) } },
            Rig.Template(2) with { VerbalWrap = new JsonObject { ["materials"] = new JsonArray(new JsonObject { ["id"] = 7, ["type"] = 2, ["size"] = "large" }) } });

        var message = (await OpenAsync("/templates/compare?left=1&right=2")).Find("[data-testid=compare-Message]");

        Assert.Equal(("small", "large"), (message.QuerySelector("del")!.TextContent, message.QuerySelector("ins")!.TextContent));
    }

    [Theory]
    [InlineData("/templates/compare?left=404&right=1", "Wshoto has no template 404")]
    [InlineData("/templates/compare?left=1%409&right=1", "Of template 1 there is no version 9")]
    public async Task A_side_that_is_not_there_is_told(string address, string text)
    {
        Rig.Give(Rig.Template(1));

        var page = await OpenAsync(address);

        Assert.Contains(text, page.Find(".missing").TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("/templates/compare"), InlineData("/templates/compare?left=1"), InlineData("/templates/compare?left=x&right=y")]
    public async Task Without_two_sides_the_page_asks_for_them(string address)
    {
        Rig.Give(Rig.Template(1));

        Assert.Contains("Choose two templates", (await OpenAsync(address)).Find(".empty-state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_number_and_a_chosen_version_go_to_their_address()
    {
        Rig.Give(Rig.Template(1), Rig.Template(TemplateRig.LongId));
        var page = await OpenAsync("/templates/compare?left=1&right=1");

        await page.FindAll("[data-testid=compare-side] input")[1].ChangeAsync(new() { Value = " 1254676189925432389 " });
        Assert.Equal("/templates/compare?left=1&right=1254676189925432389", Here);
        await page.FindAll("[data-testid=compare-side] select")[0].ChangeAsync(new() { Value = "1" });
        Assert.StartsWith("/templates/compare?left=1@1&right=", Here, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_side_that_can_not_be_read_is_tried_again_while_the_other_one_stays()
    {
        Rig.Give(Rig.Template(1), Rig.Template(2));
        await Rig.Queries.FindAsync(1, anew: false, CancellationToken.None);
        Rig.Wshoto.Settings.OutageUntil = Time.GetUtcNow().AddHours(1);
        var page = await OpenAsync("/templates/compare?left=1&right=2");
        Assert.Equal(["template 1"], page.FindAll(".side-name").Select(x => x.TextContent));

        Rig.Wshoto.Settings.OutageUntil = null;
        await page.Find("[data-testid=upstream-problem] button").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll("[data-testid=compare-Facts]").Count == 1, Generous);
    }

    private static IEnumerable<string> Rows(IRenderedComponent<ComparePage> page, string section) =>
        page.FindAll($"[data-testid=compare-{section}] tbody tr").Select(x => string.Join("|", x.Children.Select(c => c.TextContent.Trim())));

    private async Task<IRenderedComponent<ComparePage>> OpenAsync(string address)
    {
        Navigation.NavigateTo(address);
        var page = Render<ComparePage>();
        await page.WaitForStateAsync(() => page.FindAll(".skeleton").Count == 0, Generous);
        return page;
    }
}
