using System.Globalization;
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
    private readonly Stream file;
    private readonly CsvReader csv;
    private readonly int firstCell;
    private bool badQuotes;

    private SheetReader(Stream file, Encoding encoding, char? delimiter, bool numbered)
    {
        this.file = file;
        firstCell = numbered ? 1 : 0;
        // The library's own way from other encodings to its UTF-8 costs as much again as reading.
        var isGb18030 = encoding.WebName == "gb18030";
        csv = CsvReader.Create(isGb18030 ? new Gb18030Stream(file, encoding) : file, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = delimiter,
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
            Encoding = isGb18030 ? Encoding.UTF8 : encoding,
        });
        if (!Read() || delimiter is not null && IsSeparatorLine() && !Read()) throw new SheetRefusedException("Empty");
        HeaderLine = Line;
        Headers = [.. Cells().Select(x => x.Trim().TrimStart('\uFEFF'))];
        if (Headers.All(x => x.Length == 0)) throw new SheetRefusedException("NoHeader", HeaderLine);
        var twice = Headers.Where(x => x.Length > 0).GroupBy(x => x, StringComparer.OrdinalIgnoreCase).FirstOrDefault(x => x.Count() > 1);
        if (twice is not null) throw new SheetRefusedException("DuplicateHeader", twice.Key, HeaderLine);
    }

    /// <summary>The header's cells, trimmed.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>The number of the header's line.</summary>
    public int HeaderLine { get; }

    /// <summary>The delimiter that was found, given, or that Excel's <c>sep=</c> line names.</summary>
    public char Delimiter => csv.Separator;

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Share => (double)file.Position / Math.Max(file.Length, 1);

    private int Line => firstCell == 0 ? (int)csv.LineNumber : int.Parse(csv[0].ToString(), CultureInfo.InvariantCulture);

    /// <summary>Opens a sheet and reads its header.</summary>
    /// <param name="file">The text; closed with the reader.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="delimiter">Its delimiter; null to find it.</param>
    /// <exception cref="SheetRefusedException">There is no header that can be used.</exception>
    public static SheetReader Open(Stream file, Encoding encoding, char? delimiter = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file, encoding, delimiter, numbered: false);
    }

    /// <summary>Opens the rows that were taken out of a workbook: UTF-8, each with its number before its cells.</summary>
    /// <exception cref="SheetRefusedException">There is no header that can be used.</exception>
    public static SheetReader OpenNumbered(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file, Encoding.UTF8, ',', numbered: true);
    }

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
            yield return new(Line, cells, badQuotes ? "BadQuotes" : SheetRecord.Fault(cells, Headers.Count));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        csv.Dispose();
        file.Dispose();
    }

    private static bool IsUnclosed(CsvMalformedRecord record) => record.Reason == CsvMalformedReason.UnterminatedQuote;

    // With a delimiter given by hand the library takes Excel's first line for a header.
    private bool IsSeparatorLine()
    {
        var raw = csv.RawRecord;
        if (raw.StartsWith("\uFEFF"u8)) raw = raw[3..];
        return raw is [(byte)'s' or (byte)'S', (byte)'e' or (byte)'E', (byte)'p' or (byte)'P', (byte)'=', _];
    }

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
        var cells = new string[csv.FieldCount - firstCell];
        for (var i = 0; i < cells.Length; i++) cells[i] = csv[i + firstCell].ToString();
        return cells;
    }
}

/// <summary>One data line.</summary>
/// <param name="Line">Its number as in the file; a cell with line breaks counts them, and a row of a workbook has its own.</param>
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
