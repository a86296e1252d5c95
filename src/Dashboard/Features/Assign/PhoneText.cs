namespace Dashboard.Features.Assign;

/// <summary>Takes the digits out of a phone as people write it, and says what else was there.</summary>
internal static class PhoneText
{
    /// <summary>Longest text that is looked at; a longer one is no phone.</summary>
    public const int Longest = 256;

    /// <summary>Copies the digits.</summary>
    /// <param name="text">The phone, at most <see cref="Longest"/> characters.</param>
    /// <param name="digits">Takes them: as long as <paramref name="text"/>.</param>
    /// <param name="length">How many there are.</param>
    public static PhoneSigns Clean(ReadOnlySpan<char> text, Span<char> digits, out int length)
    {
        var found = PhoneSigns.None;
        length = 0;
        foreach (var x in text)
        {
            if (char.IsAsciiDigit(x))
            {
                digits[length++] = x;
            }
            else if (x is >= '０' and <= '９')
            {
                digits[length++] = (char)(x - '０' + '0');
                found |= PhoneSigns.FullWidth;
            }
            else
            {
                found |= SignOf(x, isFirst: length == 0 && !found.HasFlag(PhoneSigns.Plus));
            }
        }
        return found;
    }

    private static PhoneSigns SignOf(char x, bool isFirst) => x switch
    {
        '+' => isFirst ? PhoneSigns.Plus : PhoneSigns.Other,
        '＋' => isFirst ? PhoneSigns.Plus | PhoneSigns.FullWidth : PhoneSigns.Other,
        '-' or '‐' or '‑' or '‒' or '–' or '—' or '−' => PhoneSigns.Space,
        '－' => PhoneSigns.FullWidth,
        '(' or ')' or '[' or ']' or '.' or ',' or '（' or '）' or '．' or '，' => PhoneSigns.Bracket,
        _ when CellText.Invisible.Contains(x) => PhoneSigns.Invisible,
        _ when char.IsWhiteSpace(x) => PhoneSigns.Space,
        _ => PhoneSigns.Other,
    };
}

/// <summary>What stands in a phone beside its digits.</summary>
[Flags]
internal enum PhoneSigns
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A plus in front: the country code is there.</summary>
    Plus = 1,

    /// <summary>Spaces or dashes.</summary>
    Space = 2,

    /// <summary>Characters that can't be seen.</summary>
    Invisible = 4,

    /// <summary>Digits or signs in double width.</summary>
    FullWidth = 8,

    /// <summary>Brackets, points or commas.</summary>
    Bracket = 16,

    /// <summary>What does not belong into a phone.</summary>
    Other = 32,
}
