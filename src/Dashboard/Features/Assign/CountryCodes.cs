namespace Dashboard.Features.Assign;

/// <summary>Learns in a first reading which country code most phones of a sheet begin with. Takes the same memory for any number of phones.</summary>
public sealed class CountryCodes
{
    private readonly int[] counts = new int[1000];
    private int phones;
    private bool isNorthAmerican;
    private bool isBareChinese;

    /// <summary>Counts a phone, as the sheet has it or cleaned; an empty one does not count.</summary>
    public void Note(string phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        var text = phone.AsSpan().Trim();
        if (text.Length == 0) return;
        phones++;
        var isMarked = text[0] == '+';
        Span<char> cleaned = stackalloc char[PhoneForms.LongestDigits];
        if (PhoneForms.Digits(text, cleaned) is not { } length) return;
        var digits = (ReadOnlySpan<char>)cleaned[..length];
        if (PhoneForms.CodeOf(digits) is not { } code) return;
        counts[code]++;
        // 1 and ten digits may be a Chinese number without its 86 as well: only numbers that can't be are proof.
        if (code != PhoneForms.NorthAmerica) return;
        isNorthAmerican |= isMarked || !PhoneForms.IsBareChinese(digits);
        isBareChinese |= !PhoneForms.IsNorthAmerican(digits);
    }

    /// <summary>The code that at least half of the phones begin with, and more than with any other; null when there is none.</summary>
    public string? Most
    {
        get
        {
            var most = counts.Max();
            if (most == 0 || most * 2L < phones || counts.Count(x => x == most) > 1) return null;
            var code = Array.IndexOf(counts, most);
            if (code == PhoneForms.NorthAmerica && (isBareChinese || !isNorthAmerican)) return null;
            return code.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
