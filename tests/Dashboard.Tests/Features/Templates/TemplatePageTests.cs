using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;
using Sandbox.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplatePageTests : TemplateComponentTest
{
    private const string Materials = "[data-testid=template-materials] [data-material-type]";

    [Theory, InlineData("en"), InlineData("zh-CN")]
    public async Task Every_seeded_template_is_shown_with_its_exact_id(string language)
    {
        Speak(language);
        foreach (var template in Rig.Wshoto.Templates)
        {
            var page = await OpenAsync(template.Id);

            Assert.Equal(template.Name, page.Find("h1").TextContent);
            Assert.Equal(template.Id.ToString(null, null), page.Find(".page-state .mono").TextContent);
            Assert.Equal(template.VerbalWrap!["materials"]!.AsArray().Count, page.FindAll(Materials).Count);
            Assert.Equal(template.FilterType.ToString(null, null), page.Find("[data-testid=template-targeting]").GetAttribute("data-filter-type"));
        }
    }

    [Fact]
    public async Task An_id_of_19_digits_is_exact_wherever_it_stands()
    {
        var page = await OpenAsync(TemplateRig.LongId);

        Assert.Equal("/templates/compare?left=1254676189925432389", page.Find(".page-actions a").GetAttribute("href"));
        Assert.DoesNotContain("1254676189925432", page.Markup.Replace("1254676189925432389", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_material_stands_in_the_order_it_is_sent_with_its_word()
    {
        var page = await OpenAsync(TemplateRig.LongId);

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "12", "12"], page.FindAll(Materials).Select(x => x.GetAttribute("data-material-type")));
        Assert.Equal(
            ["Poster", "Text", "Picture", "Article", "Voice", "Video", "File", "Mini program", "External link", "Coupon", "Goods", "Activity · Group buying", "Activity · Flash sale", "Activity · Lottery"],
            page.FindAll(Materials + " strong").Select(x => x.TextContent));
    }

    [Fact]
    public async Task Materials_have_Chinese_words()
    {
        Speak("zh-CN");
        var page = await OpenAsync(TemplateRig.LongId);

        Assert.Equal(
            ["海报", "文本", "图片", "文章", "语音", "视频", "文件", "小程序", "外部链接", "优惠券", "商品", "活动 · 拼团", "活动 · 秒杀", "活动 · 抽奖"],
            page.FindAll(Materials + " strong").Select(x => x.TextContent));
    }

    [Fact]
    public async Task The_title_and_the_type_of_a_script_show_whichever_the_answer_has()
    {
        Rig.Give(
            Rig.Template(1) with { VerbalWrap = new JsonObject { ["verbal_title"] = "Hello\nyou" } },
            Rig.Template(2) with { VerbalWrap = new JsonObject { ["verbal_type"] = 77 } },
            Rig.Template(3) with { VerbalWrap = new JsonArray() });

        Assert.Equal("Hello\nyou", (await OpenAsync(1)).Find("[data-testid=template-materials] .bubble").TextContent);
        Assert.Contains("Script type 77", (await OpenAsync(2)).Find("[data-testid=template-materials]").TextContent, StringComparison.Ordinal);
        Assert.Contains("The template has no message.", (await OpenAsync(3)).Find("[data-testid=template-materials]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_explanation_for_the_employee_has_its_text_and_materials()
    {
        var card = (await OpenAsync(TemplateRig.LongId)).Find("[aria-labelledby=template-explain]");

        Assert.StartsWith("所有素材类型各一条", card.QuerySelector(".text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["1", "7"], card.QuerySelectorAll("[data-material-type]").Select(x => x.GetAttribute("data-material-type")));
    }

    [Fact]
    public async Task Facts_are_words_and_times_in_the_persons_zone()
    {
        var facts = (await OpenAsync(TemplateRig.LongId)).FindAll(".fact-row dd").Select(x => x.TextContent.Trim());

        Assert.Equal(
            ["Customers", "High", "Open API", "At a set time", "Regular", "1", "zhangwei", "2026-04-16 04:00:00", "2026-04-16 05:35:00", "2026-04-17 00:00:00", "2026-04-30 04:00:00"], facts);
    }

    [Fact]
    public async Task Times_in_milliseconds_are_the_same_times()
    {
        var template = Rig.Template(5) with { CreatedAt = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero), Milliseconds = true };
        Rig.Give(template);

        Assert.Contains("2026-04-01 08:00:00", (await OpenAsync(5)).Find(".fact-row").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_of_nothing_but_unknown_values_shows_their_numbers()
    {
        var page = await OpenAsync(21);

        Assert.Equal("unknown (42)", page.Find(".page-state .badge span").TextContent);
        Assert.Equal(["unknown (9)", "unknown (12)", "unknown (11)", "unknown (7)", "unknown (8)", "99"], page.FindAll(".fact-row dd").Take(6).Select(x => x.TextContent));
        Assert.Equal(["unknown (31)", "Activity · unknown (8)"], page.FindAll(Materials + " strong").Select(x => x.TextContent));
        Assert.Equal("send form unknown (6) · child type not documented here (5)", page.Find(Materials + " .muted").TextContent.Trim());
        Assert.Equal("unknown (6)", page.Find("[data-testid=template-targeting] h2 span").TextContent);
        Assert.Contains("""[1,"二",{"three":true}]""", page.Find("[data-testid=targeting-rules] .as-is").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_could_not_be_created_says_why()
    {
        var failed = Rig.Wshoto.Templates.First(x => x.Status == -1);

        var page = await OpenAsync(failed.Id);

        Assert.Contains("Wshoto could not create this template", page.Find(".notice-error").TextContent, StringComparison.Ordinal);
        Assert.Contains(failed.ErrorInfo, page.Find(".notice-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_without_a_name_is_called_by_its_id()
    {
        Rig.Give(Rig.Template(1254676189925432001) with { Name = "" });

        Assert.Equal("Template 1254676189925432001", (await OpenAsync(1254676189925432001)).Find("h1").TextContent);
    }

    [Fact]
    public async Task A_template_that_does_not_exist_says_so_and_leads_to_the_list()
    {
        var page = await OpenAsync(404);

        Assert.Contains("Wshoto has no template 404", page.Find(".empty-state").TextContent, StringComparison.Ordinal);
        Assert.Equal("/templates", page.Find(".empty-state a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=upstream-problem]"));
    }

    [Theory, InlineData("en", "Wshoto does not answer", "Try again"), InlineData("zh-CN", "微盛无响应", "重试")]
    public async Task An_upstream_that_is_down_is_told_and_can_be_tried_again(string language, string title, string retry)
    {
        Speak(language);
        Rig.Wshoto.Settings.OutageUntil = Time.GetUtcNow().AddHours(1);
        var page = await OpenAsync(TemplateRig.LongId);
        Assert.Equal((title, retry), (page.Find("[data-testid=upstream-problem] strong").TextContent, page.Find("[data-testid=upstream-problem] button").TextContent));

        Rig.Wshoto.Settings.OutageUntil = null;
        await page.ClickOnAsync("[data-testid=upstream-problem] button");

        Assert.Equal(14, page.FindAll(Materials).Count);
        Assert.Empty(page.FindAll("[data-testid=upstream-problem]"));
    }

    [Fact]
    public async Task A_copy_that_was_kept_shows_with_its_age_while_Wshoto_is_down()
    {
        await Rig.Queries.FindAsync(TemplateRig.LongId, anew: false, CancellationToken.None);
        Time.Advance(TimeSpan.FromHours(2));
        Rig.Wshoto.Settings.OutageUntil = Time.GetUtcNow().AddHours(1);

        var page = await OpenAsync(TemplateRig.LongId);
        await page.WaitForStateAsync(() => page.FindAll("[data-testid=template-kept]").Count == 1, Generous);

        Assert.Contains("This is the copy kept at 09:00:00", page.Find("[data-testid=template-kept]").TextContent, StringComparison.Ordinal);
        Assert.Equal(14, page.FindAll(Materials).Count);
    }

    [Fact]
    public async Task While_Wshoto_takes_its_time_the_kept_copy_shows_until_the_answer_is_there()
    {
        await Rig.Queries.FindAsync(TemplateRig.LongId, anew: false, CancellationToken.None);
        Time.Advance(TimeSpan.FromHours(2));
        Rig.HoldBack();

        var page = await OpenAsync(TemplateRig.LongId);
        Assert.Contains("09:00:00", page.Find("[data-testid=template-slow]").TextContent, StringComparison.Ordinal);
        Assert.Equal(14, page.FindAll(Materials).Count);

        Rig.LetGo();
        await page.WaitForStateAsync(() => page.FindAll("[data-testid=template-slow]").Count == 0, Generous);
        Assert.Contains("just now", page.Find(".page-state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_changed_says_what_changed()
    {
        Rig.Give(Rig.Template(5));
        await OpenAsync(5);
        Rig.Give(Rig.Template(5) with { Status = 3 });
        Time.Advance(TimeSpan.FromHours(1));

        var page = await OpenAsync(5);

        var changes = page.Find("[data-testid=template-changes]");
        Assert.Contains("1 field changed", changes.TextContent, StringComparison.Ordinal);
        Assert.Equal("Status", changes.QuerySelector("dt")!.TextContent);
        Assert.Equal(["In progress", "Ended"], changes.QuerySelectorAll("dd span").Select(x => x.TextContent));
        Assert.Equal("/templates/compare?left=5@1&right=5@2", changes.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(["2", "1"], page.FindAll("[data-testid=template-versions] [data-version]").Select(x => x.GetAttribute("data-version")));
    }

    [Fact]
    public async Task Members_that_are_not_documented_show_raw_and_the_whole_answer_is_at_hand()
    {
        Rig.Give(Rig.Template(5));
        Rig.Wshoto.Rewrite = (call, answer) => call == WshotoCall.Detail ? answer.Replace("\"priority\":1", "\"priority\":\"urgent\",\"budget\":{\"day\":5}", StringComparison.Ordinal) : answer;

        var page = await OpenAsync(5);

        Assert.Equal(["priority", "budget"], page.FindAll("[data-testid=template-unread] dt").Select(x => x.TextContent));
        Assert.Equal(["\"urgent\"", "{\"day\":5}"], page.FindAll("[data-testid=template-unread] dd").Select(x => x.TextContent));
        await page.Find("[aria-labelledby=template-raw-title] details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.Contains("\"priority\": \"urgent\",", page.Find("[data-testid=template-raw]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_can_not_be_read_is_shown_as_it_is_without_the_token()
    {
        Rig.Give(Rig.Template(5));
        var token = "";
        Rig.Wshoto.Rewrite = (call, answer) =>
        {
            if (call == WshotoCall.Token) token = JsonNode.Parse(answer)!["data"]!["access_token"]!.GetValue<string>();
            return call == WshotoCall.Detail ? $"<html>bad gateway, access_token={token}</html>" : answer;
        };

        var page = await OpenAsync(5);

        var shown = page.Find("[data-testid=upstream-answer] pre").TextContent;
        Assert.Equal("<html>bad gateway, access_token=***</html>", shown);
        Assert.NotEmpty(token);
        Assert.DoesNotContain(token, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_embed_code_is_there_only_where_somebody_may_frame_pages()
    {
        Assert.Empty((await OpenAsync(TemplateRig.LongId)).FindAll("#template-embed"));
    }

    [Fact]
    public async Task In_a_frame_links_to_other_pages_leave_it()
    {
        var page = Render<TemplateEmbedPage>(p => p.Add(x => x.TemplateId, TemplateRig.LongId));
        await page.WaitForStateAsync(() => page.FindAll(".fact-row").Count == 1, Generous);

        Assert.Equal(["/templates/1254676189925432389"], page.FindAll(".page-actions a").Select(x => x.GetAttribute("href")));
        Assert.All(page.FindAll("a").Where(x => x.GetAttribute("href")?.Contains("/embed/", StringComparison.Ordinal) != true && x.GetAttribute("href")?.StartsWith('?') != true && x.GetAttribute("href")?.StartsWith("http://localhost/?", StringComparison.Ordinal) != true), x => Assert.Equal("_blank", x.GetAttribute("target")));
    }

    [Fact]
    public async Task Another_template_on_the_same_page_brings_its_own_employees()
    {
        Rig.Give(Rig.Template(1, filterType: 4) with { Employees = 2 }, Rig.Template(2, filterType: 4) with { Employees = 3 });
        await Rig.Queries.FindAsync(2, anew: false, CancellationToken.None);
        var page = await OpenAsync(1);
        await page.WaitForStateAsync(() => page.FindAll("[data-testid=template-execution] tbody tr").Count == 2, Generous);

        page.Render(p => p.Add(x => x.TemplateId, 2));

        await page.WaitForStateAsync(() => page.FindAll("[data-testid=template-execution] tbody tr").Count == 3, Generous);
    }

    [Fact]
    public async Task An_answer_that_comes_late_does_not_replace_the_template_asked_for_after_it()
    {
        Rig.Give(Rig.Template(1), Rig.Template(2), Rig.Template(3));
        var page = await OpenAsync(1);
        Rig.HoldBack();
        page.Render(p => p.Add(x => x.TemplateId, 2));
        page.Render(p => p.Add(x => x.TemplateId, 1));
        var renders = page.RenderCount;

        Rig.LetGo();
        await page.WaitForStateAsync(() => page.RenderCount > renders, Generous);

        Assert.Equal("template 1", page.Find("h1").TextContent);
    }

    private async Task<IRenderedComponent<TemplatePage>> OpenAsync(long template)
    {
        var page = Render<TemplatePage>(p => p.Add(x => x.TemplateId, template));
        await page.WaitForStateAsync(() => page.FindAll(".split > .skeleton").Count == 0, Generous);
        return page;
    }
}
