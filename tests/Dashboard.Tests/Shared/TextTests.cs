using System.Xml.Linq;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

public sealed class TextTests
{
    // The component library brings its own English.
    public static TheoryData<string> EnglishFiles() =>
        [.. SourceTree.Files(".resx").Where(x => !x.Contains(".zh-CN.", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(EnglishFiles))]
    public void English_and_Chinese_have_the_same_texts_with_the_same_places(string english) =>
        Assert.Equal(Shape(english), Shape(Chinese(english)));

    [Theory, MemberData(nameof(EnglishFiles))]
    public void No_text_is_empty_or_given_twice(string english)
    {
        Assert.DoesNotContain(Texts(english).Concat(Texts(Chinese(english))), x => string.IsNullOrWhiteSpace(x.Text));
        Assert.All(Texts(english).GroupBy(x => x.Key), x => Assert.Single(x));
    }

    private static string Chinese(string english) => english.Replace(".resx", ".zh-CN.resx", StringComparison.Ordinal);

    private static IEnumerable<string> Shape(string path) =>
        from text in Texts(path)
        orderby text.Key
        select $"{text.Key} {string.Join(',', Enumerable.Range(0, 10).Where(i => text.Text.Contains($"{{{i}", StringComparison.Ordinal)))}";

    private static IEnumerable<(string Key, string Text)> Texts(string path) =>
        from data in XDocument.Parse(SourceTree.Read(path)).Root!.Elements("data")
        select (data.Attribute("name")!.Value, data.Element("value")!.Value);
}
