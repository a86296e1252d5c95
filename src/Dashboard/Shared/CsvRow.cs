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

    private static void AppendCell(StringBuilder to, string cell)
    {
        // Full-width signs count too: spreadsheets in East Asian locales take them for the plain ones.
        if (cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..]) cell = "'" + cell;
        if (cell.AsSpan().IndexOfAny(NeedQuotes) < 0) to.Append(cell);
        else to.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
