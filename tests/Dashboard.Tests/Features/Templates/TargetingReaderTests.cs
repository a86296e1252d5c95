using System.Globalization;
using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TargetingReaderTests
{
    [Theory]
    [InlineData("""{"age_range":"18~"}""", 18, null)]
    [InlineData("""{"age_range":"~30"}""", null, 30)]
    [InlineData("""{"age_range":" 25 ~ 30 "}""", 25, 30)]
    [InlineData("""{"age_range":"25～30岁"}""", 25, 30)]
    [InlineData("""{"age_range":"25"}""", 25, 25)]
    [InlineData("""{"age_range":25}""", 25, 25)]
    public void Ages_are_read_with_either_end_open(string text, int? from, int? to) =>
        Assert.Equal(new TargetingAges(from, to), TargetingReader.Read(text).Conditions.Ages);

    [Theory]
    [InlineData("""{"is_all_customer":"true"}""", true)]
    [InlineData("""{"is_all_customer":"True"}""", true)]
    [InlineData("""{"is_all_customer":1}""", true)]
    [InlineData("""{"is_all_customer":"1"}""", true)]
    [InlineData("""{"is_all_customer":false}""", false)]
    [InlineData("""{"is_all_customer":"0"}""", false)]
    [InlineData("""{"is_all_customer":""}""", false)]
    [InlineData("""{"is_all_customer":null}""", false)]
    public void A_switch_is_read_however_it_is_written(string text, bool on)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal((on, "is_all_customer Flag = " + (on ? "true" : "false")), (targeting.Conditions.AllCustomers, Told(Assert.Single(targeting.Rows))));
    }

    [Theory]
    [InlineData("1772323200")]
    [InlineData("\"1772323200\"")]
    [InlineData("1772323200000")]
    [InlineData("\"1772323200000\"")]
    public void A_time_is_read_in_seconds_and_milliseconds_quoted_or_not(string written)
    {
        var targeting = TargetingReader.Read($$"""{"add_time_range":{"start_time":{{written}},"end_time":0} }""");

        Assert.Equal((new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), null), (targeting.Conditions.AddedFrom, targeting.Conditions.AddedUntil));
        Assert.Equal([$"add_time_range.start_time Time = {written.Trim('"')} at 2026-03-01T00:00:00Z", "add_time_range.end_time Empty = 0"], targeting.Rows.Select(Told));
    }

    [Theory]
    [InlineData("\"2\"", 2)]
    [InlineData("9", 9)]
    [InlineData("\"any\"", null)]
    public void An_operator_is_read_quoted_or_not(string written, int? code) =>
        Assert.Equal(code, TargetingReader.Read($$"""{"include_tags":{"operator":{{written}},"tag_list":["t1"]} }""").Conditions.Include!.Operator);

    [Theory]
    [InlineData("""{"remark_key_words":"意向,报价，学区房、三居"}""", "remark_key_words List = 意向 | 报价 | 学区房 | 三居")]
    [InlineData("""{"remark_key_words":7}""", "remark_key_words List = 7")]
    [InlineData("""{"add_user_range":{"dept_id_list":"12, 35"}}""", "add_user_range.dept_id_list List = 12 | 35")]
    [InlineData("""{"add_user_range":[{"user_id_list":["lina"]}]}""", "add_user_range.user_id_list List = lina")]
    [InlineData("""{"chat_id_list":["wr_1",{"id":"wr_2"},7,null,""," "]}""", "chat_id_list List = wr_1 | {\"id\":\"wr_2\"} | 7")]
    [InlineData("""{"group_name_list":["ALL","0"]}""", "group_name_list List = ALL | 0")]
    [InlineData("""{"include_tags":{"tag_list":{"tag_id":"t1"}}}""", "include_tags.tag_list Items = t1#t1 tag_id:t1")]
    [InlineData("""{"include_tags":{"tag_list":["t1",{"id":"t2"}]}}""", "include_tags.tag_list Items = t1#t1 tag_id:t1 | {\"id\":\"t2\"}#{\"id\":\"t2\"} :id: \"t2\"")]
    [InlineData("""{"include_tags":{"tag_list":"t1,t2"}}""", "include_tags.tag_list Items = t1#t1 tag_id:t1 | t2#t2 tag_id:t2")]
    [InlineData("""{"locations":"北京市,东城区"}""", "locations Items = 北京市/东城区#北京市,东城区 region_remark:北京市,东城区")]
    [InlineData("""{"locations":["海外",{"region_code":1},{}]}""", "locations Items = 海外#海外 region_remark:海外 | 1#1 region_code:1")]
    [InlineData("""{"chat_list":[{"chat_id":"wr_2","chat_name":""},{"chat_name":"福利群, 东城"}]}""", "chat_list Items = wr_2#wr_2 chat_id:wr_2 | 福利群, 东城#福利群, 东城 chat_name:福利群, 东城")]
    [InlineData("""{"include_tags":{"tag_list":[{"tag_id":1,"tag_name":"A","tag_type":{"x":1}}] } }""", "include_tags.tag_list Items = A#1 tag_id:1 tag_name:A tag_type:{\"x\":1}")]
    public void A_list_is_read_in_every_shape_and_no_element_is_left_out(string text, string row) =>
        Assert.Equal([row], TargetingReader.Read(text).Rows.Select(Told));

    [Theory]
    [InlineData("""{"add_time_range":"2026-03"}""", "add_time_range Odd = \"2026-03\"")]
    [InlineData("""{"add_time_range":{"start_time":"2026-03"}}""", "add_time_range.start_time Odd = \"2026-03\"")]
    [InlineData("""{"add_user_range":["lina","bo"]}""", "add_user_range Odd = [\"lina\",\"bo\"]")]
    [InlineData("""{"remark_key_words":{"a":1}}""", "remark_key_words Odd = {\"a\":1}")]
    [InlineData("""{"sex":["F"]}""", "sex Odd = [\"F\"]")]
    [InlineData("""{"sex":true}""", "sex Odd = true")]
    [InlineData("""{"age_range":"1~2~3"}""", "age_range Odd = \"1~2~3\"")]
    [InlineData("""{"age_range":"young"}""", "age_range Odd = \"young\"")]
    [InlineData("""{"is_all_customer":{"no":1}}""", "is_all_customer Odd = {\"no\":1}")]
    [InlineData("""{"include_tags":{"operator":[1]}}""", "include_tags.operator Odd = [1]")]
    [InlineData("""{"add_user_range":{"dept_id_list":true}}""", "add_user_range.dept_id_list Odd = true")]
    public void A_documented_member_of_another_shape_is_kept_raw(string text, string row)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal([row], targeting.Rows.Select(Told));
        Assert.Equal(["Odd"], targeting.Doubts.Select(x => x.Code));
    }

    [Fact]
    public void Members_that_are_not_documented_are_kept_raw_after_the_others() => Assert.Equal(
        ["add_user_range.user_id_list List = lina", "sex Sex = F", "add_user_range.shop Unknown = [8]", "level Unknown = [\"L3\", \"L4\"]", "none Unknown = null"],
        TargetingReader.Read("""{"level":["L3", "L4"],"sex":"F","none":null,"add_user_range":{"shop":[8],"user_id_list":["lina"]}}""").Rows.Select(Told));

    [Theory]
    [InlineData("""{"add_user_range":[],"add_time_range":[],"include_tags":[],"exclude_tags":"","group_owner_range":{}}""")]
    [InlineData("""{"add_user_range":{"user_id_list":[]},"include_tags":{"tag_list":[]},"locations":[],"chat_list":null,"remark_key_words":[""]}""")]
    [InlineData("""{"add_time_range":{"start_time":0,"end_time":null},"sex":"","age_range":"~"}""")]
    public void What_says_nothing_is_a_row_without_restriction(string text)
    {
        var targeting = TargetingReader.Read(text);

        Assert.All(targeting.Rows, x => Assert.Equal(TargetingForm.Empty, x.Form));
        Assert.Equal(["Nobody"], targeting.Doubts.Select(x => x.Code));
    }

    [Fact]
    public void Rows_come_in_the_order_of_the_tables() => Assert.Equal(
        ["add_user_range.user_id_list", "locations", "sex", "age_range", "is_all_customer"],
        TargetingReader.Read("""{"is_all_customer":true,"age_range":"1~2","sex":"F","locations":[{"region_code":"1"}],"add_user_range":{"user_id_list":["a"]}}""").Rows.Select(x => x.Field));

    [Fact]
    public void Of_a_member_that_is_given_twice_the_last_one_is_read()
    {
        var targeting = TargetingReader.Read("""{"sex":"F","sex":"M"}""");

        Assert.Equal(["sex Sex = M"], targeting.Rows.Select(Told));
        Assert.Equal("M", targeting.Conditions.Sex);
    }

    [Theory]
    [InlineData("\"{\\\"sex\\\":\\\"F\\\"}\"")]
    [InlineData("[{\"sex\":\"F\"}]")]
    [InlineData("\uFEFF {\"sex\":\"F\"}\n")]
    public void Conditions_are_found_in_their_wrapping(string text) => Assert.Equal("F", TargetingReader.Read(text).Conditions.Sex);

    [Fact]
    public void Only_one_wrapping_is_taken_off() =>
        Assert.False(TargetingReader.Read(""" "\"{\\\"sex\\\":\\\"F\\\"}\"" """).Readable);

    [Fact]
    public void JSON_is_indented_and_keeps_its_characters() =>
        Assert.Equal("{\n  \"sex\": \"F\",\n  \"names\": [\n    \"闺蜜<&>\"\n  ]\n}", TargetingReader.Read("""{"sex":"F","names":["闺蜜<&>"]}""").Raw!.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("test_a08e263134a8")]
    [InlineData("""{"sex":"F","tag_li""")]
    [InlineData("{'sex':'F'}")]
    public void What_is_no_JSON_is_kept_as_it_stands(string text)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal((text, false), (targeting.Raw, targeting.Readable));
        Assert.Empty(targeting.Rows);
        Assert.Empty(targeting.Doubts);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_read_as_a_replacement_character() =>
        Assert.Equal(["a\uFFFD"], TargetingReader.Read("""{"remark_key_words":["a\ud800"]}""").Conditions.Remarks);

    [Theory]
    [InlineData("""[{"tag_id":"t1"},2]""", "[\n  {\n    \"tag_id\": \"t1\"\n  },\n  2\n]")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("42", "42")]
    [InlineData("null", "null")]
    public void JSON_that_is_no_object_is_kept_indented(string text, string raw)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal((raw, false), (targeting.Raw!.ReplaceLineEndings("\n"), targeting.Readable));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    public void Without_a_text_there_is_nothing_to_read(string? text)
    {
        var targeting = TargetingReader.Read(text);

        Assert.Equal((null, false), (targeting.Raw, targeting.Readable));
        Assert.Equal(["Missing"], targeting.Doubts.Select(x => x.Code));
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(5000, false)]
    public void JSON_nested_very_deep_is_kept_whole(int depth, bool readable)
    {
        var text = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

        var targeting = TargetingReader.Read(text);

        Assert.Equal((readable, text), (targeting.Readable, string.Concat(targeting.Raw!.Where(x => !char.IsWhiteSpace(x)))));
    }

    [Fact]
    public void Thousands_of_tags_are_all_read() => Assert.Equal(
        20_000, TargetingReader.Read($$"""{"include_tags":{"operator":1,"tag_list":[{{string.Join(',', Enumerable.Range(0, 20_000).Select(x => $$"""{"tag_id":"{{x}}"}"""))}}] } }""").Conditions.Include!.Tags.Count);

    private static string Told(TargetingRow row) => $"{row.Field} {row.Form} = {string.Join(" | ", row.Items.Count > 0 ? row.Items.Select(Told) : row.Values)}"
        + (row.At is { } at ? at.ToString("' at 'yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "");

    private static string Told(TargetingItem item) => $"{item.Name}#{item.Key} {string.Join(' ', item.Cells.Select(x => $"{x.Key}:{x.Value}"))}";
}
