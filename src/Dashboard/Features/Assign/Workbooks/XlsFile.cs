using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>A workbook of Excel 97 to 2003.</summary>
internal sealed class XlsFile : IDisposable
{
    /// <summary>65,536 rows of 20 columns are a third of this; all of it is held in memory.</summary>
    private const long MaxBytes = 48L * 1024 * 1024;
    private const int MaxRows = 65_536;
    private readonly IExcelDataReader reader;

    private XlsFile(IExcelDataReader reader)
    {
        this.reader = reader;
        Tabs = Guard(ReadTabs);
    }

    /// <summary>Its tabs, in order.</summary>
    public IReadOnlyList<WorkbookTab> Tabs { get; }

    /// <summary>Opens a workbook.</summary>
    /// <exception cref="SheetRefusedException">It is encrypted, or another kind of file of old Office.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static XlsFile Open(string path)
    {
        if (new FileInfo(path).Length > MaxBytes) throw new SheetRefusedException("WorkbookTooLarge");
        var bytes = File.ReadAllBytes(path);
        // A newer workbook with a password is stored in the older kind of file, as one encrypted stream.
        if (Names(bytes, "EncryptedPackage")) throw new SheetRefusedException("Encrypted");
        if (bytes is [0xD0, 0xCF, ..] && !Names(bytes, "Workbook") && !Names(bytes, "Book")) throw new SheetRefusedException("OtherOffice");
        var fallback = SheetFormat.ByName("windows-1252");
        return new(Guard(() => ExcelReaderFactory.CreateBinaryReader(new MemoryStream(bytes), new() { FallbackEncoding = fallback })));
    }

    /// <summary>The rows of a tab.</summary>
    public IEnumerable<WorkbookRow> Rows(WorkbookTab tab, SheetRemarks remarks)
    {
        Guard(() => GoTo(tab));
        foreach (var range in reader.MergeCells ?? [])
            remarks.Add(SheetRemarks.MergedCells, $"{WorkbookRow.NameOf(range.FromColumn, range.FromRow + 1)}:{WorkbookRow.NameOf(range.ToColumn, range.ToRow + 1)}");
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (reader.GetColumnWidth(i) == 0) remarks.HideColumns(i, i);
        }
        var formats = new Dictionary<int, CellFormat>();
        var row = new WorkbookRow();
        while (Guard(reader.Read))
        {
            row.Begin(row.Number + 1, Guard(() => reader.RowHeight) == 0);
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var column = i;
                row.Set(column, Guard(() => Text(column, formats)));
            }
            yield return row;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private static bool Names(byte[] bytes, string entry) => bytes.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes(entry)) >= 0;

    // Everything is in memory here: whatever the library throws is about the bytes of the file, and it throws of many kinds.
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException)
        {
            throw new SheetRefusedException("Encrypted");
        }
        catch (Exception e) when (e is not (SheetRefusedException or InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException("The library can't read the workbook.", e);
        }
    }

    private List<WorkbookTab> ReadTabs()
    {
        var tabs = new List<WorkbookTab>();
        do
        {
            if (!string.IsNullOrEmpty(reader.Name)) tabs.Add(new(reader.Name, reader.VisibleState is not "visible"));
        }
        while (reader.NextResult());
        return tabs;
    }

    private bool GoTo(WorkbookTab tab)
    {
        reader.Reset();
        while (reader.Name != tab.Name)
        {
            if (!reader.NextResult()) throw new InvalidDataException("The tab is not in the workbook.");
        }
        return reader.RowCount <= MaxRows && reader.FieldCount <= WorkbookRow.MaxColumns ? true : throw new InvalidDataException("There are more rows than the format has.");
    }

    private string Text(int column, Dictionary<int, CellFormat> formats) => reader.GetValue(column) switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "TRUE" : "FALSE",
        double number => Format(column, formats).Text(number),
        int number => Format(column, formats).Text(number),
        // The library moved the days before March 1900 by one, to where .NET has them.
        DateTime moment => Format(column, formats).Text(moment.ToOADate() is < 61 and var early ? early - 1 : moment.ToOADate()),
        TimeSpan span => Format(column, formats).Text(span.TotalDays),
        _ => throw new InvalidDataException("A cell holds something that is no value of Excel."),
    };

    private CellFormat Format(int column, Dictionary<int, CellFormat> formats)
    {
        var id = reader.GetNumberFormatIndex(column);
        if (!formats.TryGetValue(id, out var format)) formats.Add(id, format = CellFormat.Of(id, reader.GetNumberFormatString(column)));
        return format;
    }
}
