using System.Buffers;
using System.Text;

namespace Dashboard.Shared;

/// <summary>Writes a line of a CSV file that a spreadsheet shows as it is.</summary>
public static class CsvRow
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n;\t");

    /// <summary>Appends the cells and a line end. A cell that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
    public static void Append(StringBuilder to, IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first) to.Append(',');
            first = false;
            AppendCell(to, cell ?? "");
        }
        to.Append("\r\n");
    }

    /// <summary>A cell of a file that this wrote, as it was.</summary>
    public static string Unprotected(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith('\'') && IsFormula(cell.AsSpan(1)) ? cell[1..] : cell;
    }

    // Full-width signs count too: spreadsheets in East Asian locales take them for the plain ones.
    private static bool IsFormula(ReadOnlySpan<char> cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];

    private static void AppendCell(StringBuilder to, string cell)
    {
        if (IsFormula(cell)) cell = "'" + cell;
        if (cell.AsSpan().IndexOfAny(NeedQuotes) < 0) to.Append(cell);
        else to.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
