using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TargetingDoubtsTests
{
    [Theory]
    [InlineData("{}", "Nobody")]
    [InlineData("""{"is_all_customer":false,"is_all_customer_group":false}""", "Nobody")]
    [InlineData("""{"is_all_customer":true,"sex":"F"}""", "AllAndRules")]
    [InlineData("""{"is_all_customer_group":true,"group_name_list":["福利"]}""", "AllAndRules")]
    [InlineData("""{"add_time_range":{"start_time":1774915199,"end_time":1772323200}}""", "TimeReversed")]
    [InlineData("""{"age_range":"40~30"}""", "AgeReversed")]
    public void Conditions_that_match_nobody_or_contradict_each_other_are_told(string text, string doubt) =>
        Assert.Equal([doubt], TargetingReader.Read(text).Doubts);

    [Theory]
    [InlineData("""{"is_all_customer":true}""")]
    [InlineData("""{"is_all_customer":true,"is_all_customer_group":true}""")]
    [InlineData("""{"sex":"F","age_range":"30~30"}""")]
    [InlineData("""{"age_range":"9~10"}""")]
    [InlineData("""{"add_time_range":{"start_time":1772323200,"end_time":1772323200}}""")]
    [InlineData("""{"add_time_range":{"start_time":1772323200}}""")]
    public void Conditions_that_fit_together_raise_no_doubt(string text) =>
        Assert.Empty(TargetingReader.Read(text).Doubts);

    [Fact]
    public void Conditions_that_only_Wshoto_can_read_do_not_match_nobody() =>
        Assert.Empty(TargetingReader.Read("""{"expression":"A && B"}""").Doubts);

    [Theory]
    [InlineData(1, "a", 1, "a", true)]
    [InlineData(1, "a", 1, "a,b", true)]
    [InlineData(1, "a,b", 1, "a", false)]
    [InlineData(2, "a,b", 1, "b,c", true)]
    [InlineData(2, "a,b", 1, "c", false)]
    [InlineData(2, "a,b", 2, "b,c", false)]
    [InlineData(4, "a,b", 1, "b", false)]
    [InlineData(4, "a", 1, "a", true)]
    [InlineData(9, "a", 1, "a", false)]
    public void Tags_that_are_asked_for_and_excluded_match_nobody_when_no_choice_is_left(int include, string included, int exclude, string excluded, bool doubt)
    {
        var text = $$"""{"include_tags":{"operator":{{include}},"tag_list":[{{Tags(included)}}] },"exclude_tags":{"operator":{{exclude}},"tag_list":[{{Tags(excluded)}}] } }""";

        Assert.Equal(doubt ? ["TagBoth"] : [], TargetingReader.Read(text).Doubts);
    }

    [Fact]
    public void Tags_without_an_id_are_compared_by_name()
    {
        var targeting = TargetingReader.Read("""{"include_tags":{"operator":1,"tag_list":[{"tag_name":"VIP"}]},"exclude_tags":{"operator":1,"tag_list":[{"tag_name":"VIP"}]}}""");

        Assert.Equal(["TagBoth"], targeting.Doubts);
    }

    [Fact]
    public void Tags_of_one_name_and_different_ids_are_different_tags()
    {
        var targeting = TargetingReader.Read("""{"include_tags":{"operator":1,"tag_list":[{"tag_id":"1","tag_name":"VIP"}]},"exclude_tags":{"operator":1,"tag_list":[{"tag_id":"2","tag_name":"VIP"}]}}""");

        Assert.Empty(targeting.Doubts);
    }

    private static string Tags(string ids) => string.Join(',', ids.Split(',').Select(x => $"{{\"tag_id\":\"{x}\",\"tag_name\":\"{x.ToUpperInvariant()}\"}}"));
}
