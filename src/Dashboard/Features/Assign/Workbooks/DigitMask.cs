using System.Globalization;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>A number format of digits alone, such as <c>00000000</c> or <c>000-0000-0000</c>: the zeros that people see are part of the number.</summary>
internal sealed class DigitMask
{
    private readonly string places;

    private DigitMask(string places) => this.places = places;

    /// <summary>The mask of a format's code; null where it shows anything but digits, or no leading zero.</summary>
    public static DigitMask? Of(string code)
    {
        var places = new List<char>();
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '0' or '#' or '-' or '+' or ' ' or '(' or ')':
                    places.Add(code[i]);
                    break;
                case '\\' when i + 1 < code.Length && code[i + 1] is '-' or '+' or ' ' or '(' or ')':
                    places.Add(code[++i]);
                    break;
                default:
                    return null;
            }
        }
        return places.Count(x => x == '0') >= 2 ? new(new string([.. places])) : null;
    }

    /// <summary>The number as the format shows it.</summary>
    public string Apply(long value)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        var left = digits.Length;
        var first = places.AsSpan().IndexOfAny('0', '#');
        var text = new Stack<char>();
        for (var i = places.Length - 1; i >= 0; i--)
        {
            if (places[i] is not ('0' or '#')) text.Push(places[i]);
            else if (left > 0) text.Push(digits[--left]);
            else if (places[i] == '0') text.Push('0');
            // The first place takes all digits that are left.
            while (i == first && left > 0) text.Push(digits[--left]);
        }
        return new string([.. text]);
    }
}
