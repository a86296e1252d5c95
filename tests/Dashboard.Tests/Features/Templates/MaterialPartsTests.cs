using Dashboard.Features.Templates;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class MaterialPartsTests
{
    [Theory]
    [InlineData("a a b", "aa b")]
    [InlineData("a b a", "a b a")]
    [InlineData("- - a a a -", "- - aaa -")]
    [InlineData("a", "a")]
    public void Neighbours_of_one_combination_stand_together(string combinations, string groups) => Assert.Equal(
        groups,
        string.Join(' ', MaterialParts.Group(combinations.Split(' ').Select(x => new WshotoMaterial { CombinationId = x.Replace("-", "", StringComparison.Ordinal) }))
            .Select(group => string.Concat(group.Select(x => x.CombinationId is "" ? "-" : x.CombinationId)))));

    [Theory]
    [InlineData("content", "\"你好\"", "你好")]
    [InlineData("text", "\"line\\nline\"", "line\nline")]
    [InlineData("title", "\"\"", null)]
    [InlineData("content", "{\"a\":1}", null)]
    [InlineData("elsewhere", "\"x\"", null)]
    public void A_text_is_taken_from_the_members_that_may_carry_one(string name, string raw, string? text) =>
        Assert.Equal(text, MaterialParts.Text(new() { Others = new Dictionary<string, string> { [name] = raw } }));

    [Fact]
    public void Every_documented_type_has_a_shape_of_its_own_but_links_and_articles() =>
        Assert.Equal(12, Enumerable.Range(1, 13).Select(x => MaterialParts.Shape(x)).Distinct().Count());
}
