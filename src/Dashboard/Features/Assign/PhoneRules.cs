using System.Text.RegularExpressions;
using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Judges a phone: digits with the country code first. What was lost is never put back by a guess.</summary>
internal static partial class PhoneRules
{
    private const int ShortestDigits = 7;
    private const int ShortestOfTwo = 5;

    /// <summary>What is to be said of a phone that is not empty; null when it is right as it is.</summary>
    /// <param name="value">The cell, trimmed.</param>
    /// <param name="countryCode">What most phones of the sheet begin with, or null.</param>
    /// <param name="digits">The phone as it is sent; the cell itself when it is wrong.</param>
    public static Finding? Judge(string value, string? countryCode, out string digits)
    {
        digits = value;
        if (value.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0) return OfDigits(value, isMarked: false, countryCode);
        if (Damage(value) is { } kind) return Finding.Error(kind);
        Span<char> cleaned = stackalloc char[PhoneText.Longest];
        var signs = PhoneText.Clean(value, cleaned, out var length);
        if (signs.HasFlag(PhoneSigns.Other)) return Finding.Error("PhoneLetters");
        if (signs.HasFlag(PhoneSigns.Bracket)) return Finding.Error("PhoneSigns");
        var finding = OfDigits(cleaned[..length], signs.HasFlag(PhoneSigns.Plus), countryCode);
        if (finding is { Severity: ProblemSeverity.Error }) return finding;
        digits = new(cleaned[..length]);
        return finding ?? Finding.Warning(
            signs.HasFlag(PhoneSigns.FullWidth) ? "PhoneFullWidth" : signs.HasFlag(PhoneSigns.Invisible) ? "PhoneInvisible" : "PhoneChanged");
    }

    private static string? Damage(string value)
    {
        if (value.Length > PhoneText.Longest) return "PhoneLength";
        if (CellText.IsExcelError(value)) return "ExcelError";
        if (CellText.IsFormula(value)) return "TextFormula";
        if (CellText.HasApostrophe(value)) return "PhoneApostrophe";
        if (Scientific().IsMatch(value)) return "PhoneScientific";
        if (Decimal().IsMatch(value)) return "PhoneDecimal";
        return AreTwo(value) ? "PhoneTwo" : null;
    }

    private static Finding? OfDigits(ReadOnlySpan<char> digits, bool isMarked, string? countryCode) => digits switch
    {
        ['0', '0', _, ..] => Finding.Error("PhoneDoubleZero"),
        ['0', ..] => Finding.Error("PhoneLeadingZero"),
        { Length: < ShortestDigits or > PhoneForms.LongestDigits } => Finding.Error("PhoneLength"),
        _ when PhoneForms.HasTrunkZero(digits) => Finding.Error("PhoneTrunkZero"),
        _ when PhoneForms.LacksDigits(digits) => Finding.Error("PhoneMobileLength"),
        _ when PhoneForms.IsBareIndonesian(digits) && !IsOfElsewhere(digits, isMarked, countryCode) => Finding.Error("PhoneLostZero"),
        _ when isMarked => null,
        _ when PhoneForms.IsBareChinese(digits) => MaybeChinese(PhoneForms.IsNorthAmerican(digits), countryCode),
        _ when PhoneForms.Lacks(digits, countryCode) => Finding.Error("PhoneNoCountry"),
        _ => null,
    };

    // Of the sheet's own country it may be a landline too.
    private static bool IsOfElsewhere(ReadOnlySpan<char> digits, bool isMarked, string? countryCode) =>
        (PhoneForms.IsMobileOf8(digits) && (isMarked || countryCode != "62")) || (countryCode is ['8', ..] && digits.StartsWith(countryCode));

    private static Finding? MaybeChinese(bool isNorthAmerican, string? countryCode) => (isNorthAmerican, countryCode) switch
    {
        (true, "1") => null,
        (_, "86") or (false, not "1") => Finding.Error("PhoneMaybeChinese"),
        _ => Finding.Warning("PhoneMaybeChinese"),
    };

    // Either something that parts two, or a space and more digits than one phone has.
    private static bool AreTwo(string value)
    {
        Span<Range> parts = stackalloc Range[3];
        var text = value.AsSpan();
        if (text.SplitAny(parts, "/;,|\n、；，／&", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) == 2)
            return Digits(text[parts[0]]) >= ShortestOfTwo && Digits(text[parts[1]]) >= ShortestOfTwo;
        return Digits(text) > PhoneForms.LongestDigits && text.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries) == 2
            && Digits(text[parts[0]]) >= ShortestDigits && Digits(text[parts[1]]) >= ShortestDigits;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var x in text) digits += char.IsAsciiDigit(x) ? 1 : 0;
        return digits;
    }

    [GeneratedRegex(@"^\+?[0-9]([.,][0-9]+)?[eE][+-]?[0-9]+$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^\+?[0-9 -]+[.,]0{1,2}$")]
    private static partial Regex Decimal();
}
