using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateSideTests
{
    [Theory]
    [InlineData("1254676189925432389", 1254676189925432389, null)]
    [InlineData("1254676189925432389@2", 1254676189925432389, 2)]
    public void A_side_is_a_template_perhaps_with_a_version(string text, long id, int? version)
    {
        var side = TemplateSide.Read(text);

        Assert.Equal(new(id, version), side);
        Assert.Equal(text, side!.ToString());
    }

    [Theory, InlineData(null), InlineData(""), InlineData("abc"), InlineData("0"), InlineData("-5"), InlineData("5@"), InlineData("5@0"), InlineData("5@x"), InlineData("5@1@2"), InlineData("99999999999999999999")]
    public void What_names_no_template_is_none(string? text) => Assert.Null(TemplateSide.Read(text));
}
