using System.Globalization;

namespace Dashboard.Features.Assign;

/// <summary>Dates as people and Excel write them.</summary>
internal static class DateText
{
    private static readonly DateTime Epoch = new(1899, 12, 30);
    private static readonly string[] YearFirst = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];
    private static readonly string[] DayFirst = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];
    private static readonly string[] MonthFirst = ["M/d/yyyy", "M-d-yyyy", "M.d.yyyy"];

    /// <summary>The date as INCS takes it; null when the text is no date of that order.</summary>
    /// <param name="value">Such as <c>15/04/2026</c>, <c>2026/4/15</c> or the days since 1900 that Excel counts.</param>
    /// <param name="order"><c>mdy</c> when the month stands first, else the day does.</param>
    /// <param name="withTime">Whether the column holds times.</param>
    public static string? Iso(string value, string order, bool withTime)
    {
        var text = value.Trim();
        if (Read(text, order) is not { } date) return null;
        var iso = date.ToString(withTime ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return iso == text ? null : iso;
    }

    private static DateTime? Read(string text, string order)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is > 20_000 and < 80_000)
            return Epoch.AddSeconds(Math.Round(days * 86_400));
        string[] formats = [.. YearFirst, .. order == "mdy" ? MonthFirst : DayFirst];
        string[] times = ["", " H:m", " H:m:s"];
        string[] all = [.. from f in formats from t in times select f + t];
        return DateTime.TryParseExact(text.Replace('T', ' '), all, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date) ? date : null;
    }
}
