using System.Globalization;

namespace Dashboard.Features.Assign;

/// <summary>Learns in a first reading which country code most phones of a sheet begin with. Takes the same memory for any number of phones.</summary>
public sealed class CountryCodes
{
    // Slips of the pen: one in so many.
    private const int FewOf = 50;
    private readonly int[] counts = new int[1000];
    private int phones;
    private int surelyNorthAmerican;
    private int neverNorthAmerican;

    /// <summary>Counts a phone, as the sheet has it or cleaned; an empty one does not count.</summary>
    public void Note(string phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        var text = phone.AsSpan().Trim();
        if (text.Length == 0) return;
        phones++;
        if (text.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            Count(text, isMarked: false);
            return;
        }
        if (text.Length > PhoneText.Longest) return;
        Span<char> cleaned = stackalloc char[PhoneText.Longest];
        var signs = PhoneText.Clean(text, cleaned, out var length);
        if (!signs.HasFlag(PhoneSigns.Other)) Count(cleaned[..length], signs.HasFlag(PhoneSigns.Plus));
    }

    /// <summary>The code that at least half of the phones begin with, and more than with any other; null when there is none.</summary>
    public string? Most
    {
        get
        {
            var most = counts.Max();
            if (most == 0 || most * 2L < phones || counts.Count(x => x == most) > 1) return null;
            var code = Array.IndexOf(counts, most);
            if (code == PhoneForms.NorthAmerica && (surelyNorthAmerican == 0 || neverNorthAmerican * FewOf > most)) return null;
            return code.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void Count(ReadOnlySpan<char> digits, bool isMarked)
    {
        if (digits.Length > PhoneForms.LongestDigits || PhoneForms.CodeOf(digits) is not { } code) return;
        counts[code]++;
        // 1 and ten digits may as well be a Chinese number without its 86: only numbers that can't be are proof.
        if (code != PhoneForms.NorthAmerica) return;
        if (isMarked || !PhoneForms.IsBareChinese(digits)) surelyNorthAmerican++;
        if (!PhoneForms.IsNorthAmerican(digits)) neverNorthAmerican++;
    }
}
