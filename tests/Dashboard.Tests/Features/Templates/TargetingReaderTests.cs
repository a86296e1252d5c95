using System.Globalization;
using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TargetingReaderTests
{
    // One row for each row of the document's tables of filter_range_info.
    [Theory]
    [InlineData("""{"group_owner_range":{"user_id_list":["zhangwei"]}}""", "group_owner_range Owner: user_id_list Users = zhangwei")]
    [InlineData("""{"group_name_list":["福利","秒杀"]}""", "group_name_list GroupNames = 福利 | 秒杀")]
    [InlineData("""{"chat_id_list":["wr_1","wr_2"]}""", "chat_id_list ChatIds = wr_1 | wr_2")]
    [InlineData("""{"is_all_customer":true}""", "is_all_customer AllCustomers")]
    [InlineData("""{"is_all_customer_group":true}""", "is_all_customer_group AllGroups")]
    [InlineData("""{"add_user_range":{"user_id_list":["lina"]}}""", "add_user_range Added: user_id_list Users = lina")]
    [InlineData("""{"add_time_range":{"start_time":1772323200,"end_time":1774915199}}""", "add_time_range AddedBetween = 2026-03-01T00:00:00Z | 2026-03-30T23:59:59Z")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "include_tags Include_1 (1) = VIP#t1")]
    [InlineData("""{"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "exclude_tags Exclude_1 (1) = VIP#t1")]
    [InlineData("""{"locations":[{"region_code":"110101","region_remark":"北京市,北京市,东城区"}]}""", "locations Locations = 北京市/北京市/东城区#110101")]
    [InlineData("""{"chat_list":[{"chat_id":"wr_1","chat_name":"福利群, 东城"}]}""", "chat_list Chats = 福利群, 东城#wr_1")]
    [InlineData("""{"sex":"M"}""", "sex Sex_M = M")]
    [InlineData("""{"sex":"F"}""", "sex Sex_F = F")]
    [InlineData("""{"sex":"UNKNOW"}""", "sex Sex_UNKNOW = UNKNOW")]
    [InlineData("""{"age_range":"25~30"}""", "age_range AgeBetween = 25 | 30")]
    [InlineData("""{"remark_key_words":["意向"]}""", "remark_key_words Remark = 意向")]
    [InlineData("""{"description_key_words":["敏感肌"]}""", "description_key_words Description = 敏感肌")]
    // add_user_range (group_owner_range has the same members)
    [InlineData("""{"add_user_range":{"dept_id_list":[12,"35"]}}""", "add_user_range Added: dept_id_list Departments = 12 | 35")]
    [InlineData("""{"group_owner_range":{"dept_id_list":[12]}}""", "group_owner_range Owner: dept_id_list Departments = 12")]
    [InlineData("""{"add_user_range":{"user_tags":[{"tag_id":"et_1","tag_name":"销售"}]}}""", "add_user_range Added: user_tags UserTags = 销售#et_1")]
    [InlineData("""{"group_owner_range":{"user_tags":[{"tag_id":"et_3","tag_name":"店长"}]}}""", "group_owner_range Owner: user_tags UserTags = 店长#et_3")]
    // add_time_range
    [InlineData("""{"add_time_range":{"start_time":1772323200}}""", "add_time_range AddedSince = 2026-03-01T00:00:00Z")]
    [InlineData("""{"add_time_range":{"end_time":1772323200}}""", "add_time_range AddedUntil = 2026-03-01T00:00:00Z")]
    // include_tags and exclude_tags
    [InlineData("""{"include_tags":{"operator":2,"tag_list":[{"tag_id":"t1","tag_name":"VIP"},{"tag_id":"t2","tag_name":"复购"}]}}""", "include_tags Include_2 (2) = VIP#t1 | 复购#t2")]
    [InlineData("""{"include_tags":{"operator":3,"tag_list":[]}}""", "include_tags Include_3 (3)")]
    [InlineData("""{"include_tags":{"operator":4,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "include_tags Include_4 (4) = VIP#t1")]
    [InlineData("""{"exclude_tags":{"operator":2,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "exclude_tags Exclude_2 (2) = VIP#t1")]
    [InlineData("""{"exclude_tags":{"operator":3}}""", "exclude_tags Exclude_3 (3)")]
    [InlineData("""{"exclude_tags":{"operator":4,"tag_list":[{"tag_id":"t1","tag_name":"VIP"}]}}""", "exclude_tags Exclude_4 (4) = VIP#t1")]
    // tag
    [InlineData("""{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1"}]}}""", "include_tags Include_1 (1) = t1#t1")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":[{"tag_name":"VIP"}]}}""", "include_tags Include_1 (1) = VIP")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP","tag_type":1}]}}""", "include_tags Include_1 (1) = VIP#t1 type 1")]
    [InlineData("""{"include_tags":{"operator":4,"tag_list":[{"tag_id":"t1","tag_name":"VIP","tag_type":3,"strategy_id":9001}]}}""", "include_tags Include_4 (4) = VIP#t1 type 3 group 9001")]
    // location and chat
    [InlineData("""{"locations":[{"region_code":"440000"},{"region_remark":"海外"}]}""", "locations Locations = 440000#440000 | 海外")]
    [InlineData("""{"chat_list":[{"chat_id":"wr_2","chat_name":""},{"chat_name":"福利群"}]}""", "chat_list Chats = wr_2#wr_2 | 福利群")]
    public void Each_row_of_the_documents_tables_becomes_its_rule(string text, string rule)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal([rule], targeting.Rules.Select(Told));
        Assert.Empty(targeting.Others);
        Assert.True(targeting.Readable);
    }

    [Theory]
    [InlineData("""{"age_range":"18~"}""", "age_range AgeFrom = 18")]
    [InlineData("""{"age_range":"~30"}""", "age_range AgeTo = 30")]
    [InlineData("""{"age_range":"25"}""", "age_range Age = 25")]
    [InlineData("""{"age_range":25}""", "age_range Age = 25")]
    [InlineData("""{"age_range":"1~2~3"}""", "age_range Age = 1~2~3")]
    [InlineData("""{"sex":"X"}""", "sex Sex_Other = X")]
    [InlineData("""{"sex":1}""", "sex Sex_Other = 1")]
    [InlineData("""{"include_tags":{"operator":9,"tag_list":[{"tag_id":"t1"}]}}""", "include_tags Include_Other (9) = t1#t1")]
    [InlineData("""{"exclude_tags":{"tag_list":[{"tag_id":"t1"}]}}""", "exclude_tags Exclude_Other = t1#t1")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_type":9}]}}""", "include_tags Include_1 (1) = t1#t1 type 9")]
    public void A_value_that_is_not_documented_keeps_its_own_words(string text, string rule) =>
        Assert.Equal([rule], TargetingReader.Read(text).Rules.Select(Told));

    [Theory]
    [InlineData("""{"is_all_customer":"true"}""", "is_all_customer AllCustomers")]
    [InlineData("""{"is_all_customer":1}""", "is_all_customer AllCustomers")]
    [InlineData("""{"include_tags":{"operator":"2","tag_list":[{"tag_id":7,"tag_name":"VIP"}]}}""", "include_tags Include_2 (2) = VIP#7")]
    [InlineData("""{"add_time_range":{"start_time":"1772323200"}}""", "add_time_range AddedSince = 2026-03-01T00:00:00Z")]
    [InlineData("""{"add_time_range":{"start_time":1772323200000}}""", "add_time_range AddedSince = 2026-03-01T00:00:00Z")]
    [InlineData("""{"add_time_range":{"start_time":"1772323200000","end_time":0}}""", "add_time_range AddedSince = 2026-03-01T00:00:00Z")]
    public void Quoted_numbers_and_milliseconds_are_read(string text, string rule) =>
        Assert.Equal([rule], TargetingReader.Read(text).Rules.Select(Told));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"add_user_range":[],"add_time_range":[],"include_tags":[],"exclude_tags":[],"group_owner_range":[]}""")]
    [InlineData("""{"add_user_range":{},"include_tags":{"operator":1,"tag_list":[]},"locations":[],"chat_list":null,"remark_key_words":[""]}""")]
    [InlineData("""{"add_time_range":{"start_time":0,"end_time":null},"sex":"ALL","age_range":"","is_all_customer":false,"is_all_customer_group":"0"}""")]
    public void What_says_nothing_is_no_rule_and_no_leftover(string text)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Empty(targeting.Rules);
        Assert.Empty(targeting.Others);
        Assert.True(targeting.Readable);
    }

    [Fact]
    public void Members_that_are_not_documented_are_kept_raw()
    {
        var targeting = TargetingReader.Read("""{"level":["L3", "L4"],"sex":"F","last":{"days":30},"none":null}""");

        Assert.Equal(["level = [\"L3\", \"L4\"]", "last = {\"days\":30}", "none = null"], targeting.Others.Select(x => $"{x.Key} = {x.Value}"));
        Assert.Equal(["sex Sex_F = F"], targeting.Rules.Select(Told));
    }

    [Theory]
    [InlineData("""{"add_time_range":"2026-03"}""", "add_time_range = \"2026-03\"")]
    [InlineData("""{"add_time_range":{"start_time":"2026-03"}}""", "add_time_range = {\"start_time\":\"2026-03\"}")]
    [InlineData("""{"locations":"北京"}""", "locations = \"北京\"")]
    [InlineData("""{"remark_key_words":"意向"}""", "remark_key_words = \"意向\"")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":{"tag_id":"t1"}}}""", "include_tags = {\"operator\":1,\"tag_list\":{\"tag_id\":\"t1\"}}")]
    [InlineData("""{"sex":true}""", "sex = true")]
    [InlineData("""{"is_all_customer":{"no":1}}""", "is_all_customer = {\"no\":1}")]
    public void A_documented_member_of_another_type_is_kept_raw(string text, string left)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal([left], targeting.Others.Select(x => $"{x.Key} = {x.Value}"));
        Assert.Empty(targeting.Rules);
    }

    [Theory]
    [InlineData("""{"add_user_range":{"user_id_list":["lina"],"shop_list":[8]}}""", "add_user_range.shop_list = [8]")]
    [InlineData("""{"add_user_range":{"user_id_list":["lina"],"dept_id_list":"12"}}""", "add_user_range.dept_id_list = \"12\"")]
    [InlineData("""{"add_time_range":{"start_time":1772323200,"end_time":"2026-03-31"}}""", "add_time_range.end_time = \"2026-03-31\"")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1"}],"since":7}}""", "include_tags.since = 7")]
    public void What_a_condition_holds_beside_what_is_read_is_kept_raw(string text, string left)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Single(targeting.Rules);
        Assert.Equal([left], targeting.Others.Select(x => $"{x.Key} = {x.Value}"));
    }

    [Theory]
    [InlineData("""{"chat_id_list":["wr_1",{"id":"wr_2"},7,null,""]}""", "chat_id_list ChatIds = wr_1 | {\"id\":\"wr_2\"} | 7")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":["t1",{"id":"t2"}]}}""", "include_tags Include_1 (1) = t1 | {\"id\":\"t2\"}")]
    [InlineData("""{"locations":["北京",{"region_code":"1"}]}""", "locations Locations = 北京 | 1#1")]
    [InlineData("""{"group_name_list":["ALL","0"]}""", "group_name_list GroupNames = ALL | 0")]
    public void No_element_of_a_list_is_left_out(string text, string rule) =>
        Assert.Equal([rule], TargetingReader.Read(text).Rules.Select(Told));

    [Theory]
    [InlineData("test_a08e263134a8")]
    [InlineData("""{"sex":"F","tag_li""")]
    [InlineData("""[{"tag_id":"t1"}]""")]
    [InlineData("\"text\"")]
    [InlineData("42")]
    [InlineData("{'sex':'F'}")]
    public void What_is_no_JSON_object_is_kept_as_it_stands(string text)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal((text, false), (targeting.Raw, targeting.Readable));
        Assert.Empty(targeting.Rules);
        Assert.Empty(targeting.Doubts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    public void An_empty_text_gives_no_conditions_and_no_doubts(string? text)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal((null, false), (targeting.Raw, targeting.Readable));
        Assert.Empty(targeting.Rules);
        Assert.Empty(targeting.Doubts);
    }

    [Fact]
    public void JSON_nested_too_deep_is_kept_as_it_stands()
    {
        var text = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);

        Assert.Equal((text, false), (TargetingReader.Read(text).Raw, TargetingReader.Read(text).Readable));
    }

    [Fact]
    public void Rules_come_in_the_order_of_the_tables()
    {
        var targeting = TargetingReader.Read("""{"age_range":"1~2","sex":"F","locations":[{"region_code":"1"}],"add_user_range":{"user_id_list":["a"]},"is_all_customer":true}""");

        Assert.Equal(["is_all_customer", "add_user_range", "locations", "sex", "age_range"], targeting.Rules.Select(x => x.Field));
    }

    [Fact]
    public void A_member_that_is_given_twice_is_one_rule() =>
        Assert.Equal(["sex Sex_M = M"], TargetingReader.Read("""{"sex":"F","sex":"M"}""").Rules.Select(Told));

    private static string Told(TargetingRule rule)
    {
        var head = $"{rule.Field} {rule.Kind}" + (rule.Operator is { } code ? $" ({code})" : "");
        if (rule.Parts.Count > 0) return $"{head}: {string.Join("; ", rule.Parts.Select(Told))}";
        return rule.Values.Count == 0 ? head : $"{head} = {string.Join(" | ", rule.Values.Select(Told))}";
    }

    private static string Told(TargetingValue value) =>
        (value.At is { } at ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : value.Text)
        + (value.Id is { } id ? $"#{id}" : "") + (value.TagType is { } type ? $" type {type}" : "") + (value.Strategy is { } group ? $" group {group}" : "");
}
