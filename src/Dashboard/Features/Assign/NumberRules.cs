using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Features.Assign;

/// <summary>Judges whole numbers and amounts.</summary>
internal static partial class NumberRules
{
    // Excel keeps so many digits and writes zeros for the rest.
    private const int DigitsOfExcel = 15;
    private const int LongestWhole = 18;
    private const int LongestDecimals = 6;

    /// <summary>A whole number above 0; null and a <paramref name="finding"/> when it is none.</summary>
    /// <param name="value">The cell, trimmed and not empty.</param>
    /// <param name="kind">What to call a value that nothing better is known of.</param>
    /// <param name="finding">What is to be said of it.</param>
    public static long? Whole(string value, string kind, out Finding? finding)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            finding = HasRoundedTail(value) ? Finding.Warning("RoundedTail") : null;
            return number;
        }
        finding = Finding.Error(Damage(value) ?? WholeForm(value) ?? Look(value) ?? kind);
        return null;
    }

    /// <summary>What is to be said of an amount that is not empty; null when it is decimal text.</summary>
    public static Finding? Amount(string value)
    {
        if (IsDecimal(value)) return value is [.., '.', _, _, _] && Thousands().IsMatch(value) ? Finding.Warning("AmountThousands") : null;
        var kind = Damage(value);
        if (kind is null && value.AsSpan().ContainsAny('%', '％')) kind = "NumberPercent";
        if (kind is null && Currency().IsMatch(value)) kind = "AmountCurrency";
        if (kind is null && Grouped().IsMatch(value) && !value.Contains(',', StringComparison.Ordinal)) kind = "AmountGrouped";
        return Finding.Error(kind ?? Look(value) ?? (value.Contains(',', StringComparison.Ordinal) ? "AmountComma" : "Amount"));
    }

    /// <summary>What a spreadsheet did to a value that is a number or an identifier; null for nothing that is known.</summary>
    public static string? Damage(string value) =>
        CellText.IsExcelError(value) ? "ExcelError"
        : CellText.IsFormula(value) ? "TextFormula"
        : CellText.HasApostrophe(value) ? "Apostrophe"
        : CellText.IsScientific(value) ? "NumberScientific"
        : null;

    /// <summary>Whether it is longer than Excel can keep, with zeros where Excel would have lost the digits.</summary>
    public static bool HasRoundedTail(string digits) => digits.Length > DigitsOfExcel && digits.AsSpan(DigitsOfExcel).IndexOfAnyExcept('0') < 0;

    /// <summary>What can't be seen in it, or hardly; null for nothing.</summary>
    public static string? Look(string value) => CellText.HasInvisible(value) ? "InvisibleCharacter" : CellText.HasFullWidth(value) ? "FullWidth" : null;

    private static string? WholeForm(string value) =>
        Grouped().IsMatch(value) ? "NumberGrouped"
        : WithZeros().IsMatch(value) ? "NumberDecimal"
        : value.AsSpan().ContainsAny('%', '％') ? "NumberPercent"
        : null;

    // -?digits[.digits], without the cost of an expression: nearly every amount is.
    private static bool IsDecimal(ReadOnlySpan<char> value)
    {
        if (value is ['-', ..]) value = value[1..];
        var whole = value.IndexOfAnyExceptInRange('0', '9');
        if (whole < 0) return value.Length is > 0 and <= LongestWhole;
        if (whole is 0 or > LongestWhole || value[whole] != '.') return false;
        var decimals = value[(whole + 1)..];
        return decimals.Length is > 0 and <= LongestDecimals && decimals.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    [GeneratedRegex(@"^-?[1-9][0-9]{0,2}\.[0-9]{3}$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}([ \u00A0\u202F,.'’][0-9]{3})+([.,][0-9]{1,2})?$")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[0-9]+[.,]0+$")]
    private static partial Regex WithZeros();

    // Only signs and codes of money: the k of 20k is none, and removing it would be wrong.
    [GeneratedRegex(@"^-?\s*((Rp|IDR|RM|MYR|PHP|US\$|USD|S\$|SGD|HK\$|HKD|NT\$|TWD|CNY|RMB|JPY|KRW|VND|THB|INR|Rs|EUR|GBP|\p{Sc})\.?\s*-?[0-9][0-9 .,\u00A0]*|-?[0-9][0-9 .,\u00A0]*\s*(Rp|IDR|RM|MYR|PHP|USD|SGD|HKD|TWD|CNY|RMB|JPY|KRW|VND|THB|INR|EUR|GBP|\p{Sc}|元|円|원|đ))(,?-)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Currency();
}
