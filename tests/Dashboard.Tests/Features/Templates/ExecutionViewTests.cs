using AngleSharp.Dom;
using Bunit;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Templates;

public sealed class ExecutionViewTests : TemplateComponentTest
{
    [Fact]
    public async Task Every_employee_shows_counts_that_add_up()
    {
        var view = await OpenAsync();

        var rows = view.FindAll("[data-testid=template-execution] tbody tr");
        Assert.Equal(20, rows.Count);
        Assert.All(rows, x => Assert.Equal(Number(x, 2), Number(x, 3) + Number(x, 4)));
        Assert.All(rows, x => Assert.Contains(x.QuerySelectorAll("td")[1].TextContent, new[] { "Not executed", "Executing", "Done" }));
        Assert.All(rows, x => Assert.Equal(x.QuerySelector(".progress")!.GetAttribute("aria-label"), x.QuerySelector(".caption")!.TextContent));
    }

    [Fact]
    public async Task A_name_opens_its_targets_and_closes_them()
    {
        var view = await OpenAsync();

        await view.ClickOnAsync("tbody button");
        Assert.Equal("Targets of zhangwei", view.Find(".targets h3").TextContent);
        Assert.Equal("true", view.Find("tbody button").GetAttribute("aria-expanded"));
        Assert.Equal(20, view.FindAll(".targets tbody tr").Count);

        await view.ClickOnAsync("tbody button");
        Assert.Empty(view.FindAll(".targets"));
        Assert.Equal("false", view.Find("tbody button").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task A_target_shows_whether_and_when_it_was_followed()
    {
        var view = await OpenAsync();

        var row = view.FindAll("tbody tr").First(x => Number(x, 2) <= 20 && Number(x, 3) > 0 && Number(x, 4) > 0);
        var (followed, not) = (Number(row, 3), Number(row, 4));

        await row.QuerySelector("button")!.ClickAsync(new());

        var rows = view.FindAll(".targets tbody tr").Select(x => x.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToArray()).ToList();
        Assert.Equal((followed, not), (rows.Count(x => x[1] == "Followed" && x[2].Length == 19), rows.Count(x => x[1] == "Not followed" && x[2] == "–")));
    }

    [Fact]
    public async Task Employees_and_targets_have_pages_of_their_own()
    {
        var view = await OpenAsync();
        await view.ClickOnAsync("tbody button");

        await view.ClickOnAsync(".targets .pager button", 1);
        Assert.Contains("21–40 of 130", view.Find(".targets .pager").TextContent, StringComparison.Ordinal);
        Assert.Contains("1–20 of 24", view.Find(".pager").TextContent, StringComparison.Ordinal);

        await view.ClickOnAsync(".pager button", 1);
        Assert.Contains("21–24 of 24", view.Find(".pager").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, view.FindAll("[data-testid=template-execution] tbody tr").Count);
        Assert.Empty(view.FindAll(".targets"));
    }

    [Fact]
    public async Task The_first_and_the_last_page_lead_no_further()
    {
        var view = await OpenAsync();
        Assert.Equal([true, false], view.FindAll(".pager button").Select(x => x.HasAttribute("disabled")));

        await view.ClickOnAsync(".pager button", 1);

        Assert.Equal([false, true], view.FindAll(".pager button").Select(x => x.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Somebody_without_targets_says_so()
    {
        var view = await OpenAsync();

        await view.ClickOnAsync("tbody button", 7);

        Assert.Equal("No target.", view.Find(".targets .muted").TextContent);
    }

    [Fact]
    public async Task A_template_that_nobody_carries_out_says_so()
    {
        Rig.Give(Rig.Template(5));

        Assert.Contains("No employee carries it out.", (await OpenAsync(5)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_targets_of_another_are_read_none_stand_under_the_wrong_name()
    {
        var view = await OpenAsync();
        await view.ClickOnAsync("tbody button");
        Rig.HoldBack();

        var opening = view.ClickOnAsync("tbody button", 1);

        Assert.Empty(view.FindAll(".targets tbody tr"));
        Rig.LetGo();
        await opening;
        Assert.Equal("Targets of lina", view.Find(".targets h3").TextContent);
    }

    [Fact]
    public async Task Targets_that_come_late_do_not_replace_those_of_the_name_opened_last()
    {
        var view = await OpenAsync();
        Rig.HoldBack();
        var late = view.ClickOnAsync("tbody button");
        Rig.LetNewOnesPass();
        await view.ClickOnAsync("tbody button", 7);

        Rig.LetGo();
        await late;

        Assert.Equal(("Targets of zhoujun", "No target."), (view.Find(".targets h3").TextContent, view.Find(".targets .muted").TextContent));
    }

    [Fact]
    public async Task An_upstream_that_is_down_is_told_and_can_be_tried_again()
    {
        Rig.Wshoto.Settings.OutageUntil = Time.GetUtcNow().AddHours(1);
        var view = await OpenAsync();
        Assert.Contains("Wshoto does not answer", view.Find("[data-testid=upstream-problem]").TextContent, StringComparison.Ordinal);

        Rig.Wshoto.Settings.OutageUntil = null;
        await view.ClickOnAsync("[data-testid=upstream-problem] button");

        Assert.Equal(20, view.FindAll("[data-testid=template-execution] tbody tr").Count);
    }

    private async Task<IRenderedComponent<ExecutionView>> OpenAsync(long template = TemplateRig.LongId)
    {
        var view = Render<ExecutionView>(p => p.Add(x => x.TemplateId, template));
        await view.WaitForStateAsync(() => view.FindAll(".skeleton").Count == 0, Generous);
        return view;
    }

    private static int Number(IElement row, int cell) => int.Parse(row.QuerySelectorAll("td")[cell].TextContent, null);
}
