using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TargetingDoubtsTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 16, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "Missing")]
    [InlineData("{}", "Nobody!")]
    [InlineData("""{"is_all_customer":false,"is_all_customer_group":false}""", "Nobody!")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":[]},"sex":"ALL"}""", "Nobody!")]
    [InlineData("""{"add_time_range":{"start_time":1774915199,"end_time":1772323200}}""", "TimeReversed!")]
    [InlineData("""{"add_time_range":{"start_time":1776330001}}""", "TimeFuture")]
    [InlineData("""{"age_range":"40~30"}""", "AgeReversed!")]
    [InlineData("""{"age_range":"-5~10"}""", "AgeImpossible")]
    [InlineData("""{"age_range":"20~200"}""", "AgeImpossible")]
    [InlineData("""{"age_range":"300~"}""", "AgeImpossible")]
    [InlineData("""{"is_all_customer":true,"sex":"F"}""", "AllAndRules")]
    [InlineData("""{"is_all_customer":true,"include_tags":{"operator":3}}""", "AllAndRules")]
    [InlineData("""{"is_all_customer":true,"is_all_customer_group":true}""", "BothAll")]
    [InlineData("""{"is_all_customer_group":true}""", "AllOfOther: is_all_customer_group")]
    [InlineData("""{"sex":"F","group_name_list":["福利"],"chat_id_list":["wr_1"],"group_owner_range":{"user_id_list":["lina"]}}""", "OfGroups: group_owner_range, group_name_list, chat_id_list")]
    [InlineData("""{"sex":"F","sex":"M"}""", "GivenTwice: sex")]
    [InlineData("""{"remark_key_words":["意向","报价","意向"]}""", "Repeated: 意向")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":[{"tag_id":"t1","tag_name":"VIP"},{"tag_id":"t1"}]}}""", "Repeated: VIP")]
    [InlineData("""{"include_tags":{"operator":3},"exclude_tags":{"operator":3}}""", "UntaggedBoth!")]
    [InlineData("""{"include_tags":{"operator":3,"tag_list":["VIP"]}}""", "UntaggedAndTags")]
    [InlineData("""{"exclude_tags":{"operator":3,"tag_list":["VIP"]}}""", "UntaggedAndTags")]
    [InlineData("""{"include_tags":{"operator":7,"tag_list":["VIP"]}}""", "OperatorUnknown")]
    [InlineData("""{"exclude_tags":{"tag_list":["VIP"]}}""", "OperatorUnknown")]
    [InlineData("""{"expression":"A && B"}""", "Unknown: expression")]
    public void What_a_reader_should_know_is_pointed_out(string text, string doubt) => Assert.Equal([doubt], Found(text));

    [Theory]
    [InlineData("""{"is_all_customer_group":true,"group_name_list":["福利"]}""", "AllAndRules")]
    [InlineData("""{"is_all_customer":true}""", "AllOfOther: is_all_customer")]
    [InlineData("""{"group_name_list":["福利"],"sex":"F","age_range":"20~30"}""", "OfCustomers: sex, age_range")]
    [InlineData("""{"group_name_list":["福利"],"exclude_tags":{"operator":1,"tag_list":["VIP"]}}""", "OfCustomers: exclude_tags")]
    [InlineData("""{"group_name_list":["福利"],"sex":"ALL","locations":[]}""")]
    [InlineData("""{"is_all_customer_group":true}""")]
    public void In_a_filter_for_groups_the_members_of_groups_count(string text, params string[] doubts) => Assert.Equal(doubts, Found(text, 1));

    [Theory]
    [InlineData("""{"is_all_customer":true}""")]
    [InlineData("""{"is_all_customer":true,"sex":"ALL","include_tags":{"operator":1,"tag_list":[]}}""")]
    [InlineData("""{"sex":"F","age_range":"30~30"}""")]
    [InlineData("""{"age_range":"9~10"}""")]
    [InlineData("""{"add_time_range":{"start_time":1772323200,"end_time":1772323200}}""")]
    [InlineData("""{"add_time_range":{"start_time":1776330000}}""")]
    [InlineData("""{"exclude_tags":{"operator":3}}""")]
    [InlineData("""{"include_tags":{"operator":3},"exclude_tags":{"operator":1,"tag_list":["VIP"]}}""")]
    [InlineData("""{"include_tags":{"operator":1,"tag_list":["VIP"]},"exclude_tags":{"operator":3}}""")]
    public void Conditions_that_fit_together_raise_no_doubt(string text) => Assert.Empty(Found(text));

    [Theory]
    [InlineData(1, "a", 1, "a", "TagBoth! A")]
    [InlineData(1, "a", 1, "a,b", "TagBoth! A")]
    [InlineData(1, "a,b", 1, "a", "TagPartly A")]
    [InlineData(1, "a,b", 1, "c", "")]
    [InlineData(1, "a,b", 2, "a,b", "")]
    [InlineData(1, "a,b", 2, "a", "TagPartly A")]
    [InlineData(1, "a", 2, "a", "TagBoth! A")]
    [InlineData(1, "a", 2, "a,b", "")]
    [InlineData(1, "a,b", 4, "a,b", "TagUnclear A,B")]
    [InlineData(1, "a", 4, "a", "TagBoth! A")]
    [InlineData(2, "a,b", 1, "b,c", "TagBoth! B")]
    [InlineData(2, "a,b", 1, "c", "")]
    [InlineData(2, "a,b", 2, "b,c", "")]
    [InlineData(2, "a,b,c", 2, "b,c", "TagBoth! B,C")]
    [InlineData(2, "a,b", 4, "a,b", "TagBoth! A,B")]
    [InlineData(2, "a,b", 4, "b,c", "TagUnclear B")]
    [InlineData(4, "a,b", 1, "b", "TagPartly B")]
    [InlineData(4, "a,b", 1, "a,b", "TagBoth! A,B")]
    [InlineData(4, "a", 1, "a", "TagBoth! A")]
    [InlineData(4, "a,b", 2, "a,b", "TagUnclear A,B")]
    [InlineData(4, "a,b", 4, "a,b", "TagUnclear A,B")]
    [InlineData(3, "", 3, "", "UntaggedBoth! ")]
    [InlineData(3, "", 1, "a", "")]
    [InlineData(1, "a", 3, "", "")]
    public void Tags_on_both_sides_match_nobody_only_where_no_reading_leaves_anybody(int include, string included, int exclude, string excluded, string doubt)
    {
        var found = TargetingReader.Read(Both(include, included, exclude, excluded), 3, Now).Doubts;

        Assert.Equal(doubt, string.Join(';', found.Select(x => $"{x.Code}{(x.MatchesNobody ? "!" : "")} {string.Join(',', x.Names)}")));
    }

    [Fact]
    public void With_an_unknown_operator_who_is_left_is_unclear() => Assert.Equal(["TagUnclear: A", "OperatorUnknown"], Found(Both(9, "a", 1, "a")));

    [Fact]
    public void Beside_an_all_switch_nobody_can_say_that_a_contradiction_matches_nobody() =>
        Assert.Equal(["AgeReversed", "AllAndRules"], Found("""{"is_all_customer":true,"age_range":"40~30"}"""));

    [Fact]
    public void A_contradiction_of_conditions_that_may_not_count_is_told_without_a_claim() =>
        Assert.Equal(["AgeReversed", "OfCustomers: age_range"], Found("""{"age_range":"40~30"}""", 1));

    [Fact]
    public void A_contradiction_of_a_member_that_is_given_twice_is_told_without_a_claim() =>
        Assert.Equal(["AgeReversed", "GivenTwice: age_range"], Found("""{"age_range":"20~30","age_range":"40~30"}"""));

    [Fact]
    public void Tags_without_an_id_are_compared_by_name() =>
        Assert.Equal(["TagBoth!: VIP"], Found("""{"include_tags":{"operator":1,"tag_list":[{"tag_name":"VIP"}]},"exclude_tags":{"operator":1,"tag_list":[{"tag_name":"VIP"}]}}"""));

    [Fact]
    public void Tags_of_one_name_and_different_ids_are_different_tags() =>
        Assert.Empty(Found("""{"include_tags":{"operator":1,"tag_list":[{"tag_id":"1","tag_name":"VIP"}]},"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"2","tag_name":"VIP"}]}}"""));

    private static IEnumerable<string> Found(string text, int filterType = 3) =>
        TargetingReader.Read(text, filterType, Now).Doubts.Select(x => x.Code + (x.MatchesNobody ? "!" : "") + (x.Names.Count > 0 ? ": " + string.Join(", ", x.Names) : ""));

    private static string Both(int include, string included, int exclude, string excluded) =>
        $$"""{"include_tags":{"operator":{{include}},"tag_list":[{{Tags(included)}}] },"exclude_tags":{"operator":{{exclude}},"tag_list":[{{Tags(excluded)}}] } }""";

    private static string Tags(string ids) =>
        string.Join(',', ids.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(x => $"{{\"tag_id\":\"{x}\",\"tag_name\":\"{x.ToUpperInvariant()}\"}}"));
}
