using System.Buffers;
using System.Text.RegularExpressions;

namespace Dashboard.Features.Assign;

/// <summary>Finds in a cell what spreadsheets and input methods do to text. Cheap for a cell that has none of it.</summary>
internal static partial class CellText
{
    private const string InvisibleOnes = "\u00AD\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFEFF";

    /// <summary>Takes no room on the screen: joiners, marks of the writing direction, byte order marks.</summary>
    public static readonly SearchValues<char> Invisible = SearchValues.Create(InvisibleOnes);

    // A no-break space can't be told from a space.
    private static readonly SearchValues<char> InvisibleInValues = SearchValues.Create(InvisibleOnes + "\u00A0\u202F\u2007");

    // Neither line breaks nor tabs: people write texts of several lines.
    private static readonly SearchValues<char> Control = SearchValues.Create(
        [.. Enumerable.Range(1, 0x9F).Select(x => (char)x).Where(x => char.IsControl(x) && x is not ('\t' or '\n' or '\r'))]);

    private static readonly SearchValues<string> ExcelErrors = SearchValues.Create(
        ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#GETTING_DATA"], StringComparison.Ordinal);

    /// <summary>Whether it is what Excel shows in place of a value.</summary>
    public static bool IsExcelError(string value) =>
        value is ['#', ..] && (ExcelErrors.Contains(value) || (value.Length > 2 && value.AsSpan().IndexOfAnyExcept('#') < 0));

    /// <summary>Whether it begins with the apostrophe, or what stands for it, that makes a cell of a spreadsheet a text.</summary>
    public static bool HasApostrophe(string value) => value is ['\'' or '’' or '‘' or '`' or '´' or '＇', ..];

    /// <summary>Whether an export wrote it as a formula, such as <c>="628"</c>.</summary>
    public static bool IsFormula(string value) => value is ['=', _, ..];

    /// <summary>Whether a character in it can't be seen.</summary>
    public static bool HasInvisible(string value) => value.AsSpan().ContainsAny(InvisibleInValues);

    /// <summary>Whether all of it can't be seen.</summary>
    public static bool IsInvisible(string value) => value.Length > 0 && value.AsSpan().IndexOfAnyExcept(InvisibleInValues) < 0;

    /// <summary>Whether it has digits, letters or signs in the double width of Chinese input methods.</summary>
    public static bool HasFullWidth(string value) => value.AsSpan().ContainsAnyInRange('！', '～');

    /// <summary>Whether it has a control character that is no line break, tab or NUL.</summary>
    public static bool HasControl(string value) => value.AsSpan().ContainsAny(Control);

    /// <summary>Whether it is a number of any form in scientific notation.</summary>
    public static bool IsScientific(string value) => value.AsSpan().ContainsAny('e', 'E') && Scientific().IsMatch(value);

    /// <summary>Whether it is scientific notation of just the form that Excel gives to long numbers: text such as <c>12E3</c> is not.</summary>
    public static bool IsScientificByExcel(string value) => value.Contains('E', StringComparison.Ordinal) && ScientificByExcel().IsMatch(value);

    [GeneratedRegex(@"^[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^[0-9]([.,][0-9]+)?E[+-][0-9]{2,3}$")]
    private static partial Regex ScientificByExcel();
}
