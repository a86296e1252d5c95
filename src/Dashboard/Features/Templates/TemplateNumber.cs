using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Features.Templates;

/// <summary>Finds a template's number in what people paste: the number alone, among words, grouped, in full-width digits, or in a link.</summary>
public static partial class TemplateNumber
{
    // Shorter numbers beside a shortened one are something else.
    private const int Telling = 15;

    /// <summary>Reads a text.</summary>
    /// <returns>The number, or why there is none; neither where the text is blank.</returns>
    public static (long? Id, TemplateNumberProblem? Problem) Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, null);
        // Full-width digits become plain ones; a link's host and port are no template, and characters without a width only look like nothing.
        var plain = Host().Replace(Invisible().Replace(Whole(text).Normalize(NormalizationForm.FormKC), ""), " ");
        if (Named().Match(plain) is { Success: true } named) return Judge(named.Groups["id"].Value);
        var rest = Shortened().Replace(plain, " ");
        var longest = Digits().Matches(rest).Select(x => x.Value).MaxBy(x => x.Length) ?? "";
        if (longest.Length < Telling)
        {
            if (Shortened().IsMatch(plain)) return (null, TemplateNumberProblem.Shortened);
            if (Grouped().Matches(rest).Select(x => Separators().Replace(x.Value, "")).MaxBy(x => x.Length) is { } joined) longest = joined;
        }
        return Judge(longest);
    }

    // Half a surrogate pair can't be normalised.
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune);
        return whole.ToString();
    }

    private static (long? Id, TemplateNumberProblem? Problem) Judge(string digits) => digits.TrimStart('0') switch
    {
        "" => (null, digits.Length == 0 ? TemplateNumberProblem.None : TemplateNumberProblem.Zero),
        { Length: > 19 } => (null, TemplateNumberProblem.TooLong),
        var x => long.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (id, null) : (null, TemplateNumberProblem.TooLarge),
    };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[0-9]{1,4}(?:[\s,.'’_-][0-9]{3,4})+(?![0-9A-Za-z])")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"[^0-9]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[0-9]+(?:[.,][0-9]*)?[eE]\+?[0-9]{1,3}(?![0-9A-Za-z])")]
    private static partial Regex Shortened();

    [GeneratedRegex(@"(?:template_?id[""'\s]*[=:][""'\s]*|/templates/)(?<id>[0-9]+)(?![0-9.]*[eE])", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://[^\s/?#]*", RegexOptions.IgnoreCase)]
    private static partial Regex Host();

    [GeneratedRegex(@"\p{Cf}")]
    private static partial Regex Invisible();
}

/// <summary>Why a text gives no template's number.</summary>
public enum TemplateNumberProblem
{
    /// <summary>It holds no number.</summary>
    None,

    /// <summary>The number is 0.</summary>
    Zero,

    /// <summary>A spreadsheet has shortened the number (1.25468E+18): its last digits are lost.</summary>
    Shortened,

    /// <summary>The number has more than 19 digits.</summary>
    TooLong,

    /// <summary>The number has 19 digits, and is larger than any id.</summary>
    TooLarge,
}
