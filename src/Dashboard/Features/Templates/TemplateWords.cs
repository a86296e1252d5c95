using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Templates;

/// <summary>Words, colours and icons of Wshoto's numbers. A number that is not documented still shows.</summary>
public static class TemplateWords
{
    /// <summary>Statuses in the order people filter by.</summary>
    public static readonly IReadOnlyList<int> Statuses = [2, 0, 1, 3, 4, -1];

    /// <summary>Template types.</summary>
    public static readonly IReadOnlyList<int> Types = [1, 2, 3];

    /// <summary>The word of a number, such as <c>Status_2</c>; "unknown (7)" for others, a dash for none.</summary>
    public static string Word(this IStringLocalizer<TemplatesText> texts, string kind, int? number)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (number is not { } value) return "–";
        var text = texts[string.Create(CultureInfo.InvariantCulture, $"{kind}_{value}")];
        return text.ResourceNotFound ? texts["Unknown", value] : text.Value;
    }

    /// <summary>Badge tone of a status.</summary>
    public static string Tone(int? status) => status switch { 1 or 2 => "blue", 3 => "green", 4 => "amber", -1 => "red", _ => "grey" };

    /// <summary>Icon of a status.</summary>
    public static string Icon(int? status) => status switch
    {
        -1 => "error", 0 => "radio_button_unchecked", 1 => "pending", 2 => "clock_loader_40", 3 => "check_circle", 4 => "event_busy", _ => "help",
    };

    /// <summary>Icon of a material type.</summary>
    public static string MaterialIcon(int? type) => type switch
    {
        1 => "wallpaper", 2 => "notes", 3 => "image", 4 => "article", 5 => "mic", 6 => "movie", 7 => "draft", 8 => "widgets", 9 => "link", 10 => "confirmation_number",
        11 => "shopping_bag", 12 => "celebration", _ => "help",
    };
}
