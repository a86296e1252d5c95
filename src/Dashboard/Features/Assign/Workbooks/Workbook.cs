using System.Globalization;
using System.Xml;
using CsvHelper;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>A workbook, whichever kind it is. Its tabs are read once and written down as text: what comes after reads that as fast as a CSV file.</summary>
internal sealed class Workbook : IDisposable
{
    private readonly IDisposable file;
    private readonly Func<WorkbookTab, SheetRemarks, IEnumerable<WorkbookRow>> rows;

    private Workbook(string path, SheetKind kind)
    {
        if (kind == SheetKind.Xls)
        {
            var xls = XlsFile.Open(path);
            (file, Tabs, rows) = (xls, xls.Tabs, xls.Rows);
        }
        else
        {
            var xlsx = XlsxFile.Open(path);
            (file, Tabs, rows) = (xlsx, xlsx.Tabs, xlsx.Rows);
        }
    }

    /// <summary>Its tabs, in order.</summary>
    public IReadOnlyList<WorkbookTab> Tabs { get; }

    /// <summary>Opens a workbook.</summary>
    /// <exception cref="SheetRefusedException">It is damaged, encrypted or of another kind.</exception>
    public static Workbook Open(string path, SheetKind kind) => Guard(() => new Workbook(path, kind));

    /// <summary>The first tab that people see and that has something in it.</summary>
    /// <exception cref="SheetRefusedException">There is none, or the workbook is damaged.</exception>
    public WorkbookTab FirstWithData() => Guard(() => Tabs.FirstOrDefault(x => !x.Hidden && rows(x, new SheetRemarks()).Any(HasValue)))
        ?? throw new SheetRefusedException("NoTab");

    /// <summary>Writes the rows of a tab to a file: UTF-8, each with its number before its cells. Answers what is to be said of them.</summary>
    /// <exception cref="SheetRefusedException">The workbook is damaged, or the tab is not in it.</exception>
    public IReadOnlyList<SheetRemark> Extract(string tab, string target, CancellationToken cancellationToken)
    {
        var known = Tabs.FirstOrDefault(x => x.Name == tab) ?? throw new SheetRefusedException("NoSuchTab", tab);
        var remarks = new SheetRemarks();
        foreach (var hidden in Tabs.Where(x => x.Hidden && x != known)) remarks.Add(SheetRemarks.HiddenTabs, hidden.Name);
        using (var text = CsvWriter.ToFile(target, new() { ValidateFieldCount = false, Injection = CsvInjection.None, NewLine = "\n" }))
        {
            Guard(() => Write(rows(known, remarks), text, remarks, cancellationToken));
        }
        return remarks.All;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static int Write(IEnumerable<WorkbookRow> rows, CsvWriter text, SheetRemarks remarks, CancellationToken cancellationToken)
    {
        var (width, count) = (0, 0);
        foreach (var row in rows)
        {
            if (!HasValue(row)) continue;
            if (++count % 1000 == 0) cancellationToken.ThrowIfCancellationRequested();
            if (width == 0) width = row.Cells.Count;
            if (row.Hidden) remarks.Add(SheetRemarks.HiddenRows, row.Number.ToString(CultureInfo.InvariantCulture));
            text.WriteField(row.Number);
            foreach (var cell in row.Cells) text.WriteField(cell);
            // Excel stores no empty cells at the end of a row: none is missing.
            for (var i = row.Cells.Count; i < width; i++) text.WriteField("");
            text.EndRecord();
        }
        remarks.EndColumns(width);
        return count;
    }

    private static bool HasValue(WorkbookRow row) => row.Cells.Any(x => !string.IsNullOrWhiteSpace(x));

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException)
        {
            throw new SheetRefusedException("Damaged");
        }
    }
}
