using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Features.Assign;

/// <summary>What of a header's text counts when headers are compared.</summary>
public static partial class HeaderText
{
    /// <summary>Letters and digits, in lower case and of normal width; what stands in brackets, such as a unit or "required", is left out unless nothing else stands there.</summary>
    public static string Plain(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var text = header.Normalize(NormalizationForm.FormKC);
        var plain = LettersAndDigits(Bracketed().Replace(text, ""));
        return plain.Length > 0 ? plain : LettersAndDigits(text);
    }

    private static string LettersAndDigits(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|《[^《》]*》")]
    private static partial Regex Bracketed();
}
