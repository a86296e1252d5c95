using System.Globalization;
using Dashboard.Features.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateWordsTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;
    private readonly ServiceProvider services = new ServiceCollection().AddLocalization().AddLogging().BuildServiceProvider();

    private IStringLocalizer<TemplatesText> Texts => services.GetRequiredService<IStringLocalizer<TemplatesText>>();

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = before;
        services.Dispose();
    }

    // The documented values of every enumeration.
    [Theory]
    [InlineData("Status", new[] { -1, 0, 1, 2, 3, 4 })]
    [InlineData("Type", new[] { 1, 2, 3 })]
    [InlineData("Priority", new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData("Source", new[] { 1, 2, 3 })]
    [InlineData("Delay", new[] { 1, 2 })]
    [InlineData("Mode", new[] { 1, 2 })]
    [InlineData("Filter", new[] { 1, 2, 3, 4 })]
    [InlineData("Material", new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData("Activity", new[] { 1, 2, 3 })]
    [InlineData("SendForm", new[] { 1, 2 })]
    [InlineData("Execution", new[] { 1, 2, 3 })]
    [InlineData("Follow", new[] { 1, 2 })]
    public void Every_documented_number_has_a_word_of_its_own_in_both_languages(string kind, int[] numbers)
    {
        foreach (var language in new[] { "en", "zh-CN" })
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var words = numbers.Select(x => Texts.Word(kind, x)).ToList();

            Assert.Equal(words.Count, words.Distinct().Count());
            Assert.DoesNotContain(words, x => x.StartsWith(Texts["Unknown", 0].Value[..2], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("en", "unknown (42)")]
    [InlineData("zh-CN", "未知（42）")]
    public void A_number_that_is_not_documented_still_shows(string language, string word)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Assert.All(["Status", "Type", "Priority", "Source", "Delay", "Mode", "Filter", "Material", "Activity", "SendForm", "Execution", "Follow"], x => Assert.Equal(word, Texts.Word(x, 42)));
    }

    [Fact]
    public void No_number_is_a_dash() => Assert.Equal("–", Texts.Word("Status", null));

    [Fact]
    public void Every_status_can_be_filtered_by() => Assert.Equal([-1, 0, 1, 2, 3, 4], TemplateWords.Statuses.Order());

    [Fact]
    public void Every_status_and_every_material_has_an_icon_of_its_own()
    {
        Assert.Equal(7, TemplateWords.Statuses.Append(42).Select(x => TemplateWords.Icon(x)).Distinct().Count());
        Assert.Equal(13, Enumerable.Range(1, 13).Select(x => TemplateWords.MaterialIcon(x)).Distinct().Count());
    }

    [Theory]
    [InlineData(-1, "red")]
    [InlineData(3, "green")]
    [InlineData(42, "grey")]
    [InlineData(null, "grey")]
    public void A_failed_template_is_red_and_an_unknown_one_grey(int? status, string tone) => Assert.Equal(tone, TemplateWords.Tone(status));
}
