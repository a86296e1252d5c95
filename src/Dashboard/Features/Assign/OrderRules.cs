using System.Buffers;
using System.Text.RegularExpressions;

namespace Dashboard.Features.Assign;

/// <summary>Judges an order's number and phone. Both are free text, so only what a spreadsheet surely or very likely did to them is named.</summary>
internal static partial class OrderRules
{
    private const string Months = "(Jan|Feb|Mar|Apr|May|Mei|Jun|Jul|Aug|Agu|Agt|Sep|Oct|Okt|Nov|Dec|Des)";
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");

    /// <summary>What is to be said of an order number that is not empty.</summary>
    public static Finding? Number(string value)
    {
        if (value.AsSpan().IndexOfAnyExcept(Plain) < 0) return Tail(value);
        if (Damage(value) is { } damage) return Finding.Error(damage);
        if (MadeDate().IsMatch(value)) return Finding.Error("OrderDate");
        if (Date().IsMatch(value)) return Finding.Warning("OrderDate");
        if (CellText.HasInvisible(value)) return Finding.Error("InvisibleCharacter");
        return CellText.HasFullWidth(value) ? Finding.Warning("FullWidth") : null;
    }

    /// <summary>What is to be said of an order's phone that is not empty.</summary>
    public static Finding? Phone(string value)
    {
        if (value.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0) return Tail(value);
        if (Damage(value) is { } damage) return Finding.Error(damage);
        return NumberRules.Look(value) is { } look ? Finding.Warning(look) : null;
    }

    private static Finding? Tail(string value) =>
        NumberRules.HasRoundedTail(value) && value.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? Finding.Warning("RoundedTail") : null;

    private static string? Damage(string value) =>
        CellText.IsScientificByExcel(value) ? "NumberScientific"
        : CellText.IsExcelError(value) ? "ExcelError"
        : CellText.IsFormula(value) ? "TextFormula"
        : CellText.HasApostrophe(value) ? "Apostrophe"
        : WithZero().IsMatch(value) ? "NumberDecimal"
        : null;

    // Of a long number only: 1.0 may well be somebody's order number.
    [GeneratedRegex(@"^[0-9]{6,}[.,]0{1,2}$")]
    private static partial Regex WithZero();

    // Nobody calls an order 26-May or midnight.
    [GeneratedRegex($@"^([0-9]{{1,2}}-)?{Months}-[0-9]{{2,4}}$|^[0-9]{{1,2}}-{Months}$|^([0-9]{{4}}年)?[0-9]{{1,2}}月([0-9]{{1,2}}日)?$|^[0-9]{{1,4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,4}} 0?0:00(:00)?$")]
    private static partial Regex MadeDate();

    [GeneratedRegex(@"^(19|20)[0-9]{2}([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12][0-9]|3[01])$|^(0?[1-9]|[12][0-9]|3[01])([-/.])(0?[1-9]|[12][0-9]|3[01])\6(19|20)[0-9]{2}$")]
    private static partial Regex Date();
}
