using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Features.Assign;

/// <summary>Judges dates and times: real ones in the agreed form. Of others it names the form, as far as that is certain.</summary>
internal static partial class DateRules
{
    private const int LengthOfDate = 10;
    private const int LengthOfTime = 19;

    // What Excel's numbers of days mean: 1954 to 2119.
    private const int FirstSerial = 20_000;
    private const int LastSerial = 80_000;

    /// <summary>What is to be said of a date that is not empty; null for a real <c>yyyy-MM-dd</c>.</summary>
    public static Finding? Date(string value) => IsDate(value) ? null : Finding.Error(NumberRules.Damage(value) ?? NumberRules.Look(value) ?? DateKind(value));

    /// <summary>What is to be said of a time that is not empty; null for a real <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public static Finding? Time(string value) =>
        value.Length == LengthOfTime && value[LengthOfDate] == ' ' && IsDate(value.AsSpan(0, LengthOfDate)) && IsClock(value.AsSpan(LengthOfDate + 1))
            ? null : Finding.Error(NumberRules.Damage(value) ?? NumberRules.Look(value) ?? TimeKind(value));

    private static string DateKind(string value)
    {
        if (Form(value) is { } form) return form;
        return value.Length > LengthOfDate && IsDate(value.AsSpan(0, LengthOfDate)) && value[LengthOfDate] is ' ' or 'T' ? "DateWithTime" : "Date";
    }

    private static string TimeKind(string value)
    {
        if (IsDate(value)) return "TimeMissing";
        if (value.Length >= LengthOfDate && IsDate(value.AsSpan(0, LengthOfDate)))
        {
            var clock = value.AsSpan(LengthOfDate);
            if (clock is ['T', ..]) return "TimeIso";
            return clock is [' ', ..] && ShortClock().IsMatch(clock[1..]) ? "TimeNoSeconds" : "DateTime";
        }
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        return Form(value) ?? (space > 0 ? Form(value[..space]) : null) ?? "DateTime";
    }

    // A form that is known, of a day that is real.
    private static string? Form(string value)
    {
        if (Serial().IsMatch(value) && int.Parse(value.AsSpan(0, 5), CultureInfo.InvariantCulture) is >= FirstSerial and <= LastSerial) return "DateSerial";
        if (value.Length == 8 && IsReal(value, "yyyyMMdd")) return "DateCompact";
        if (Words().IsMatch(value)) return "DateWords";
        if (YearFirst().IsMatch(value)) return IsReal(value.Replace('/', '-').Replace('.', '-'), "yyyy-M-d") ? "DateSlashes" : null;
        if (YearLast().Match(value) is not { Success: true } parts) return null;
        var (first, second) = (Number(parts.Groups[1]), Number(parts.Groups[2]));
        if (parts.Groups[3].Length == 2 || (first <= 12 && second <= 12 && first != second)) return "DateAmbiguous";
        var (day, month) = first > 12 ? (first, second) : (second, first);
        return IsReal($"{parts.Groups[3].Value}-{month}-{day}", "yyyy-M-d") ? "DateSlashes" : null;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private static bool IsReal(string value, string form) => DateOnly.TryParseExact(value, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // By hand: the framework's exact parsing costs more than all other rules of a line together.
    private static bool IsDate(ReadOnlySpan<char> value)
    {
        if (value.Length != LengthOfDate || value[4] != '-' || value[7] != '-') return false;
        var (year, month, day) = (Digits(value[..4]), Digits(value[5..7]), Digits(value[8..]));
        return year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month);
    }

    private static int Digits(ReadOnlySpan<char> value)
    {
        var number = 0;
        foreach (var x in value)
        {
            if (!char.IsAsciiDigit(x)) return -1;
            number = number * 10 + x - '0';
        }
        return number;
    }

    private static bool IsClock(ReadOnlySpan<char> value) =>
        value is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'] && (value[0] < '2' || value[1] < '4');

    [GeneratedRegex(@"^[0-9]{5}([.,][0-9]+)?$")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^[0-9]{4}(?:[-/.])[0-9]{1,2}[-/.][0-9]{1,2}$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})$")]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$|^[0-9]{1,2}[- /]\p{L}{3,9}[- /,]+[0-9]{2,4}$|^\p{L}{3,9} [0-9]{1,2},? [0-9]{4}$")]
    private static partial Regex Words();

    [GeneratedRegex(@"^([01]?[0-9]|2[0-3]):[0-5][0-9]$")]
    private static partial Regex ShortClock();
}
