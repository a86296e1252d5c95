using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Assign;

/// <summary>Puts the facts of a file into words.</summary>
internal static class FileWords
{
    /// <summary>The delimiters that can be chosen, by the key of their text.</summary>
    public static IReadOnlyDictionary<string, string> Delimiters { get; } =
        new Dictionary<string, string> { [","] = "Comma", [";"] = "Semicolon", ["\t"] = "TabStop", ["|"] = "Bar" };

    /// <summary>A number of bytes.</summary>
    public static string Size(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.CurrentCulture, $"{Math.Max(bytes / 1024.0, 0.1):N1} KB")
        : string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024.0 / 1024.0:N1} MB");

    /// <summary>The name of a delimiter; one without a name is shown itself.</summary>
    public static string Delimiter(string? delimiter, IStringLocalizer<SheetFileText> texts) =>
        delimiter is not null && Delimiters.TryGetValue(delimiter, out var key) ? texts[key] : $"“{delimiter}”";

    /// <summary>What is to be said of the file as a whole.</summary>
    public static string Text(SheetRemark remark, IStringLocalizer<SheetFileText> texts)
    {
        var places = string.Join(texts["Between"], remark.Places);
        if (remark.Count > remark.Places.Count) places = texts["AndMore", places, (remark.Count - remark.Places.Count).ToString("N0", CultureInfo.CurrentCulture)];
        return texts[$"Remark_{remark.Kind}", places];
    }

    /// <summary>A cell for a small table: short, and without characters that nobody sees.</summary>
    public static string Cell(string text)
    {
        const int Most = 60;
        var shown = text.Length > Most ? text[..Most] + "…" : text;
        return shown.Replace('\0', '\u2400').ReplaceLineEndings("⏎");
    }
}
