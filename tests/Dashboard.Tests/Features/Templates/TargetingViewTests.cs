using Bunit;
using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

/// <summary>Targeting as the template's page tells it.</summary>
public sealed class TargetingViewTests : TemplateComponentTest
{
    private const string Everything = """
        {"add_user_range":{"user_id_list":["zhangwei","lina"],"dept_id_list":[12],"user_tags":[{"tag_id":"et_1","tag_name":"销售"}]},
        "add_time_range":{"start_time":1772323200,"end_time":1774915199},"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP","tag_type":1},{"tag_id":"t2","tag_name":"金卡"}]},
        "exclude_tags":{"operator":1,"tag_list":[{"tag_id":"t3","tag_name":"流失"}]},"locations":[{"region_code":"110101","region_remark":"北京市,北京市,东城区"}],
        "chat_list":[{"chat_id":"wr_1","chat_name":"福利群"}],"sex":"F","age_range":"25~30","remark_key_words":["闺蜜","孕期"],"description_key_words":["敏感肌"]}
        """;

    [Fact]
    public async Task Conditions_on_customers_are_told_in_English() => Assert.Equal(
        [
            "With any of the tags VIP, 金卡", "Added by zhangwei, lina or anyone in department 12 or anyone tagged 销售", "Added between 2026-03-01 00:00 and 2026-03-30 23:59",
            "Without any of the tags 流失", "In 北京市/北京市/东城区", "Member of the group chat 福利群", "Women", "Aged 25 to 30", "The remark name contains 闺蜜, 孕期", "The description contains 敏感肌",
        ],
        await SentencesAsync("en", 3, Everything));

    [Fact]
    public async Task Conditions_on_customers_are_told_in_Chinese() => Assert.Equal(
        [
            "带有以下任一标签：VIP、金卡", "添加人为 zhangwei、lina，或部门 12 的员工，或带有“销售”标签的员工", "添加时间在 2026-03-01 00:00 至 2026-03-30 23:59 之间",
            "不带有以下任一标签：流失", "所在地区：北京市/北京市/东城区", "所在群聊：福利群", "女性", "年龄 25 至 30 岁", "备注名包含 闺蜜、孕期", "描述包含 敏感肌",
        ],
        await SentencesAsync("zh-CN", 3, Everything));

    [Theory]
    [InlineData("en", "Groups for which all of this holds:", "The group's owner is zhangwei", "The group's name contains 福利, 秒杀", "With all of the tags 活跃群", "The group is one of wr_1, wr_2")]
    [InlineData("zh-CN", "同时满足以下条件的客户群：", "群主为 zhangwei", "群名包含 福利、秒杀", "同时带有标签：活跃群", "群聊为 wr_1、wr_2")]
    public async Task Conditions_on_groups_are_told_in_both_languages(string language, string heading, params string[] sentences)
    {
        var text = """{"group_owner_range":{"user_id_list":["zhangwei"]},"group_name_list":["福利","秒杀"],"include_tags":{"operator":2,"tag_list":[{"tag_id":"g1","tag_name":"活跃群"}]},"chat_id_list":["wr_1","wr_2"]}""";
        var view = await OpenAsync(language, 1, text);

        Assert.Equal(heading, view.Find(".sentence strong").TextContent);
        Assert.Equal(sentences, view.FindAll(".sentence li").Select(x => x.TextContent));
    }

    [Theory]
    [InlineData("""{"is_all_customer":true}""", "All customers", "全部客户")]
    [InlineData("""{"is_all_customer_group":true}""", "All customer groups", "全部客户群")]
    [InlineData("""{"sex":"M"}""", "Men", "男性")]
    [InlineData("""{"sex":"UNKNOW"}""", "Of unknown sex", "性别未知")]
    [InlineData("""{"sex":"X"}""", "Sex: X", "性别：X")]
    [InlineData("""{"age_range":"18~"}""", "Aged 18 or older", "年龄不小于 18 岁")]
    [InlineData("""{"age_range":"~30"}""", "Aged 30 or younger", "年龄不大于 30 岁")]
    [InlineData("""{"age_range":"25"}""", "Age: 25", "年龄：25")]
    [InlineData("""{"add_time_range":{"start_time":1772323200}}""", "Added since 2026-03-01 00:00", "添加时间不早于 2026-03-01 00:00")]
    [InlineData("""{"add_time_range":{"end_time":1772323200}}""", "Added until 2026-03-01 00:00", "添加时间不晚于 2026-03-01 00:00")]
    [InlineData("""{"include_tags":{"operator":3}}""", "Without any tag", "无标签")]
    [InlineData("""{"include_tags":{"operator":4,"tag_list":[{"tag_name":"VIP"}]}}""", "With the tags VIP, joined by and/or", "按“且/或”规则满足标签：VIP")]
    [InlineData("""{"include_tags":{"operator":9,"tag_list":[{"tag_name":"VIP"}]}}""", "With the tags VIP, by a rule that is not documented (9)", "按未公开的规则（9）满足标签：VIP")]
    [InlineData("""{"exclude_tags":{"operator":2,"tag_list":[{"tag_name":"VIP"}]}}""", "Not with all of the tags VIP at once", "不同时带有标签：VIP")]
    [InlineData("""{"exclude_tags":{"operator":3}}""", "Not those without any tag", "排除无标签客户")]
    [InlineData("""{"exclude_tags":{"operator":4,"tag_list":[{"tag_name":"VIP"}]}}""", "Not with the tags VIP, joined by and/or", "排除按“且/或”规则满足标签的客户：VIP")]
    [InlineData("""{"exclude_tags":{"operator":9,"tag_list":[{"tag_name":"VIP"}]}}""", "Not with the tags VIP, by a rule that is not documented (9)", "按未公开的规则（9）排除标签：VIP")]
    public async Task Each_kind_of_condition_has_its_sentence(string text, string english, string chinese)
    {
        Assert.Equal([english], await SentencesAsync("en", 3, text));
        Assert.Equal([chinese], await SentencesAsync("zh-CN", 3, text));
    }

    [Fact]
    public async Task The_exact_rules_stand_beside_the_sentences_with_ids_and_tag_types()
    {
        var text = """{"is_all_customer":true,"include_tags":{"operator":4,"tag_list":[{"tag_id":"b1","tag_name":"企业主","tag_type":3,"strategy_id":9001},{"tag_id":"t2","tag_type":7}]},"add_user_range":{"dept_id_list":[12]},"exclude_tags":{"operator":3}}""";
        var view = await OpenAsync("en", 3, text);

        Assert.Equal(
            [
                "include_tags.operator | 4", "include_tags.tag_list | 企业主 (b1, business tag, rule group 9001) · t2 (unknown (7))", "is_all_customer | yes", "add_user_range.dept_id_list | 12", "exclude_tags.operator | 3",
            ],
            view.FindAll("[data-testid=template-targeting] tbody tr").Select(x => string.Join(" | ", x.QuerySelectorAll("td").Select(c => c.TextContent))));
    }

    [Fact]
    public async Task What_is_not_documented_stands_raw_below_and_so_does_the_whole_text()
    {
        const string text = """{"sex":"F","level":["L3", "L4"]}""";
        var view = await OpenAsync("en", 3, text);

        Assert.Equal(("level", "[\"L3\", \"L4\"]"), (view.Find("[data-testid=template-targeting] dt").TextContent, view.Find("[data-testid=template-targeting] dd").TextContent));
        Assert.Equal(text, view.Find("details pre").TextContent);
    }

    [Theory]
    [InlineData("test_a08e263134a8")]
    [InlineData("""{"sex":"F","tag_li""")]
    [InlineData("<script>alert(1)</script>")]
    public async Task What_is_no_JSON_stands_as_Wshoto_gives_it(string text)
    {
        var view = await OpenAsync("en", 3, text);

        Assert.Equal(text, view.Find("pre").TextContent);
        Assert.Empty(view.FindAll("script, .sentence"));
    }

    [Theory, InlineData(""), InlineData(null)]
    public async Task An_empty_range_says_that_there_are_no_conditions(string? text) =>
        Assert.Contains("The template gives no conditions.", (await OpenAsync("en", 3, text)).Find("[data-testid=template-targeting]").TextContent, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "Nobody", "this matches nobody", "不会匹配任何人")]
    [InlineData("""{"is_all_customer":true,"sex":"F"}""", "AllAndRules", "“All” is switched on beside other conditions", "以哪个为准并无说明")]
    [InlineData("""{"age_range":"40~30"}""", "AgeReversed", "ends below where it begins", "年龄范围上限小于下限")]
    public async Task A_doubt_is_a_warning_above_the_sentences(string text, string doubt, string english, string chinese)
    {
        Assert.Contains(english, (await OpenAsync("en", 3, text)).Find($"[data-doubt={doubt}]").TextContent, StringComparison.Ordinal);
        Assert.Contains(chinese, (await OpenAsync("zh-CN", 3, text)).Find($"[data-doubt={doubt}]").TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData(2), InlineData(4)]
    public async Task Explicit_targets_are_told_by_their_execution(int filterType)
    {
        var view = await OpenAsync("en", filterType, "");

        Assert.Contains("The targets were chosen one by one.", view.Find("[data-testid=template-targeting] .explicit").TextContent, StringComparison.Ordinal);
        await view.WaitForStateAsync(() => view.FindAll("[data-testid=template-execution] tbody tr").Count == 3, Generous);
    }

    private async Task<IEnumerable<string>> SentencesAsync(string language, int filterType, string text) =>
        (await OpenAsync(language, filterType, text)).FindAll("[data-testid=template-targeting] .sentence li").Select(x => x.TextContent);

    private async Task<IRenderedComponent<TemplatePage>> OpenAsync(string language, int filterType, string? text)
    {
        Speak(language);
        Rig.Give(Rig.Template(5, filterType, text) with { Employees = 3 });
        var page = Render<TemplatePage>(p => p.Add(x => x.TemplateId, 5));
        await page.WaitForStateAsync(() => page.FindAll("[data-testid=template-targeting]").Count == 1, Generous);
        return page;
    }
}
