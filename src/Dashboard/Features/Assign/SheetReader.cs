using System.Text;
using CsvHelper;

namespace Dashboard.Features.Assign;

/// <summary>Reads the records of a sheet one by one: the first step from a sheet line to a POST.</summary>
public sealed class SheetReader : IDisposable
{
    /// <summary>Most data lines of one sheet.</summary>
    public const int MaxLines = 1_000_000;

    // One record of a million characters is an unclosed quote, not a customer.
    private const int MaxRecordBytes = 1024 * 1024;
    private readonly CsvReader csv;
    private bool badQuotes;

    private SheetReader(Stream file, Encoding encoding)
    {
        csv = CsvReader.Create(file, new CsvReaderOptions
        {
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = record =>
            {
                // Whatever follows an unclosed quote is swallowed by it: such a sheet is not half read.
                if (IsUnclosed(record)) throw new SheetRefusedException("UnclosedQuote", record.LineNumber);
                badQuotes = true;
            },
            IncludeValuesInExceptions = false,
            Encoding = encoding,
        });
        if (!Read()) throw new SheetRefusedException("Empty");
        Headers = [.. Cells().Select(x => x.Trim().TrimStart('\uFEFF'))];
        if (Headers.All(x => x.Length == 0)) throw new SheetRefusedException("NoHeader");
        var twice = Headers.Where(x => x.Length > 0).GroupBy(x => x, StringComparer.OrdinalIgnoreCase).FirstOrDefault(x => x.Count() > 1);
        if (twice is not null) throw new SheetRefusedException("DuplicateHeader", twice.Key);
    }

    /// <summary>The header's cells, trimmed.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>The delimiter that was found, or that Excel's <c>sep=</c> line names.</summary>
    public char Delimiter => csv.Separator;

    /// <summary>Opens a sheet and reads its header.</summary>
    /// <exception cref="SheetRefusedException">There is no header that can be used.</exception>
    public static SheetReader Open(Stream file, Encoding encoding) => new(file, encoding);

    /// <summary>The data lines, in order. Blank ones are passed over.</summary>
    /// <exception cref="SheetRefusedException">A quote is never closed, or there are too many lines.</exception>
    public IEnumerable<SheetRecord> Records()
    {
        var lines = 0;
        while (Read())
        {
            var cells = Cells();
            if (SheetRecord.IsBlank(cells)) continue;
            if (++lines > MaxLines) throw new SheetRefusedException("TooManyLines", MaxLines);
            yield return new((int)csv.LineNumber, cells, badQuotes ? "BadQuotes" : SheetRecord.Fault(cells, Headers.Count));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => csv.Dispose();

    private static bool IsUnclosed(CsvMalformedRecord record) => record.Reason == CsvMalformedReason.UnterminatedQuote;

    private bool Read()
    {
        badQuotes = false;
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new SheetRefusedException("UnclosedQuote", e.LineNumber);
        }
    }

    private string[] Cells()
    {
        var cells = new string[csv.FieldCount];
        for (var i = 0; i < cells.Length; i++) cells[i] = csv.GetString(i);
        return cells;
    }
}

/// <summary>One data line.</summary>
/// <param name="Line">Its number as in the file; the header is 1, and a cell with line breaks counts them.</param>
/// <param name="Cells">Its cells, unharmed.</param>
/// <param name="Problem">Kind of what is wrong with the line as a whole, or null.</param>
public sealed record SheetRecord(int Line, string[] Cells, string? Problem)
{
    /// <summary>Kind of what is wrong with the number of cells, or null. Empty cells at the end are the trailing separators of a spreadsheet, not a mistake.</summary>
    public static string? Fault(ReadOnlySpan<string> cells, int headerCount)
    {
        if (cells.Length < headerCount) return "TooFewCells";
        return IsBlank(cells[headerCount..]) ? null : "TooManyCells";
    }

    /// <summary>Whether no cell holds anything to see.</summary>
    public static bool IsBlank(ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            if (!string.IsNullOrWhiteSpace(cell)) return false;
        }
        return true;
    }
}
