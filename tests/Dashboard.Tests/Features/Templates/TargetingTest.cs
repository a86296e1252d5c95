using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Tests.Features.Templates;

/// <summary>Conditions as a person reads them.</summary>
public abstract class TargetingTest : ComponentTest
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;

    private protected IRenderedComponent<TargetingView> Show(string language, string? text, int filterType = 3)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return Render<TargetingView>(p => p.Add(x => x.Targeting, TargetingReader.Read(text, filterType, Time.GetUtcNow())).Add(x => x.Groups, filterType == 1));
    }

    /// <summary>The sentence alone, for a person in a zone.</summary>
    private protected string Tell(string language, string text, bool groups = false, string zone = "UTC")
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var sentence = new TargetingSentence(Services.GetRequiredService<IStringLocalizer<TargetingText>>(), TimeZoneInfo.FindSystemTimeZoneById(zone));
        return sentence.Tell(TargetingReader.Read(text).Conditions, groups).ToString();
    }

    /// <summary>The words of an element, those of its parts apart from each other.</summary>
    private protected static string Plain(IElement element) =>
        string.Join(' ', element.Descendants<IText>().SelectMany(x => x.Data.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>A sentence as it is read.</summary>
    private protected static string Sentence(IElement element) => string.Join(' ', element.TextContent.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentUICulture = before;
        base.Dispose(disposing);
    }
}
