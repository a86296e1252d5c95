namespace Dashboard.Features.Assign;

/// <summary>Amounts as people write them.</summary>
internal static class AmountText
{
    /// <summary>A plain decimal such as <c>20000.00</c>; null when the text is no amount, or one already.</summary>
    /// <param name="value">Such as <c>Rp 20.000,00</c>, <c>1,000.50</c> or <c>20 000</c>.</param>
    public static string? Plain(string value)
    {
        var text = new string([.. value.Where(x => char.IsAsciiDigit(x) || x is '.' or ',')]).Trim('.', ',');
        if (text.Length == 0 || !char.IsAsciiDigit(text[0])) return null;
        var decimals = DecimalMark(text);
        var plain = new string([.. text.Where((x, i) => char.IsAsciiDigit(x) || i == decimals)]).Replace(',', '.');
        return (value.Contains('-', StringComparison.Ordinal) ? "-" + plain : plain) is var amount && amount != value ? amount : null;
    }

    /// <summary>Index of the decimal mark, or -1: the last mark, unless it groups thousands.</summary>
    private static int DecimalMark(string text)
    {
        var last = text.LastIndexOfAny(['.', ',']);
        if (last < 0) return -1;
        var other = text[last] == ',' ? '.' : ',';
        if (text.Contains(other, StringComparison.Ordinal)) return last;
        // One kind of mark only: several of them, or three digits behind it, group thousands.
        return text.IndexOf(text[last], StringComparison.Ordinal) != last || text.Length - last - 1 == 3 ? -1 : last;
    }
}
