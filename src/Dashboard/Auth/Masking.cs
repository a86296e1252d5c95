using System.Text.RegularExpressions;

namespace Dashboard.Auth;

/// <summary>Personal data as a page may show it. Masking happens on the server: the hidden characters never leave it.</summary>
public static partial class Masking
{
    /// <summary>Digits of a phone that a Viewer sees at either end; of one that is no longer than both, none.</summary>
    public const int ShownDigits = 4;

    private const string Hidden = "****";

    /// <summary>A phone as a page shows it, such as <c>6281****5678</c>.</summary>
    public static string Phone(string phone, PersonalSight sight) => sight == PersonalSight.Whole ? phone : Masked(phone);

    /// <summary>A phone as nobody may see more of it, such as in the audit log.</summary>
    public static string Masked(string phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return phone.Length <= 2 * ShownDigits ? new string('*', phone.Length) : $"{phone[..ShownDigits]}{Hidden}{phone[^ShownDigits..]}";
    }

    /// <summary>An amount as <c>****</c>; empty stays empty.</summary>
    public static string MaskedAmount(string? amount) => string.IsNullOrEmpty(amount) ? "" : Hidden;

    /// <summary>Free text, such as a remark or INCS's words, as a page shows it.</summary>
    public static string Text(string text, PersonalSight sight) => sight == PersonalSight.Whole ? text : MaskedText(text);

    /// <summary>Free text without its numbers of five digits and more, however they are grouped: each may be a phone or an amount, of this customer or another.
    /// Dates stay. A phone in words, or taken apart by other words, and an amount of fewer digits can't be told from other text, and stay too.</summary>
    public static string MaskedText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Number().Replace(text, x => x.Groups["date"].Success ? x.Value : Hidden);
    }

    // A date first, unless it goes on as a longer number; else digits of any script, with up to three signs between two of them.
    [GeneratedRegex(
        @"(?<date>(?<!\d)(?:(?:19|20)\d\d(?<by>[-./])(?:0?[1-9]|1[0-2])\k<by>(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])(?<by>[-./])(?:0?[1-9]|1[0-2])\k<by>(?:19|20)\d\d)(?![-./]?\d))|\d(?:[\s\p{Pd}.,'’_()+/]{0,3}\d){4,}")]
    private static partial Regex Number();
}
