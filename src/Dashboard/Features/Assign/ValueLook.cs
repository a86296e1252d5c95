using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Features.Assign;

/// <summary>Tells from a column's values which field it may be. Most of them must fit, not all: it is the damaged ones that the check is for.</summary>
internal static partial class ValueLook
{
    private const double Most = 0.8;
    private static readonly string[] PhoneStarts = ["62", "86", "60", "63", "65", "66", "84", "91", "52", "55", "57", "51", "234", "254", "08", "+"];

    /// <summary>The only field that these values look like, or null.</summary>
    /// <param name="cells">The column's first cells.</param>
    public static string? FieldOf(IEnumerable<string> cells)
    {
        var values = cells.Select(x => x.Trim()).Where(x => x.Length > 0).ToList();
        if (values.Count == 0) return null;
        var distinct = values.Distinct(StringComparer.Ordinal).Count();
        // Few accounts serve many customers.
        var repeated = values.Count >= 4 && distinct * 2 <= values.Count;
        string?[] looks =
        [
            Are(values, IsPhone) ? SheetField.Phone : null,
            repeated && distinct <= 5 && Are(values, IsAuthId) ? SheetField.AuthId : null,
            repeated && Are(values, x => Account().IsMatch(x)) ? SheetField.Assignee : null,
            !repeated && values.Count >= 2 && distinct >= values.Count * Most && Are(values, x => OrderNumber().IsMatch(x)) ? SheetField.OrderNumber : null,
            Are(values, x => IsInstant(x) && x.Contains(':', StringComparison.Ordinal)) ? SheetField.LoanTime : null,
            Are(values, x => IsInstant(x) && !x.Contains(':', StringComparison.Ordinal)) ? SheetField.DueDate : null,
            Are(values, x => Amount().IsMatch(x)) ? SheetField.TotalAmount : null,
            Are(values, x => LongId().IsMatch(x)) ? SheetField.Template : null,
        ];
        return looks.OfType<string>().ToList() is [var only] ? only : null;
    }

    private static bool Are(List<string> values, Func<string, bool> fits) => values.Count(fits) >= values.Count * Most;

    private static bool IsPhone(string value)
    {
        if (HarmedPhone().IsMatch(value)) return true;
        var text = value.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        // Numbers that begin with a day, such as 20260415001, are no phones.
        return PhoneDigits().IsMatch(text) && (PhoneStarts.Any(x => text.StartsWith(x, StringComparison.Ordinal)) || LocalPhone().IsMatch(text));
    }

    // Round numbers are amounts, and four digits that begin with 19 or 20 are years.
    private static bool IsAuthId(string value) => ShortNumber().IsMatch(value) && !value.EndsWith("00", StringComparison.Ordinal) && !Year().IsMatch(value);

    private static bool IsInstant(string value) =>
        Instant().IsMatch(value) && DateTime.TryParse(value.Replace('年', '-').Replace('月', '-').Replace("日", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        || DayFirst().IsMatch(value);

    [GeneratedRegex(@"^\+?\d{9,15}$")]
    private static partial Regex PhoneDigits();

    // A Chinese mobile, and an Indonesian one that lost its 0.
    [GeneratedRegex(@"^(1[3-9]\d{9}|8[1-9]\d{7,10})$")]
    private static partial Regex LocalPhone();

    [GeneratedRegex(@"^\d\.\d+E\+1[0-4]$", RegexOptions.IgnoreCase)]
    private static partial Regex HarmedPhone();

    [GeneratedRegex(@"^[1-9]\d{3,6}$")]
    private static partial Regex ShortNumber();

    [GeneratedRegex(@"^(19|20)\d\d$")]
    private static partial Regex Year();

    [GeneratedRegex(@"^([A-Za-z]{2,}[_.][A-Za-z0-9_.]+|[A-Za-z]{3,}\d+)$")]
    private static partial Regex Account();

    [GeneratedRegex(@"^(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9][A-Za-z0-9/-]{5,39}$")]
    private static partial Regex OrderNumber();

    [GeneratedRegex(@"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T]\d{1,2}:\d{2}(:\d{2})?)?$")]
    private static partial Regex Instant();

    [GeneratedRegex(@"^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}( \d{1,2}:\d{2}(:\d{2})?)?$")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^-?(\d{1,15}|\d{1,3}([,.]\d{3})+)[.,]\d{1,2}$")]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[1-9]\d{15,18}$")]
    private static partial Regex LongId();
}
