namespace Dashboard.Features.Assign;

/// <summary>What numbers of countries look like, as far as it tells a whole number from one that has lost a part. All take bare digits.</summary>
internal static class PhoneForms
{
    /// <summary>Digits of the longest number in the world, country code included.</summary>
    public const int LongestDigits = 15;

    /// <summary>Country code of the USA, Canada and the Caribbean.</summary>
    public const int NorthAmerica = 1;

    // Codes of two digits; 1 and 7 have one, all others three.
    private static readonly int[] TwoDigits =
        [20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98];

    // Prefixes of the Indonesian mobile operators, without the 0.
    private static readonly bool[] IndonesianPrefix = Prefixes((811, 819), (821, 823), (828, 828), (831, 833), (838, 838), (851, 859), (877, 879), (881, 889), (895, 899));

    /// <summary>The country code of a number that looks whole; null where it may be something else.</summary>
    public static int? CodeOf(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 8 || digits[0] == '0') return null;
        if (digits[0] == '1') return digits.Length == 11 ? NorthAmerica : null;
        if (digits[0] == '7') return digits.Length == 11 ? 7 : null;
        // What begins with 8 is as likely an Indonesian number without its 0.
        if (digits[0] == '8' && IsBareIndonesian(digits) && !IsMobileOf8(digits)) return null;
        var two = (digits[0] - '0') * 10 + digits[1] - '0';
        return Array.BinarySearch(TwoDigits, two) >= 0 ? two : two * 10 + digits[2] - '0';
    }

    /// <summary>Whether it fits an Indonesian mobile number that has neither its 0 nor its 62.</summary>
    public static bool IsBareIndonesian(ReadOnlySpan<char> digits) =>
        digits.Length is >= 9 and <= 12 && digits[0] == '8' && IndonesianPrefix[(digits[1] - '0') * 10 + digits[2] - '0'];

    /// <summary>Whether it is a whole mobile number of a country whose code begins with 8.</summary>
    public static bool IsMobileOf8(ReadOnlySpan<char> digits) => digits switch
    {
        ['8', '1', '7' or '8' or '9', '0', ..] => digits.Length == 12, // Japan
        ['8', '2', '1', '0', ..] => digits.Length == 12, // Korea
        ['8', '4', '3' or '5' or '7' or '8' or '9', ..] => digits.Length == 11, // Vietnam
        ['8', '5', '2', >= '4', ..] => digits.Length == 11, // Hong Kong
        ['8', '5', '3', '6', ..] => digits.Length == 11, // Macao
        ['8', '5', '5', '1' or >= '6', ..] => digits.Length is 11 or 12, // Cambodia
        ['8', '5', '6', '2', '0', ..] => digits.Length == 13, // Laos
        ['8', '6', '1', >= '3', ..] => digits.Length == 13, // China
        ['8', '8', '0', '1', ..] => digits.Length == 13, // Bangladesh
        ['8', '8', '6', '9', ..] => digits.Length == 12, // Taiwan
        _ => false,
    };

    /// <summary>Whether it fits a Chinese mobile number without its 86.</summary>
    public static bool IsBareChinese(ReadOnlySpan<char> digits) => digits.Length == 11 && digits[0] == '1' && digits[1] >= '3';

    /// <summary>Whether the numbering plan of North America allows it: neither area nor exchange begins with 0 or 1, and some areas are never given out.</summary>
    public static bool IsNorthAmerican(ReadOnlySpan<char> digits) =>
        digits.Length == 11 && digits[0] == '1' && digits[1] >= '2' && digits[2] != '9' && digits[4] >= '2'
        && !(digits[1] == '3' && digits[2] == '7') && !(digits[1] == '9' && digits[2] == '6') && !(digits[2] == '1' && digits[3] == '1');

    /// <summary>Whether the 0 that is dialled at home stands between the country code and the number, where no number has it.</summary>
    public static bool HasTrunkZero(ReadOnlySpan<char> digits) => digits switch
    {
        ['6', '0' or '2' or '3' or '6', '0', ..] or ['8', '1' or '2' or '4' or '6', '0', ..] or ['9', '1', '0', ..] => digits.Length >= 10,
        _ => false,
    };

    /// <summary>Whether it is a mobile number of Indonesia or China, with the country code, that has too few or too many digits.</summary>
    public static bool LacksDigits(ReadOnlySpan<char> digits) => digits switch
    {
        ['6', '2', '8', ..] => digits.Length is < 11 or > 14,
        ['8', '6', '1', >= '3', ..] => digits.Length != 13,
        _ => false,
    };

    /// <summary>Whether it surely lacks the country code that most phones of its sheet have, because no other country has numbers like it.</summary>
    public static bool Lacks(ReadOnlySpan<char> digits, string? countryCode) => countryCode switch
    {
        "60" => digits is ['1', ..] && digits.Length is 9 or 10,
        "63" => digits is ['9', not '5', ..] and not ['9', '6', '0' or '1', ..] && digits.Length == 10,
        _ => false,
    };

    private static bool[] Prefixes(params (int First, int Last)[] ranges)
    {
        var known = new bool[100];
        foreach (var (first, last) in ranges) known.AsSpan(first - 800, last - first + 1).Fill(true);
        return known;
    }
}
