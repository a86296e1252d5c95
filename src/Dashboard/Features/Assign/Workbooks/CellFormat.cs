using System.Globalization;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>How a number of a workbook becomes text: as people see it where that matters (dates, leading zeros), else exactly.</summary>
internal sealed class CellFormat
{
    /// <summary>From here on a number has 16 digits, and Excel keeps 15: the last ones are not what was typed.</summary>
    private const double FirstHarmed = 1e15;
    private const long SecondsADay = 24 * 60 * 60;

    // The built-in formats of dates and times that have no text in the file; 27 to 36 and 50 to 58 are those of Chinese, Japanese and Korean Excel.
    private static readonly Dictionary<int, string> Builtin = new()
    {
        [14] = "yyyy-mm-dd", [15] = "d-mmm-yy", [16] = "d-mmm", [17] = "mmm-yy", [18] = "h:mm", [19] = "h:mm:ss", [20] = "h:mm", [21] = "h:mm:ss", [22] = "yyyy-mm-dd h:mm",
        [27] = "yyyy-mm", [28] = "mm-dd", [29] = "mm-dd", [30] = "mm-dd-yy", [31] = "yyyy-mm-dd", [32] = "h:mm", [33] = "h:mm:ss", [34] = "h:mm", [35] = "h:mm:ss", [36] = "yyyy-mm",
        [45] = "mm:ss", [46] = "[h]:mm:ss", [47] = "mm:ss",
        [50] = "yyyy-mm", [51] = "mm-dd", [52] = "yyyy-mm", [53] = "mm-dd", [54] = "mm-dd", [55] = "h:mm", [56] = "h:mm:ss", [57] = "yyyy-mm", [58] = "mm-dd",
    };

    private readonly bool date;
    private readonly bool time;
    private readonly bool seconds;
    private readonly bool elapsed;
    private readonly DigitMask? mask;

    private CellFormat(string code)
    {
        var letters = FormatLetters.Of(code);
        elapsed = letters.Elapsed;
        date = letters.Date;
        time = letters.Time;
        seconds = letters.Seconds;
        mask = date || time || elapsed ? null : DigitMask.Of(code);
    }

    /// <summary>A plain number.</summary>
    public static CellFormat General { get; } = new("");

    /// <summary>The format with a code of the file, or the built-in one of a number.</summary>
    public static CellFormat Of(int id, string? code) => (code ?? Builtin.GetValueOrDefault(id)) is { } known ? new(known) : General;

    /// <summary>The text of a number.</summary>
    /// <param name="value">Its value; of a date the days since 1899-12-30.</param>
    /// <param name="calendar">Days to add to a date: workbooks of old Macs count from 1904.</param>
    public string Text(double value, int calendar = 0)
    {
        if (elapsed && value >= 0) return Elapsed(value);
        if ((date || time) && value >= 0 && value + calendar < 2_958_466) return Moment(value < 1 && !date ? value : value + calendar);
        if (mask is not null && value is >= 0 and < FirstHarmed && Math.Floor(value) == value) return mask.Apply((long)value);
        return Number(value);
    }

    /// <summary>A number without a format: exact, without the noise of binary fractions, and in scientific form where digits are lost.</summary>
    public static string Number(double value)
    {
        if (value == 0) return "0";
        if (Math.Abs(value) >= FirstHarmed) return value.ToString("0.##############E+0", CultureInfo.InvariantCulture);
        var text = value.ToString("G15", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && exact != 0
            ? exact.ToString("0.############################", CultureInfo.InvariantCulture)
            : text;
    }

    private static string Elapsed(double value)
    {
        var all = (long)Math.Round(Math.Min(value, 1e9) * SecondsADay);
        return string.Create(CultureInfo.InvariantCulture, $"{all / 3600}:{all / 60 % 60:00}:{all % 60:00}");
    }

    private string Moment(double value)
    {
        var (days, rest) = Math.DivRem((long)Math.Round(value * SecondsADay), SecondsADay);
        var clock = TimeSpan.FromSeconds(rest);
        if (days == 0 && !date) return clock.ToString(seconds || clock.Seconds != 0 ? @"hh\:mm\:ss" : @"hh\:mm", CultureInfo.InvariantCulture);
        var day = days switch
        {
            // Excel's calendar has a day 0 and a 29 February 1900; the days before it are one off.
            0 => "1900-01-00",
            60 => "1900-02-29",
            _ => new DateOnly(1899, 12, 30).AddDays((int)days + (days < 60 ? 1 : 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        return time || rest != 0 ? $"{day} {clock:hh\\:mm\\:ss}" : day;
    }
}
