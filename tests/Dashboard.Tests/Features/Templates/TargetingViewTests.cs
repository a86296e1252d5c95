using Bunit;
using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

/// <summary>Doubts, sentence, exact rules and raw text as a page shows them.</summary>
public sealed class TargetingViewTests : TargetingTest
{
    [Fact]
    public void The_exact_rules_hold_every_member_with_codes_in_words_and_numbers()
    {
        var view = Show("en", """
            {"add_time_range":{"start_time":1772294400,"end_time":0},"include_tags":{"operator":4,"tag_list":[{"tag_id":"b1","tag_name":"企业主","tag_type":3,"strategy_id":9001},{"tag_id":"t2","tag_type":7}]},
            "exclude_tags":{"operator":9,"tag_list":[]},"locations":[],"sex":"ALL","age_range":"18~","is_all_customer":false}
            """);

        Assert.Equal(
            [
                "Added from add_time_range.start_time | 2026-02-28 16:00:00 +00:00 1772294400", "Added until add_time_range.end_time | empty, no restriction",
                "Tags asked for: how they combine include_tags.operator | and/or tags (4)",
                "Tags asked for include_tags.tag_list | Tag id tag_id Tag name tag_name Tag type tag_type Rule group strategy_id b1 企业主 business tag (3) 9001 t2 – unknown (7) –",
                "Tags excluded: how they combine exclude_tags.operator | unknown (9)", "Tags excluded exclude_tags.tag_list | empty, no restriction",
                "Places locations | empty, no restriction", "Sex sex | all, no restriction (ALL)", "Age age_range | 18~ years", "All customers is_all_customer | no",
            ],
            Rows(view));
    }

    [Theory]
    [InlineData("""{"include_tags":{"operator":1}}""", "any of the tags (1)", "满足任意一个标签（1）")]
    [InlineData("""{"include_tags":{"operator":2}}""", "all of the tags (2)", "同时满足所有标签（2）")]
    [InlineData("""{"include_tags":{"operator":3}}""", "customers without tags (3)", "无标签客户（3）")]
    [InlineData("""{"include_tags":{"operator":"4"}}""", "and/or tags (4)", "且或标签（4）")]
    [InlineData("""{"include_tags":{"operator":7}}""", "unknown (7)", "未知（7）")]
    [InlineData("""{"sex":"ALL"}""", "all, no restriction (ALL)", "全部，不限（ALL）")]
    [InlineData("""{"sex":"M"}""", "men (M)", "男（M）")]
    [InlineData("""{"sex":"UNKNOW"}""", "sex unknown (UNKNOW)", "未知（UNKNOW）")]
    [InlineData("""{"sex":"unknown"}""", "sex unknown (unknown)", "未知（unknown）")]
    [InlineData("""{"sex":7}""", "unknown (7)", "未知（7）")]
    [InlineData("""{"include_tags":{"tag_list":[{"tag_type":1}]}}""", "company tag (1)", "企业标签（1）")]
    [InlineData("""{"include_tags":{"tag_list":[{"tag_type":2}]}}""", "personal tag (2)", "个人标签（2）")]
    [InlineData("""{"include_tags":{"tag_list":[{"tag_type":3}]}}""", "business tag (3)", "业务标签（3）")]
    [InlineData("""{"include_tags":{"tag_list":[{"tag_type":0}]}}""", "unknown (0)", "未知（0）")]
    public void Each_code_has_its_word_and_its_number(string text, string english, string chinese)
    {
        Assert.Equal(english, Plain(Show("en", text).Find("[data-testid=targeting-rules] td:not(:has(td))")));
        Assert.Equal(chinese, Plain(Show("zh-CN", text).Find("[data-testid=targeting-rules] td:not(:has(td))")));
    }

    [Fact]
    public void What_is_not_documented_or_of_another_form_is_marked_and_raw()
    {
        var view = Show("en", """{"sex":["F"],"level":{"a": 1}}""");

        Assert.Equal(["Sex sex | [\"F\"] not as documented", "not documented level | {\"a\": 1}"], Rows(view));
        Assert.Equal("No condition can be told in a sentence; the exact rules show what is there.", view.Find("[data-testid=targeting-sentence]").TextContent.Trim());
    }

    [Fact]
    public void A_condition_of_the_other_kind_is_marked_and_not_in_the_sentence()
    {
        var view = Show("en", """{"group_name_list":["福利"],"sex":"F"}""", 1);

        Assert.Equal("Groups whose name contains 福利.", Sentence(view.Find("[data-testid=targeting-sentence] .words")));
        Assert.Equal("Sex sex | women (F) of the other kind of filter", Rows(view).Last());
        Assert.Contains("Sex. Whether they count is not documented", view.Find("[data-doubt=OfCustomers]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "{}", "Nobody", "This matches nobody. No condition is set")]
    [InlineData("zh-CN", "{}", "Nobody", "这样不会匹配任何人。 没有设置任何条件")]
    [InlineData("en", "", "Missing", "Without a condition or an “all” switch it matches nobody")]
    [InlineData("en", """{"is_all_customer":true,"age_range":"40~30"}""", "AgeReversed", "The age range ends below where it begins.")]
    [InlineData("zh-CN", """{"group_name_list":["a"],"sex":"F"}""", "OfGroups", "客户筛选中出现了群的条件：群名关键词。")]
    [InlineData("en", """{"include_tags":{"operator":1,"tag_list":["a","a","b","b","c","c","d","d","e","e","f","f","g","g","h","h","i","i"]}}""", "Repeated", "more than once: a, b, c, d, e, f, g, h, and 1 more.")]
    public void A_doubt_says_what_it_means(string language, string text, string doubt, string words) =>
        Assert.Contains(words, Plain(Show(language, text).Find($"[data-doubt={doubt}]")), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "notice-warning")]
    [InlineData("""{"level":1}""", "notice-info")]
    public void What_may_be_fine_is_a_remark_and_no_warning(string text, string look) => Assert.Contains(look, Show("en", text).Find("[data-doubt]").ClassList);

    [Theory]
    [InlineData("""{"add_time_range":{"start_time":1772323200}}""", "Times in UTC (UTC+00:00).")]
    [InlineData("""{"sex":"F"}""", "")]
    public void The_zone_stands_below_a_sentence_with_times(string text, string zone) =>
        Assert.Equal(zone, Show("en", text).FindAll("[data-testid=targeting-sentence] p").Select(x => x.TextContent).FirstOrDefault(""));

    [Theory]
    [InlineData("test_a08e263134a8")]
    [InlineData("""{"sex":"F","tag_li""")]
    [InlineData("<script>alert(1)</script>")]
    public void What_is_no_JSON_stands_openly_as_Wshoto_gives_it(string text)
    {
        var view = Show("en", text);

        Assert.Equal((text, true), (view.Find("pre").TextContent, view.Find("details").HasAttribute("open")));
        Assert.NotEmpty(view.FindAll("[data-doubt=NotReadable]"));
        Assert.Empty(view.FindAll("script, [data-testid=targeting-sentence], [data-testid=targeting-rules]"));
    }

    [Fact]
    public void The_raw_text_is_folded_indented_and_copied_by_a_button()
    {
        var details = Show("en", """{"sex":"F"}""").Find("[data-testid=targeting-raw]");

        Assert.False(details.HasAttribute("open"));
        Assert.Equal("{\n  \"sex\": \"F\"\n}", details.QuerySelector("pre")!.TextContent.ReplaceLineEndings("\n"));
        Assert.Equal(details.QuerySelector("pre")!.Id, details.QuerySelector("button")!.GetAttribute("data-copy"));
    }

    [Fact]
    public void Two_views_on_a_page_have_different_ids() =>
        Assert.NotEqual(Show("en", "{}").Find("pre").Id, Show("en", "{}").Find("pre").Id);

    [Theory]
    [InlineData(12, 0)]
    [InlineData(13, 1)]
    public void A_long_list_of_tags_scrolls_inside_itself_by_keyboard(int count, int scrolled)
    {
        var view = Show("en", $$"""{"include_tags":{"operator":1,"tag_list":[{{string.Join(',', Enumerable.Range(0, count))}}] } }""");

        Assert.Equal((count, scrolled), (view.FindAll("table.items tbody tr").Count, view.FindAll(".long[tabindex='0']").Count));
    }

    private static IEnumerable<string> Rows(IRenderedComponent<TargetingView> view) =>
        view.FindAll("[data-testid=targeting-rules] tr[data-field]").Select(x => $"{Plain(x.QuerySelector(".label")!)} {x.QuerySelector("th code")!.TextContent.Trim()} | {Plain(x.Children[1])}");
}
