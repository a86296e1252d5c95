namespace Dashboard.Features.Assign;

/// <summary>A correction that is offered for all lines with a kind of finding. It is never made by itself: a person sees before and after first.</summary>
public enum FixKind
{
    /// <summary>Removes <c>+</c>, spaces, dashes and brackets from phones.</summary>
    CleanPhone = 0,

    /// <summary>Puts a country code before phones that lack it, in place of leading zeros.</summary>
    AddCountryCode = 1,

    /// <summary>Removes an apostrophe, or <c>="…"</c>, around a number.</summary>
    RemoveApostrophe = 2,

    /// <summary>Removes <c>.0</c> from whole numbers.</summary>
    RemoveDecimals = 3,

    /// <summary>Removes currency signs and thousands separators from amounts.</summary>
    PlainAmount = 4,

    /// <summary>Rewrites dates as <c>yyyy-MM-dd</c>.</summary>
    IsoDate = 5,

    /// <summary>Cuts long texts to what INCS takes.</summary>
    Cut = 6,

    /// <summary>Fills empty cells with one text.</summary>
    Fill = 7,
}

/// <summary>Makes changes of the corrections that people need most.</summary>
public static class SheetFixes
{
    /// <summary>What is offered for a kind of finding; the likeliest first.</summary>
    /// <param name="problemKind">Kind of the finding.</param>
    public static IReadOnlyList<FixKind> For(string problemKind) => problemKind switch
    {
        "PhoneLeadingZero" or "PhoneLostZero" or "PhoneMaybeChinese" or "PhoneNoCountry" => [FixKind.AddCountryCode],
        "PhoneDoubleZero" or "PhoneChanged" or "PhoneLetters" or "PhoneSigns" or "PhoneInvisible" or "PhoneFullWidth" => [FixKind.CleanPhone],
        "PhoneApostrophe" or "Apostrophe" or "TextFormula" => [FixKind.RemoveApostrophe],
        "PhoneDecimal" or "NumberDecimal" => [FixKind.RemoveDecimals],
        "AmountComma" or "AmountCurrency" or "AmountGrouped" or "AmountThousands" or "NumberGrouped" => [FixKind.PlainAmount],
        "DateSlashes" or "DateAmbiguous" or "DateSerial" or "DateCompact" or "DateWithTime" or "TimeNoSeconds" or "TimeIso" => [FixKind.IsoDate],
        "TooLong" => [FixKind.Cut],
        "Required" => [FixKind.Fill],
        _ => [],
    };

    /// <summary>The change.</summary>
    /// <param name="fix">What to do.</param>
    /// <param name="argument">The country code, <c>dmy</c> or <c>mdy</c>, the text to fill in; else empty.</param>
    /// <param name="where">The lines it is offered to; a line that it does not fit stays as it is.</param>
    /// <param name="column">Index of the sheet's column.</param>
    /// <param name="field">The column's field.</param>
    public static SheetChange Change(FixKind fix, string argument, LineChoice where, int column, string? field)
    {
        Func<string, string?> text = fix switch
        {
            FixKind.CleanPhone => Digits,
            FixKind.AddCountryCode => value => WithCountryCode(value, argument),
            FixKind.RemoveApostrophe => WithoutApostrophe,
            FixKind.RemoveDecimals => WithoutDecimals,
            FixKind.PlainAmount => AmountText.Plain,
            FixKind.IsoDate => value => DateText.Iso(value, argument, withTime: field == SheetField.LoanTime),
            FixKind.Cut => Cut,
            FixKind.Fill => value => string.IsNullOrWhiteSpace(value) ? argument : null,
        };
        return new(fix.ToString(), where, line => text(column < line.Cells.Count ? line.Cells[column] : "") is { } after ? line.With([new(line.Number, column, after)]) : null);
    }

    private static string? Digits(string value)
    {
        var digits = new string([.. value.Normalize(System.Text.NormalizationForm.FormKC).Where(x => char.IsLetterOrDigit(x))]);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    private static string? WithCountryCode(string value, string code)
    {
        if (code.Length == 0 || !code.All(char.IsAsciiDigit)) return null;
        if (value.TrimStart().StartsWith('+') || Digits(value) is not { } digits) return null;
        // What was written with an international prefix has its code already.
        return value.TrimStart().StartsWith("00", StringComparison.Ordinal) ? digits : code + digits.TrimStart('0');
    }

    private static string? WithoutApostrophe(string value)
    {
        var text = value.Trim();
        if (text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"')) text = text[2..^1];
        text = text.Trim('\'', '’', '‘', '`', ' ');
        return text.Length > 0 ? text : null;
    }

    private static string? WithoutDecimals(string value)
    {
        var text = value.Trim();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point > 0 && text[..point].All(char.IsAsciiDigit) && text[(point + 1)..].All(x => x == '0') ? text[..point] : null;
    }

    private static string? Cut(string value)
    {
        const int most = AssignmentRules.LongestText;
        var text = value.Trim();
        if (text.Length <= most) return null;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)].TrimEnd();
    }
}
