using Bunit;
using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

/// <summary>Each row of the document's tables of <c>filter_range_info</c>: its label, its value and its place, in both languages.</summary>
public sealed class TargetingSeedTests : TargetingTest
{
    [Theory]
    // filter_type = 1
    [InlineData(1, "group_owner_range", """{"group_owner_range":[]}""", "Group owners", "empty, no restriction", "", "群主范围", "空，不限", "")]
    [InlineData(1, "group_name_list", """{"group_name_list":["福利","秒杀"]}""", "Words in the group's name", "福利, 秒杀", "Groups whose name contains 福利, 秒杀.", "群名关键词", "福利、秒杀", "群名含福利、秒杀的客户群。")]
    [InlineData(1, "include_tags", """{"include_tags":[]}""", "Tags asked for", "empty, no restriction", "", "包含标签", "空，不限", "")]
    [InlineData(1, "chat_id_list", """{"chat_id_list":["wr_1","wr_2"]}""", "Group chats by id", "wr_1, wr_2", "Groups from among the chats wr_1, wr_2.", "群聊 ID", "wr_1、wr_2", "限于群聊wr_1、wr_2的客户群。")]
    [InlineData(1, "is_all_customer", """{"is_all_customer":false,"group_name_list":["福利"]}""", "All customers", "no", "Groups whose name contains 福利.", "所有客户", "否", "群名含福利的客户群。")]
    [InlineData(1, "is_all_customer_group", """{"is_all_customer_group":true}""", "All customer groups", "yes", "All customer groups.", "所有客户群", "是", "全部客户群。")]
    // filter_type = 3
    [InlineData(3, "add_user_range", """{"add_user_range":{}}""", "Added by", "empty, no restriction", "", "添加人范围", "空，不限", "")]
    [InlineData(3, "add_time_range", """{"add_time_range":{}}""", "Added when", "empty, no restriction", "", "添加时间范围", "空，不限", "")]
    [InlineData(3, "include_tags", """{"include_tags":null}""", "Tags asked for", "empty, no restriction", "", "包含标签", "空，不限", "")]
    [InlineData(3, "exclude_tags", """{"exclude_tags":null}""", "Tags excluded", "empty, no restriction", "", "剔除标签", "空，不限", "")]
    [InlineData(3, "locations", """{"locations":["海外"]}""", "Places", "海外", "Customers in 海外.", "所在地区", "海外", "位于海外的客户。")]
    [InlineData(3, "chat_list", """{"chat_list":["wr_1"]}""", "In the group chats", "wr_1", "Customers in the group chat wr_1.", "所在群聊", "wr_1", "在群聊wr_1中的客户。")]
    [InlineData(3, "sex", """{"sex":"F"}""", "Sex", "women (F)", "Customers who are women.", "性别", "女（F）", "女性客户。")]
    [InlineData(3, "age_range", """{"age_range":"25~30"}""", "Age", "25~30 years", "Customers aged 25 to 30.", "年龄范围", "25~30 岁", "年龄25至30岁的客户。")]
    [InlineData(3, "remark_key_words", """{"remark_key_words":["意向"]}""", "Words in the remark name", "意向", "Customers whose remark contains 意向.", "备注名关键词", "意向", "备注名含意向的客户。")]
    [InlineData(3, "description_key_words", """{"description_key_words":["敏感肌"]}""", "Words in the description", "敏感肌", "Customers whose description contains 敏感肌.", "描述关键词", "敏感肌", "描述含敏感肌的客户。")]
    [InlineData(3, "is_all_customer", """{"is_all_customer":true}""", "All customers", "yes", "All customers.", "所有客户", "是", "全部客户。")]
    [InlineData(3, "is_all_customer_group", """{"is_all_customer_group":false,"sex":"M"}""", "All customer groups", "no", "Customers who are men.", "所有客户群", "否", "男性客户。")]
    // add_user_range
    [InlineData(3, "add_user_range.user_id_list", """{"add_user_range":{"user_id_list":["lina","bo"]}}""", "Added by: employees", "lina, bo", "Customers added by lina or bo.", "添加人：员工", "lina、bo", "由员工lina、bo添加的客户。")]
    [InlineData(3, "add_user_range.dept_id_list", """{"add_user_range":{"dept_id_list":[12]}}""", "Added by: departments", "12", "Customers added by anyone in department 12.", "添加人：部门", "12", "由部门12的任一员工添加的客户。")]
    [InlineData(3, "add_user_range.user_tags", """{"add_user_range":{"user_tags":[{"tag_id":"e1","tag_name":"销售"}]}}""", "Added by: employee tags", "e1 销售", "Customers added by anyone tagged 销售.", "添加人：员工标签", "e1 销售", "由标签为销售的员工添加的客户。")]
    // user_tags
    [InlineData(3, "add_user_range.user_tags.tag_id", """{"add_user_range":{"user_tags":[{"tag_id":"e1"}]}}""", "Tag id", "e1", "Customers added by anyone tagged e1.", "标签 ID", "e1", "由标签为e1的员工添加的客户。")]
    [InlineData(3, "add_user_range.user_tags.tag_name", """{"add_user_range":{"user_tags":[{"tag_id":"e1","tag_name":"销售"}]}}""", "Tag name", "销售", "Customers added by anyone tagged 销售.", "标签名称", "销售", "由标签为销售的员工添加的客户。")]
    // group_owner_range
    [InlineData(1, "group_owner_range.user_id_list", """{"group_owner_range":{"user_id_list":["lina","bo"]}}""", "Group owners: employees", "lina, bo", "Groups owned by lina or bo.", "群主：员工", "lina、bo", "由员工lina、bo担任群主的客户群。")]
    [InlineData(1, "group_owner_range.dept_id_list", """{"group_owner_range":{"dept_id_list":[12]}}""", "Group owners: departments", "12", "Groups owned by anyone in department 12.", "群主：部门", "12", "由部门12的任一员工担任群主的客户群。")]
    [InlineData(1, "group_owner_range.user_tags", """{"group_owner_range":{"user_tags":[{"tag_id":"e1","tag_name":"销售"}]}}""", "Group owners: employee tags", "e1 销售", "Groups owned by anyone tagged 销售.", "群主：员工标签", "e1 销售", "由标签为销售的员工担任群主的客户群。")]
    // user_tags
    [InlineData(1, "group_owner_range.user_tags.tag_id", """{"group_owner_range":{"user_tags":[{"tag_id":"e1"}]}}""", "Tag id", "e1", "Groups owned by anyone tagged e1.", "标签 ID", "e1", "由标签为e1的员工担任群主的客户群。")]
    [InlineData(1, "group_owner_range.user_tags.tag_name", """{"group_owner_range":{"user_tags":[{"tag_id":"e1","tag_name":"销售"}]}}""", "Tag name", "销售", "Groups owned by anyone tagged 销售.", "标签名称", "销售", "由标签为销售的员工担任群主的客户群。")]
    // add_time_range
    [InlineData(3, "add_time_range.start_time", """{"add_time_range":{"start_time":1772323200}}""", "Added from", "2026-03-01 00:00:00 +00:00 1772323200", "Customers added since 1 March 2026.", "添加时间：开始", "2026-03-01 00:00:00 +00:00 1772323200", "2026年3月1日起添加的客户。")]
    [InlineData(3, "add_time_range.end_time", """{"add_time_range":{"end_time":1774915199}}""", "Added until", "2026-03-30 23:59:59 +00:00 1774915199", "Customers added until 30 March 2026.", "添加时间：结束", "2026-03-30 23:59:59 +00:00 1774915199", "截至2026年3月30日添加的客户。")]
    // include_tags/exclude_tags
    [InlineData(3, "include_tags.operator", """{"include_tags":{"operator":2,"tag_list":["VIP","金卡"]}}""", "Tags asked for: how they combine", "all of the tags (2)", "Customers with all of the tags VIP, 金卡.", "包含标签：运算规则", "同时满足所有标签（2）", "同时带有标签VIP、金卡的客户。")]
    [InlineData(3, "include_tags.tag_list", """{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "Tags asked for", "t1 VIP", "Customers with the tag VIP.", "包含标签：标签集合", "t1 VIP", "带有标签VIP的客户。")]
    // tag
    [InlineData(3, "include_tags.tag_list.tag_id", """{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1"}]}}""", "Tag id", "t1", "Customers with the tag t1.", "标签 ID", "t1", "带有标签t1的客户。")]
    [InlineData(3, "include_tags.tag_list.tag_name", """{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "Tag name", "VIP", "Customers with the tag VIP.", "标签名称", "VIP", "带有标签VIP的客户。")]
    [InlineData(3, "include_tags.tag_list.tag_type", """{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_type":2}]}}""", "Tag type", "personal tag (2)", "Customers with the tag t1.", "标签类型", "个人标签（2）", "带有标签t1的客户。")]
    [InlineData(3, "include_tags.tag_list.strategy_id", """{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_type":3,"strategy_id":9001}]}}""", "Rule group", "9001", "Customers with the tag t1.", "业务标签规则组", "9001", "带有标签t1的客户。")]
    // include_tags/exclude_tags
    [InlineData(3, "exclude_tags.operator", """{"exclude_tags":{"operator":2,"tag_list":["VIP","金卡"]}}""", "Tags excluded: how they combine", "all of the tags (2)", "Customers not with all of the tags VIP, 金卡 at once.", "剔除标签：运算规则", "同时满足所有标签（2）", "不同时带有标签VIP、金卡的客户。")]
    [InlineData(3, "exclude_tags.tag_list", """{"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "Tags excluded", "t1 VIP", "Customers without the tag VIP.", "剔除标签：标签集合", "t1 VIP", "不带标签VIP的客户。")]
    // tag
    [InlineData(3, "exclude_tags.tag_list.tag_id", """{"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"t1"}]}}""", "Tag id", "t1", "Customers without the tag t1.", "标签 ID", "t1", "不带标签t1的客户。")]
    [InlineData(3, "exclude_tags.tag_list.tag_name", """{"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "Tag name", "VIP", "Customers without the tag VIP.", "标签名称", "VIP", "不带标签VIP的客户。")]
    [InlineData(3, "exclude_tags.tag_list.tag_type", """{"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_type":2}]}}""", "Tag type", "personal tag (2)", "Customers without the tag t1.", "标签类型", "个人标签（2）", "不带标签t1的客户。")]
    [InlineData(3, "exclude_tags.tag_list.strategy_id", """{"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_type":3,"strategy_id":9001}]}}""", "Rule group", "9001", "Customers without the tag t1.", "业务标签规则组", "9001", "不带标签t1的客户。")]
    // location
    [InlineData(3, "locations.region_code", """{"locations":[{"region_code":"440000"}]}""", "Region code", "440000", "Customers in 440000.", "地区编码", "440000", "位于440000的客户。")]
    [InlineData(3, "locations.region_remark", """{"locations":[{"region_code":"110101","region_remark":"北京市,北京市,东城区"}]}""", "Region", "北京市,北京市,东城区", "Customers in 北京市/东城区.", "地区", "北京市,北京市,东城区", "位于北京市/东城区的客户。")]
    // chat
    [InlineData(3, "chat_list.chat_id", """{"chat_list":[{"chat_id":"wr_1"}]}""", "Chat id", "wr_1", "Customers in the group chat wr_1.", "群聊 ID", "wr_1", "在群聊wr_1中的客户。")]
    [InlineData(3, "chat_list.chat_name", """{"chat_list":[{"chat_id":"wr_1","chat_name":"福利群"}]}""", "Chat name", "福利群", "Customers in the group chat 福利群.", "群聊名称", "福利群", "在群聊福利群中的客户。")]
    public void A_row_of_the_tables_has_its_label_its_value_and_its_place(
        int filterType, string field, string json, string label, string value, string sentence, string chineseLabel, string chineseValue, string chineseSentence)
    {
        Assert.Equal((label, value, sentence), Shown(Show("en", json, filterType), field));
        Assert.Equal((chineseLabel, chineseValue, chineseSentence), Shown(Show("zh-CN", json, filterType), field));
    }

    [Fact]
    public void The_members_of_the_tables_are_those_that_the_page_knows() => Assert.Equal(
        [
            "add_time_range", "add_user_range", "age_range", "chat_id_list", "chat_list", "description_key_words", "exclude_tags", "group_name_list", "group_owner_range",
            "include_tags", "is_all_customer", "is_all_customer_group", "locations", "remark_key_words", "sex",
        ],
        TargetingFields.All.Order(StringComparer.Ordinal));

    // A member of a list's elements heads a column, every other one a row. Its name in the API always stands below its label.
    private static (string Label, string Value, string Sentence) Shown(IRenderedComponent<TargetingView> view, string field)
    {
        var place = view.Find($"[data-testid=targeting-rules] [data-field='{field}']");
        var isRow = place.LocalName == "tr";
        var head = isRow ? place.Children[0] : place;
        var name = isRow ? field : field.Split('.')[^1];
        Assert.Equal(name, head.QuerySelector("code")!.TextContent.Trim());
        var value = isRow ? place.QuerySelector("table.items tbody") ?? place.Children[1] : view.Find($"[data-testid=targeting-rules] td[data-column='{name}']");
        return (Plain(head.QuerySelector(".label")!), Plain(value), string.Concat(view.FindAll("[data-testid=targeting-sentence] .words").Select(Sentence)));
    }
}
