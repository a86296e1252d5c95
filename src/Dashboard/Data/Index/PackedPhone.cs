namespace Dashboard.Data.Index;

/// <summary>The digits of a phone in eight bytes: four bits each, from the left, so that comparing numbers compares texts. More than sixteen digits don't
/// occur in the world's numbering plan (E.164: fifteen); what is longer is known by its first sixteen.</summary>
internal static class PackedPhone
{
    private const int MostDigits = 16;

    public static ulong Pack(ReadOnlySpan<char> phone)
    {
        var packed = 0ul;
        var digits = 0;
        foreach (var x in phone)
        {
            if (!char.IsAsciiDigit(x)) continue;
            // A digit is 1 to 10, so that 0 ends the number.
            packed |= (ulong)(x - '0' + 1) << (60 - 4 * digits);
            if (++digits == MostDigits) break;
        }
        return packed;
    }

    public static string Text(ulong packed) => string.Create(Length(packed), packed, (text, x) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('0' + (int)(x >> (60 - 4 * i) & 15) - 1);
    });

    public static int Length(ulong packed) => packed == 0 ? 0 : MostDigits - System.Numerics.BitOperations.TrailingZeroCount(packed) / 4;

    /// <summary>What is left of it when only so many digits at either end are shown, as a key to sort by.</summary>
    public static ulong Masked(ulong packed, int shown)
    {
        var length = Length(packed);
        if (length <= 2 * shown) return 0;
        var ends = ~(~0ul >> (4 * shown)) | (~0ul >> (64 - 4 * shown) << (4 * (MostDigits - length)));
        return packed & ends;
    }
}

/// <summary>How a phone must begin and end, and how many digits it must have more than.</summary>
public readonly record struct PhonePattern(string Start, string End, int LongerThan)
{
    internal PhoneTest Test() => new(PackedPhone.Pack(Start), PackedPhone.Pack(End), Start.Length, End.Length, LongerThan);
}

internal readonly record struct PhoneTest(ulong Start, ulong End, int StartLength, int EndLength, int LongerThan)
{
    public bool Holds(ulong phone)
    {
        var length = PackedPhone.Length(phone);
        if (length <= LongerThan || length < StartLength || length < EndLength) return false;
        if (StartLength > 0 && (phone ^ Start) >> (64 - 4 * StartLength) != 0) return false;
        return EndLength == 0 || ((phone << (4 * (length - EndLength))) ^ End) == 0;
    }
}
