namespace Dashboard.Features.Assign.Workbooks;

/// <summary>Which parts of a date or time a number format shows.</summary>
/// <param name="Date">A day, month or year.</param>
/// <param name="Time">Hours or minutes of a day.</param>
/// <param name="Seconds">Seconds.</param>
/// <param name="Elapsed">Hours, minutes or seconds that go on past a day, as in <c>[h]:mm</c>.</param>
internal readonly record struct FormatLetters(bool Date, bool Time, bool Seconds, bool Elapsed)
{
    /// <summary>Reads the first part of a format's code: what stands in quotes or behind a backslash is text.</summary>
    public static FormatLetters Of(string code)
    {
        if (code.Contains("general", StringComparison.OrdinalIgnoreCase)) return default;
        var (day, month, clock, seconds, elapsed) = (false, false, false, false, false);
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (char.ToLowerInvariant(code[i]))
            {
                case '"':
                    i = EndOf(code, i, '"');
                    break;
                case '[':
                    var end = EndOf(code, i, ']');
                    elapsed |= end > i + 1 && code.AsSpan(i + 1, end - i - 1).Trim("hmsHMS").IsEmpty;
                    i = end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'd':
                    day = true;
                    break;
                case 'm':
                    month = true;
                    break;
                case 'h':
                    clock = true;
                    break;
                case 's':
                    seconds = true;
                    break;
            }
        }
        // "m" is the month, and minutes beside hours or seconds.
        var time = clock || seconds;
        return new(day || month && !time && !elapsed, time, seconds, elapsed);
    }

    private static int EndOf(string code, int start, char closing) => code.IndexOf(closing, start + 1) is >= 0 and var end ? end : code.Length - 1;
}
