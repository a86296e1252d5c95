using System.Globalization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace Dashboard.Shared;

/// <summary>Names the component library's texts: <c>RadzenText.zh-CN.resx</c> has those of the components in use; English is the library's own.</summary>
public sealed class RadzenText;

/// <summary>Gives Radzen's components their texts in the page's language.</summary>
public sealed class RadzenLocalizer(IStringLocalizer<RadzenText> texts) : ILocalizer
{
    /// <inheritdoc/>
    public string? Get(string key, CultureInfo culture) => texts[key] is { ResourceNotFound: false } text ? text.Value : null;
}
