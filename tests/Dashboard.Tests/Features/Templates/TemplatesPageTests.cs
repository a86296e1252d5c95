using Bunit;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplatesPageTests : TemplateComponentTest
{
    [Fact]
    public async Task A_row_shows_the_template_and_leads_to_its_page()
    {
        var page = await OpenAsync("/templates");

        var row = page.Find($"[data-testid=template-row][data-template-id=\"{TemplateRig.LongId}\"]");
        Assert.Equal("/templates/1254676189925432389", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("春季大促全素材示例", row.QuerySelector("a")!.TextContent);
        var cells = row.QuerySelectorAll("td").Skip(2).Select(x => (x.QuerySelector(".badge span") ?? x).TextContent.Trim()).ToList();
        Assert.Equal(["Customers", "In progress", "High", "zhangwei", "5 h ago"], cells[..5]);
        Assert.StartsWith("2026-04-30", cells[5], StringComparison.Ordinal);
        Assert.Contains("48 templates", page.Find(".page-state").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/templates?name=%E8%87%AA%E7%9B%B8%E7%9F%9B%E7%9B%BE", 2)]
    [InlineData("/templates?status=-1", 4)]
    [InlineData("/templates?status=42", 1)]
    [InlineData("/templates?type=3", 7)]
    [InlineData("/templates?from=2026-04-15&to=2026-04-16", 2)]
    [InlineData("/templates?name=&status=&type=&from=&to=", 25)]
    public async Task The_address_holds_the_filters(string address, int rows) =>
        Assert.Equal(rows, (await OpenAsync(address)).FindAll("[data-testid=template-row]").Count);

    [Theory]
    [InlineData("/templates?status=abc&type=x&page=y")]
    [InlineData("/templates?page=99999999999999999999&from=yesterday&to=9999-12-31")]
    [InlineData("/templates?page=-3")]
    public async Task What_is_no_value_in_an_address_is_passed_over(string address) =>
        Assert.Equal(25, (await OpenAsync(address)).FindAll("[data-testid=template-row]").Count);

    [Fact]
    public async Task The_filters_show_what_stands_in_the_address()
    {
        var page = await OpenAsync("/templates?name=x&status=2,-1&type=3&creator=lina&from=2026-01-02&to=2026-03-04&fav=1");

        Assert.Equal(["x", "3", "lina", "2026-01-02", "2026-03-04"], page.FindAll(".fields .input").Select(x => x.GetAttribute("value")));
        Assert.Equal(["2", "-1"], page.FindAll(".chip[data-status][aria-current]").Select(x => x.GetAttribute("data-status")));
        Assert.Equal("true", page.Find("[data-testid=templates-favourites]").GetAttribute("aria-current"));
        Assert.Equal("6", page.Find("[data-testid=filters-clear] .count").TextContent);
    }

    [Theory]
    [InlineData("name", "群", "/templates?name=%E7%BE%A4&status=2&sort=name")]
    [InlineData("name", "", "/templates?status=2&sort=name")]
    [InlineData("type", "3", "/templates?status=2&type=3&sort=name")]
    [InlineData("type", "", "/templates?status=2&sort=name")]
    [InlineData("creator", " lina ", "/templates?status=2&creator=lina&sort=name")]
    [InlineData("from", "2026-01-02", "/templates?status=2&from=2026-01-02&sort=name")]
    [InlineData("to", "2026-03-04", "/templates?status=2&to=2026-03-04&sort=name")]
    public async Task A_changed_filter_goes_to_its_address_at_the_first_page(string field, string value, string address)
    {
        var page = await OpenAsync("/templates?status=2&sort=name&page=2");

        await page.Find($".fields [name={field}]").ChangeAsync(new() { Value = value });

        Assert.Equal(address, Here);
    }

    [Fact]
    public async Task Pages_are_links_that_keep_the_filters()
    {
        var first = await OpenAsync("/templates?from=2025-12-01");
        Assert.Equal("/templates?from=2025-12-01&page=2", first.Find("a[rel=next]").GetAttribute("href"));
        Assert.Empty(first.FindAll("a[rel=prev]"));

        var third = await OpenAsync("/templates?from=2025-12-01&page=3");

        Assert.Equal("/templates?from=2025-12-01&page=2", third.Find("a[rel=prev]").GetAttribute("href"));
        Assert.Empty(third.FindAll("a[rel=next]"));
        Assert.Contains("51–60 of 60", third.Find(".page-links").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_beyond_the_last_one_shows_the_last_one()
    {
        var page = await OpenAsync("/templates?page=9");

        Assert.Contains("26–48 of 48", page.Find(".page-links").TextContent, StringComparison.Ordinal);
        Assert.Equal(23, page.FindAll("[data-testid=template-row]").Count);
    }

    [Theory]
    [InlineData("1254676189925432389", "/templates/1254676189925432389")]
    [InlineData("  21 ", "/templates/21")]
    [InlineData("http://localhost:5080/templates/21", "/templates/21")]
    [InlineData("https://dashboard.example/embed/templates/1254676189925432389?lang=zh", "/templates/1254676189925432389")]
    [InlineData("https://open.wshoto.com/task/detail?template_id=1254676189925432389&tab=2", "/templates/1254676189925432389")]
    [InlineData("模板 1254676189925432389（春季）", "/templates/1254676189925432389")]
    public async Task A_pasted_number_or_link_opens_the_template(string text, string address)
    {
        var page = await OpenAsync("/templates");

        await PasteAsync(page, text);

        Assert.Equal(address, Here);
    }

    [Theory]
    [InlineData("spring", "There is no template number in that")]
    [InlineData("0", "0 is no template number")]
    [InlineData("1.25467618992543E+18", "A spreadsheet has shortened this number")]
    [InlineData("9999999999999999999", "larger than any template number")]
    [InlineData("12546761899254323890", "at most 19 digits")]
    public async Task What_holds_no_template_number_says_why(string text, string says)
    {
        var page = await OpenAsync("/templates");

        await PasteAsync(page, text);

        Assert.Contains(says, page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/templates", Here);
    }

    [Fact]
    public async Task Emptying_the_field_takes_the_warning_away()
    {
        var page = await OpenAsync("/templates");
        await PasteAsync(page, "spring");

        await PasteAsync(page, "");

        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task When_nothing_matches_the_page_says_what_to_do()
    {
        var page = await OpenAsync("/templates?name=nothing");

        Assert.Contains("No template matches", page.Find(".empty-state").TextContent, StringComparison.Ordinal);
        Assert.Equal("/templates", page.Find(".empty-state a:last-of-type").GetAttribute("href"));
    }

    [Fact]
    public async Task An_upstream_that_is_down_is_told_and_can_be_tried_again()
    {
        Rig.Wshoto.Settings.OutageUntil = Time.GetUtcNow().AddHours(1);
        var page = await OpenAsync("/templates");
        Assert.Contains("Wshoto does not answer", page.Find("[data-testid=templates-kept]").TextContent, StringComparison.Ordinal);

        Rig.Wshoto.Settings.OutageUntil = null;
        await page.ClickOnAsync("[data-testid=templates-kept] button");

        page.WaitForAssertion(() => Assert.Equal(25, page.FindAll("[data-testid=template-row]").Count), Generous);
        Assert.Empty(page.FindAll("[data-testid=templates-kept]"));
    }

    [Fact]
    public async Task While_Wshoto_is_down_what_was_seen_shows_by_the_same_filters_and_says_as_of_when()
    {
        await OpenAsync("/templates");
        Rig.Wshoto.Settings.OutageUntil = Time.GetUtcNow().AddHours(1);

        var page = await OpenAsync("/templates?status=3&sort=created");

        Assert.Contains("As of 09:00. Wshoto does not answer", page.Find("[data-testid=templates-kept]").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("[data-testid=template-row] .badge span"), x => Assert.Equal("Ended", x.TextContent));
        Assert.Equal("As of 2026-04-16 09:00", page.Find("[data-testid=template-row] .badge").GetAttribute("title"));
    }

    [Fact]
    public async Task While_Wshoto_is_slow_what_was_seen_shows_and_its_answer_replaces_it()
    {
        await OpenAsync("/templates");
        Time.Advance(TimeSpan.FromMinutes(1));
        Time.WaitsEndAtOnce = true;
        Rig.HoldBack();
        Navigation.NavigateTo("/templates");

        var page = Render<TemplatesPage>();

        page.WaitForAssertion(() => Assert.Contains("Wshoto has not answered yet", page.Find("[data-testid=templates-kept]").TextContent, StringComparison.Ordinal), Generous);
        Assert.Equal(25, page.FindAll("[data-testid=template-row]").Count);
        Time.WaitsEndAtOnce = false;
        Rig.LetGo();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=templates-kept]")), Generous);
    }

    [Fact]
    public async Task Refreshing_asks_Wshoto_again_at_once()
    {
        var page = await OpenAsync("/templates");
        Rig.Give(Rig.Template(7));

        await page.ClickOnAsync("[data-testid=templates-refresh]");

        page.WaitForAssertion(() => Assert.Equal("7", page.Find("[data-testid=template-row]").GetAttribute("data-template-id")), Generous);
    }

    [Fact]
    public async Task A_favourite_older_than_the_range_is_found_among_the_favourites_as_Wshoto_has_it_now()
    {
        var old = Rig.Template(7) with { CreatedAt = Time.GetUtcNow().AddYears(-3) };
        Rig.Give(old with { Name = "renamed" });
        await Rig.Favourites.SetAsync(User, null, 7, true, Xunit.TestContext.Current.CancellationToken);
        await Rig.Favourites.SetAsync(User, null, 8, true, Xunit.TestContext.Current.CancellationToken);

        var page = await OpenAsync("/templates?fav=1");

        Assert.Equal("renamed", page.Find("[data-template-id='7'] a.title").TextContent);
        Assert.Contains("Wshoto does not have it any more", page.Find("[data-template-id='8']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_star_is_pressed_and_every_open_page_shows_it()
    {
        var page = await OpenAsync("/templates?status=42");
        var other = await OpenAsync("/templates?status=42");

        await page.ClickOnAsync("[data-testid=template-star]");

        Assert.Equal("true", page.Find("[data-testid=template-star]").GetAttribute("aria-pressed"));
        other.WaitForAssertion(() => Assert.Equal("Favourite of the team since 2026-04-16 09:00, chosen by Manager@test", other.Find("[data-testid=template-star]").GetAttribute("title")), Generous);
    }

    [Fact]
    public async Task An_answer_that_comes_late_does_not_replace_that_of_a_newer_filter()
    {
        var page = await OpenAsync("/templates?status=3");
        Rig.HoldBack();
        Navigation.NavigateTo("/templates?status=0");
        Navigation.NavigateTo("/templates?status=3");
        var renders = page.RenderCount;

        Rig.LetGo();
        await page.WaitForStateAsync(() => page.RenderCount > renders, Generous);

        Assert.All(page.FindAll("[data-testid=template-row] .badge span"), x => Assert.Equal("Ended", x.TextContent));
    }

    [Fact]
    public async Task Unknown_numbers_show_in_the_list()
    {
        var page = await OpenAsync("/templates?status=42");

        Assert.Equal(["unknown (9)", "unknown (42)", "unknown (12)"], page.FindAll("[data-testid=template-row] td").Skip(2).Take(3).Select(x => (x.QuerySelector(".badge span") ?? x).TextContent));
    }

    private async Task<IRenderedComponent<TemplatesPage>> OpenAsync(string address)
    {
        Navigation.NavigateTo(address);
        var page = Render<TemplatesPage>();
        await page.WaitForStateAsync(() => page.FindAll(".skeleton, [data-testid=templates-refresh][disabled]").Count == 0, Generous);
        return page;
    }

    private static Task PasteAsync(IRenderedComponent<TemplatesPage> page, string text) => page.Find("[data-testid=template-open]").ChangeAsync(new() { Value = text });
}
