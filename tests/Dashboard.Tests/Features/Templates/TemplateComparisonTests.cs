using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateComparisonTests
{
    [Fact]
    public void Fields_stand_beside_their_like_and_what_one_side_lacks_stands_where_it_stood()
    {
        var left = new[] { Field("a", "1"), Field("gone", "x"), Field("b", "2") };
        var right = new[] { Field("a", "1"), Field("b", "3"), Field("new", "y") };

        var rows = TemplateComparison.Of(left, right);

        Assert.Equal([("a", "1", "1"), ("gone", "x", null), ("b", "2", "3"), ("new", null, "y")], rows.Select(x => (x.Label, x.Left, x.Right)));
        Assert.Equal([true, false, false, false], rows.Select(x => x.Same));
    }

    [Fact]
    public void What_stood_first_stays_first()
    {
        var rows = TemplateComparison.Of([Field("gone", "x"), Field("also gone", "y"), Field("a", "1")], [Field("a", "1")]);

        Assert.Equal(["gone", "also gone", "a"], rows.Select(x => x.Label));
    }

    [Fact]
    public void Sections_come_in_the_order_of_the_page()
    {
        var rows = TemplateComparison.Of([Field("t", "1", TemplateSection.Targeting), Field("f", "1")], [Field("m", "1", TemplateSection.Message)]);

        Assert.Equal([TemplateSection.Facts, TemplateSection.Message, TemplateSection.Targeting], rows.Select(x => x.Section));
    }

    private static TemplateField Field(string key, string value, TemplateSection section = TemplateSection.Facts) => new(section, key, key, value);
}
