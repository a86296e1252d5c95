using AngleSharp.Dom;
using Bunit;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Templates;

public sealed class ExecutionViewTests : TemplateComponentTest
{
    private const string Rows = "[data-testid=template-execution] tbody tr";
    private const string Names = "[data-testid=template-execution] tbody button";
    private const string Targets = ".targets tbody tr";

    [Fact]
    public async Task Every_employee_shows_counts_that_add_up()
    {
        var view = await OpenAsync();

        var rows = view.FindAll(Rows);
        Assert.Equal(20, rows.Count);
        Assert.All(rows, x => Assert.Equal(Number(x, 2), Number(x, 3) + Number(x, 4)));
        Assert.All(rows, x => Assert.Contains(Cell(x, 1), new[] { "Not executed", "Executing", "Done" }));
        Assert.All(rows, x => Assert.Equal($"{(Number(x, 2) == 0 ? 0 : 100 * Number(x, 3) / Number(x, 2))}%", Cell(x, 5)));
        Assert.All(rows.Where(x => Number(x, 2) > 0), x => Assert.Equal($"{Number(x, 3)} followed, {Number(x, 4)} not followed", x.QuerySelector(".progress")!.GetAttribute("aria-label")));
    }

    [Theory, InlineData("en", "Employees 24 Planned 782 Followed 430 Not followed 352 Rate 55%"), InlineData("zh-CN", "员工 24 计划 782 已跟进 430 未跟进 352 完成率 55%")]
    public async Task All_employees_together_stand_on_top(string language, string line)
    {
        Speak(language);
        var view = await OpenAsync();

        Assert.Equal(line, string.Join(' ', view.FindAll("[data-testid=execution-totals] :is(dt, dd)").Select(x => x.TextContent)));
        Assert.Equal(2, view.FindAll("[data-testid=execution-totals] .progress-part").Count);
        Assert.Empty(view.FindAll("[data-testid=execution-partial]"));
    }

    [Fact]
    public async Task Where_not_all_employees_are_read_it_says_so()
    {
        Rig.Give(Rig.Template(5) with { Employees = ExecutionQueries.MostEmployees + 30 });
        var view = await OpenAsync(5);

        Assert.StartsWith("Wshoto has 5,030 employees for this template. Only the first 5,000 were read", view.Find("[data-testid=execution-partial]").TextContent, StringComparison.Ordinal);
        Assert.Equal("5,000", view.Find("[data-testid=execution-totals] dd").TextContent);
    }

    [Fact]
    public async Task Numbers_that_contradict_each_other_stand_as_they_are_and_break_no_bar()
    {
        var view = await OpenAsync(21);

        Assert.Equal(
            [
                "zhangwei Done 10 15 0 150%", "lina Executing 40 30 10 12%", "wang.fang unknown (9) -3 – – –", "chenjie – – – – –", "liuyang Not executed – – – 66.67%",
            ],
            view.FindAll(Rows).Select(x => string.Join(' ', Enumerable.Range(0, 6).Select(i => Cell(x, i)))));
        Assert.Equal(
            ["width:100% width:0%", "width:75% width:25%", "", "", "width:66.67% width:33.33%"],
            view.FindAll(Rows).Select(x => string.Join(' ', x.QuerySelectorAll(".progress-part").Select(part => part.GetAttribute("style")))));
        Assert.Equal([true, true, true, false, false], view.FindAll(Rows).Select(x => x.QuerySelector(".doubt") is not null));
    }

    [Fact]
    public async Task A_column_sorts_by_a_link_that_keeps_the_rest_of_the_address()
    {
        Navigation.NavigateTo("/templates/1?who=zhang&page=2");
        var view = await OpenAsync();

        Assert.Equal("/templates/1?who=zhang&sort=-rate", new Uri(view.FindAll("th a")[^1].GetAttribute("href")!).PathAndQuery);
        await view.InvokeAsync(() => Navigation.NavigateTo("/templates/1?who=zhang&sort=-rate"));
        await view.WaitForStateAsync(() => view.FindAll("th[aria-sort=descending]").Count == 1, Generous);

        var rates = view.FindAll(Rows).Select(x => int.Parse(Cell(x, 5).TrimEnd('%'), null)).ToList();
        Assert.Equal((3, true), (rates.Count, rates.SequenceEqual(rates.OrderDescending())));
        Assert.Equal("descending", view.FindAll("th")[^1].GetAttribute("aria-sort"));
        Assert.Equal("/templates/1?who=zhang&sort=rate", new Uri(view.FindAll("th a")[^1].GetAttribute("href")!).PathAndQuery);
    }

    [Fact]
    public async Task A_part_of_a_name_filters_and_stands_in_the_address()
    {
        var view = await OpenAsync();

        await view.Find("[data-testid=execution-find]").InputAsync("wei");
        Assert.Equal(["zhangwei", "zhangwei02", "zhangwei03"], view.FindAll(Names).Select(x => x.TextContent));
        Assert.EndsWith("?who=wei", Here, StringComparison.Ordinal);

        await view.Find("[data-testid=execution-find]").InputAsync("nobody");
        Assert.Contains("No employee’s name contains “nobody”.", view.Markup, StringComparison.Ordinal);
        Assert.Equal("24", view.Find("[data-testid=execution-totals] dd").TextContent);
    }

    [Fact]
    public async Task A_name_opens_its_targets_and_closes_them()
    {
        var view = await OpenAsync();

        await OpenTargetsAsync(view);
        Assert.Equal("Targets of zhangwei", view.Find(".targets h3").TextContent);
        Assert.EndsWith("?employee=zhangwei", Here, StringComparison.Ordinal);
        Assert.Equal("true", view.Find(Names).GetAttribute("aria-expanded"));
        Assert.Equal(20, view.FindAll(Targets).Count);

        await view.ClickOnAsync(Names);
        Assert.Empty(view.FindAll(".targets"));
        Assert.DoesNotContain("employee", Here, StringComparison.Ordinal);
        Assert.Equal("false", view.Find(Names).GetAttribute("aria-expanded"));
    }

    [Theory, InlineData("[data-testid=targets-close]", false), InlineData(".targets", true)]
    public async Task The_cross_and_Escape_close_the_targets(string where, bool escape)
    {
        var view = await OpenAsync(address: "/templates/1?employee=zhangwei&targets=2&sort=name");

        if (escape) await view.Find(where).KeyDownAsync("Escape");
        else await view.ClickOnAsync(where);

        Assert.Empty(view.FindAll(".targets"));
        Assert.Equal("/templates/1?sort=name", Here);
    }

    [Fact]
    public async Task An_address_opens_a_page_of_an_employees_targets()
    {
        var view = await OpenAsync(address: "/templates/1?employee=zhangwei&targets=7&follow=1");

        // 26 are not followed: a page that is gone leads to the last one.
        Assert.Contains("21–26 of 26", view.Find(".targets .pager").TextContent, StringComparison.Ordinal);
        Assert.All(view.FindAll(Targets), x => Assert.Equal("Not followed", Cell(x, 1)));
    }

    [Fact]
    public async Task A_target_shows_whether_and_when_it_was_followed()
    {
        var view = await OpenAsync();

        var rows = view.FindAll(Rows);
        var index = Enumerable.Range(0, rows.Count).First(x => Number(rows[x], 2) <= 20 && Number(rows[x], 3) > 0 && Number(rows[x], 4) > 0);
        var (followed, not) = (Number(rows[index], 3), Number(rows[index], 4));
        await OpenTargetsAsync(view, index);

        var targets = view.FindAll(Targets);
        Assert.Equal((followed, not), (targets.Count(x => Cell(x, 1) == "Followed" && Cell(x, 2).Length == 19), targets.Count(x => Cell(x, 1) == "Not followed" && Cell(x, 2) == "–")));
    }

    [Fact]
    public async Task Targets_can_be_narrowed_to_those_followed_or_not()
    {
        var view = await OpenAsync(address: "/templates/1?employee=zhangwei&targets=3");

        Assert.Equal(["All 130", "Followed 104", "Not followed 26"], view.FindAll(".targets .chip").Select(x => x.TextContent));
        await view.ClickOnAsync(".targets .chip", 2);

        Assert.EndsWith("?employee=zhangwei&follow=1", Here, StringComparison.Ordinal);
        Assert.Contains("1–20 of 26", view.Find(".targets .pager").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", view.FindAll(".targets .chip")[2].GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task The_next_and_the_previous_employee_follow_the_order_of_the_list()
    {
        var view = await OpenAsync(address: "/templates/1?employee=zhoujun&sort=name");

        await view.ClickOnAsync(".targets-steps button", 1);
        await SettledAsync(view);
        Assert.Equal("Targets of zhoujun02", view.Find(".targets h3").TextContent);
        Assert.Contains("zhoujun02", view.Find("tr.is-open .name").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", view.FindAll(".targets-steps button")[1].GetAttribute("aria-disabled"));

        await view.ClickOnAsync(".targets-steps button", 0);
        await SettledAsync(view);
        Assert.Equal("Targets of zhoujun", view.Find(".targets h3").TextContent);
    }

    [Fact]
    public async Task An_address_with_somebody_whom_the_list_lacks_says_so()
    {
        var view = await OpenAsync(address: "/templates/1?employee=nobody");

        Assert.Contains("Wshoto does not list this employee", view.Find(".targets").TextContent, StringComparison.Ordinal);
        Assert.Equal(["true", "true", null], view.FindAll(".targets-steps button").Select(x => x.GetAttribute("aria-disabled")));
    }

    [Fact]
    public async Task Employees_and_targets_have_pages_of_their_own()
    {
        var view = await OpenAsync();
        await OpenTargetsAsync(view);

        await view.ClickOnAsync(".targets .pager button", 1);
        Assert.Contains("21–40 of 130", view.Find(".targets .pager").TextContent, StringComparison.Ordinal);
        Assert.Contains("1–20 of 24", view.Find(".execution-list .pager").TextContent, StringComparison.Ordinal);

        await view.ClickOnAsync(".execution-list .pager button", 1);
        Assert.Contains("21–24 of 24", view.Find(".execution-list .pager").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, view.FindAll(Rows).Count);
        Assert.Contains("21–40 of 130", view.Find(".targets .pager").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_and_the_last_page_lead_no_further()
    {
        var view = await OpenAsync();
        await view.ClickOnAsync(".pager button");
        Assert.Equal("/", Here);
        Assert.Equal(["true", null], view.FindAll(".pager button").Select(x => x.GetAttribute("aria-disabled")));

        await view.ClickOnAsync(".pager button", 1);
        await view.ClickOnAsync(".pager button", 1);

        Assert.Equal("/?page=2", Here);
        Assert.Equal([null, "true"], view.FindAll(".pager button").Select(x => x.GetAttribute("aria-disabled")));
    }

    [Theory, InlineData("en", "No targets."), InlineData("zh-CN", "没有目标。")]
    public async Task Somebody_without_targets_says_so(string language, string text)
    {
        Speak(language);
        var view = await OpenAsync();

        await OpenTargetsAsync(view, 7);

        Assert.Equal(text, view.Find(".targets .none").TextContent);
    }

    [Theory, InlineData("en", "Nobody carries this template out yet."), InlineData("zh-CN", "还没有员工执行此模板。")]
    public async Task A_template_that_nobody_carries_out_says_so(string language, string text)
    {
        Speak(language);
        Rig.Give(Rig.Template(5));

        Assert.Contains(text, (await OpenAsync(5)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_targets_of_another_are_read_none_stand_under_the_wrong_name()
    {
        var view = await OpenAsync();
        await OpenTargetsAsync(view);
        Rig.HoldBack();

        await view.ClickOnAsync(Names, 1);

        Assert.Equal("Targets of lina", view.Find(".targets h3").TextContent);
        Assert.Empty(view.FindAll(Targets));
        Rig.LetGo();
        await SettledAsync(view);
        Assert.NotEmpty(view.FindAll(Targets));
    }

    [Fact]
    public async Task Targets_that_come_late_do_not_replace_those_of_the_name_opened_last()
    {
        var view = await OpenAsync();
        Rig.HoldBack();
        await view.ClickOnAsync(Names);
        var late = view.FindComponent<TargetsPanel>();
        Rig.LetNewOnesPass();
        await view.ClickOnAsync(Names, 7);
        await SettledAsync(view);
        var renders = late.RenderCount;

        Rig.LetGo();

        // The late answer is read and passed over: its end renders the panel once more.
        await view.WaitForStateAsync(() => late.RenderCount > renders, Generous);
        Assert.Equal(("Targets of zhoujun", "No targets."), (view.Find(".targets h3").TextContent, view.Find(".targets .none").TextContent));
    }

    [Fact]
    public async Task An_upstream_that_is_down_is_told_and_can_be_tried_again()
    {
        Rig.Wshoto.Settings.OutageUntil = Time.GetUtcNow().AddHours(1);
        var view = await OpenAsync();
        Assert.Contains("Wshoto does not answer", view.Find("[data-testid=upstream-problem]").TextContent, StringComparison.Ordinal);

        Rig.Wshoto.Settings.OutageUntil = null;
        await view.ClickOnAsync("[data-testid=upstream-problem] button");

        Assert.Equal(20, view.FindAll(Rows).Count);
    }

    [Fact]
    public async Task What_was_read_stays_when_a_refresh_fails()
    {
        var view = await OpenAsync();
        Rig.Wshoto.Settings.OutageUntil = Time.GetUtcNow().AddHours(1);

        await view.ClickOnAsync("[data-testid=execution-refresh]");

        Assert.Single(view.FindAll("[data-testid=upstream-problem]"));
        Assert.Equal(20, view.FindAll(Rows).Count);
    }

    [Fact]
    public async Task A_refresh_reads_employees_and_open_targets_again()
    {
        var view = await OpenAsync(address: "/templates/1?employee=lina");
        Time.Advance(TimeSpan.FromMinutes(5));
        Rig.Wshoto.Templates = [.. Rig.Wshoto.Templates.Select(x => x.Id == TemplateRig.LongId ? x with { Status = 3, Employees = 3 } : x)];

        await view.ClickOnAsync("[data-testid=execution-refresh]");

        Assert.Equal("3", view.Find("[data-testid=execution-totals] dd").TextContent);
        Assert.All(view.FindAll(Targets), x => Assert.Equal("Followed", Cell(x, 1)));
        Assert.Contains(Time.GetUtcNow().ToString("HH:mm:ss", null), view.Find(".as-of").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<ExecutionView>> OpenAsync(long template = TemplateRig.LongId, string? address = null)
    {
        if (address is not null) Navigation.NavigateTo(address);
        var view = Render<ExecutionView>(p => p.Add(x => x.TemplateId, template));
        await SettledAsync(view);
        return view;
    }

    private static async Task OpenTargetsAsync(IRenderedComponent<ExecutionView> view, int index = 0)
    {
        await view.ClickOnAsync(Names, index);
        await SettledAsync(view);
    }

    private static Task SettledAsync(IRenderedComponent<ExecutionView> view) => view.WaitForStateAsync(() => view.FindAll(".skeleton").Count == 0, Generous);

    // Words of a badge stand beside its icon.
    private static string Cell(IElement row, int cell) =>
        row.QuerySelectorAll("td")[cell] is var x ? (x.QuerySelector(".badge > span") ?? x.QuerySelector(".rate-text") ?? x).TextContent.Trim() : "";

    private static int Number(IElement row, int cell) => int.Parse(Cell(row, cell), null);
}
