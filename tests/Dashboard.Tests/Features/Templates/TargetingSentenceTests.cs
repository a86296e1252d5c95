using Bunit;

namespace Dashboard.Tests.Features.Templates;

public sealed class TargetingSentenceTests : TargetingTest
{
    private const string Everything = """
        {"add_user_range":{"dept_id_list":[12],"user_tags":[{"tag_id":"et_1","tag_name":"销售"}]},"add_time_range":{"start_time":1772294400,"end_time":1774972799},
        "include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP"},{"tag_id":"t2","tag_name":"金卡"}]},"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"t3","tag_name":"流失"},{"tag_id":"t4","tag_name":"投诉"}]},
        "locations":[{"region_code":"110101","region_remark":"北京市,北京市,东城区"}],"chat_list":[{"chat_id":"wr_1","chat_name":"福利群"},{"chat_id":"wr_2"}],
        "sex":"F","age_range":"25~30","remark_key_words":["闺蜜","孕期"],"description_key_words":["敏感肌"]}
        """;

    [Fact]
    public void All_conditions_on_customers_make_one_English_sentence() => Assert.Equal(
        "Customers added between 1 and 31 March 2026 by anyone in department 12 or tagged 销售; with any of the tags VIP, 金卡; without any of the tags 流失, 投诉; in 北京市/东城区; "
        + "in one of the group chats 福利群 or wr_2; women; aged 25 to 30; whose remark contains 闺蜜, 孕期; whose description contains 敏感肌.",
        Tell("en", Everything, zone: "Asia/Shanghai"));

    [Fact]
    public void All_conditions_on_customers_make_one_Chinese_sentence() => Assert.Equal(
        "2026年3月1日至31日由部门12的任一员工或标签为销售的员工添加，带有标签VIP、金卡之一，不带标签流失、投诉中的任何一个，位于北京市/东城区，"
        + "在群聊福利群、wr_2之一中，年龄25至30岁，备注名含闺蜜、孕期，描述含敏感肌的女性客户。",
        Tell("zh-CN", Everything, zone: "Asia/Shanghai"));

    [Theory]
    [InlineData("en", "Groups owned by zhangwei or chenjie, or anyone in department 12, or tagged 店长; whose name contains 福利, 秒杀; with all of the tags 活跃群, 满员; from among the chats wr_1, wr_2.")]
    [InlineData("zh-CN", "由员工zhangwei、chenjie或部门12的任一员工或标签为店长的员工担任群主，群名含福利、秒杀，同时带有标签活跃群、满员，限于群聊wr_1、wr_2的客户群。")]
    public void All_conditions_on_groups_make_one_sentence(string language, string sentence) => Assert.Equal(sentence, Tell(language, """
        {"group_owner_range":{"user_id_list":["zhangwei","chenjie"],"dept_id_list":[12],"user_tags":[{"tag_name":"店长"}]},"group_name_list":["福利","秒杀"],
        "include_tags":{"operator":2,"tag_list":[{"tag_name":"活跃群"},{"tag_name":"满员"}]},"chat_id_list":["wr_1","wr_2"]}
        """, groups: true));

    [Theory]
    [InlineData("""{"sex":"F"}""", "Customers who are women.", "女性客户。")]
    [InlineData("""{"sex":"M"}""", "Customers who are men.", "男性客户。")]
    [InlineData("""{"sex":"UNKNOW"}""", "Customers who are of unknown sex.", "性别未知的客户。")]
    [InlineData("""{"sex":"X"}""", "Customers of sex X, a code that is not documented.", "性别代码为X（未知）的客户。")]
    [InlineData("""{"sex":"M","age_range":"18~"}""", "Customers who are men; aged 18 or older.", "年龄18岁及以上的男性客户。")]
    [InlineData("""{"age_range":"~30"}""", "Customers aged 30 or younger.", "年龄30岁及以下的客户。")]
    [InlineData("""{"age_range":"25"}""", "Customers aged 25.", "年龄25岁的客户。")]
    [InlineData("""{"is_all_customer":true}""", "All customers.", "全部客户。")]
    [InlineData("""{"is_all_customer_group":true}""", "All customer groups.", "全部客户群。")]
    [InlineData("""{"is_all_customer":true,"is_all_customer_group":true}""", "All customers and all customer groups.", "全部客户和全部客户群。")]
    [InlineData("""{"is_all_customer":true,"locations":["海南省"]}""", "All customers. These conditions stand beside it: customers in 海南省.", "全部客户。同时还设有条件：位于海南省的客户。")]
    [InlineData("""{"add_user_range":{"user_id_list":["lina"]}}""", "Customers added by lina.", "由员工lina添加的客户。")]
    [InlineData("""{"add_user_range":{"user_tags":[{"tag_name":"导购"}]}}""", "Customers added by anyone tagged 导购.", "由标签为导购的员工添加的客户。")]
    [InlineData("""{"add_user_range":{"user_id_list":["lina","bo"],"user_tags":[{"tag_name":"导购"}]}}""", "Customers added by lina or bo, or anyone tagged 导购.", "由员工lina、bo或标签为导购的员工添加的客户。")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":["VIP"]}}""", "Customers with the tag VIP.", "带有标签VIP的客户。")]
    [InlineData("""{"include_tags":{"operator":3}}""", "Customers without any tag.", "没有任何标签的客户。")]
    [InlineData("""{"include_tags":{"operator":4,"tag_list":["A","B"]}}""", "Customers with the tags A, B, combined by and/or.", "按“且/或”规则带有标签A、B的客户。")]
    [InlineData("""{"include_tags":{"operator":9,"tag_list":["A"]}}""", "Customers with the tags A, combined in a way that is not documented.", "按未知规则带有标签A的客户。")]
    [InlineData("""{"exclude_tags":{"operator":1,"tag_list":["A"]}}""", "Customers without the tag A.", "不带标签A的客户。")]
    [InlineData("""{"exclude_tags":{"operator":2,"tag_list":["A","B"]}}""", "Customers not with all of the tags A, B at once.", "不同时带有标签A、B的客户。")]
    [InlineData("""{"exclude_tags":{"operator":3}}""", "Customers with at least one tag.", "至少有一个标签的客户。")]
    [InlineData("""{"exclude_tags":{"operator":4,"tag_list":["A","B"]}}""", "Customers leaving out those with the tags A, B, combined by and/or.", "不符合“且/或”标签组合A、B的客户。")]
    [InlineData("""{"exclude_tags":{"tag_list":["A"]}}""", "Customers leaving out those with the tags A, combined in a way that is not documented.", "不符合规则未知的标签组合A的客户。")]
    [InlineData("""{"sex":"ALL","age_range":"","locations":[]}""", "", "")]
    public void Each_condition_reads_as_a_sentence_of_its_own(string text, string english, string chinese)
    {
        Assert.Equal(english, Tell("en", text));
        Assert.Equal(chinese, Tell("zh-CN", text));
    }

    [Theory]
    [InlineData("""{"start_time":1772294400,"end_time":1772380799}""", "on 1 March 2026", "2026年3月1日")]
    [InlineData("""{"start_time":1772294400,"end_time":1776268799}""", "between 1 March and 15 April 2026", "2026年3月1日至4月15日")]
    [InlineData("""{"start_time":1764518400,"end_time":1772380799}""", "between 1 December 2025 and 1 March 2026", "2025年12月1日至2026年3月1日")]
    [InlineData("""{"start_time":1772294400}""", "since 1 March 2026", "2026年3月1日起")]
    [InlineData("""{"end_time":1772380799}""", "until 1 March 2026", "截至2026年3月1日")]
    [InlineData("""{"start_time":1772294400,"end_time":1772380740}""", "between 1 March 2026 00:00 and 1 March 2026 23:59", "2026年3月1日 00:00至2026年3月1日 23:59之间")]
    [InlineData("""{"start_time":1772294401}""", "since 1 March 2026 00:00:01", "2026年3月1日 00:00:01起")]
    [InlineData("""{"end_time":1772294400000}""", "until 1 March 2026 00:00", "截至2026年3月1日 00:00")]
    [InlineData("""{"start_time":1772380799,"end_time":1772294400}""", "between 1 March 2026 23:59:59 and 1 March 2026 00:00", "2026年3月1日 23:59:59至2026年3月1日 00:00之间")]
    public void A_range_reads_by_days_where_it_ends_with_days_in_the_persons_zone(string range, string english, string chinese)
    {
        var text = $$"""{"add_time_range":{{range}}}""";

        Assert.Equal($"Customers added {english}.", Tell("en", text, zone: "Asia/Shanghai"));
        Assert.Equal($"{chinese}添加的客户。", Tell("zh-CN", text, zone: "Asia/Shanghai"));
    }

    [Fact]
    public void Days_of_one_zone_are_times_in_another() => Assert.Equal(
        "Customers added between 28 February 2026 16:00 and 31 March 2026 15:59:59.", Tell("en", """{"add_time_range":{"start_time":1772294400,"end_time":1774972799}}"""));

    [Theory]
    [InlineData(8, "Customers with any of the tags t1, t2, t3, t4, t5, t6, t7, t8.")]
    [InlineData(42, "Customers with any of the tags t1, t2, t3, t4, t5 and 37 more.")]
    [InlineData(2005, "Customers with any of the tags t1, t2, t3, t4, t5 and 2,000 more.")]
    public void A_long_list_is_shortened(int count, string sentence) => Assert.Equal(sentence, Tell("en", Tags(count)));

    [Fact]
    public void A_shortened_list_keeps_the_rest_at_hand()
    {
        var details = Show("zh-CN", Tags(42)).Find("[data-testid=targeting-sentence] details");

        Assert.Equal("等另外 37 个", details.QuerySelector("summary")!.TextContent);
        Assert.Equal(Enumerable.Range(6, 37).Select(x => $"t{x}"), details.QuerySelectorAll("strong").Select(x => x.TextContent));
    }

    [Theory]
    [InlineData("北京市,北京市,东城区", "北京市/东城区")]
    [InlineData("广东省", "广东省")]
    [InlineData("浙江省, 杭州市", "浙江省/杭州市")]
    [InlineData("江苏省,苏州市,虎丘区", "江苏省/苏州市/虎丘区")]
    [InlineData(",", ",")]
    public void A_place_reads_from_the_province_down_each_part_once(string remark, string place) =>
        Assert.Equal($"Customers in {place}.", Tell("en", $$"""{"locations":[{"region_code":"1","region_remark":"{{remark}}"}]}"""));

    [Fact]
    public void Braces_in_a_value_stay_as_they_are() => Assert.Equal("Customers whose remark contains {0}, {9}.", Tell("en", """{"remark_key_words":["{0}","{9}"]}"""));

    [Fact]
    public void Values_stand_out() => Assert.Equal(
        ["VIP", "北京市/东城区", "25", "30"],
        Show("en", """{"include_tags":{"operator":1,"tag_list":["VIP"]},"locations":["北京市,东城区"],"age_range":"25~30"}""").FindAll("[data-testid=targeting-sentence] strong").Select(x => x.TextContent));

    private static string Tags(int count) => $$"""{"include_tags":{"operator":1,"tag_list":[{{string.Join(',', Enumerable.Range(1, count).Select(x => $$"""{"tag_id":"id{{x}}","tag_name":"t{{x}}"}"""))}}] } }""";
}
