using System.Globalization;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>A workbook of Excel 2007 or later. Read by our own forward reader: the library that reads the older kind gives no error values, reads every
/// tab twice, and keeps as much in memory as a file asks for.</summary>
internal sealed class XlsxFile : IDisposable
{
    private const string Folder = "xl/";
    private readonly ZipGuard parts;
    private readonly List<(WorkbookTab Tab, string Part)> tabs = [];
    private readonly Lazy<XlsxStrings> strings;
    private readonly Lazy<IReadOnlyList<CellFormat>> formats;
    private bool from1904;

    private XlsxFile(ZipGuard parts)
    {
        this.parts = parts;
        RefuseOthers();
        var targets = Targets();
        ReadTabs(targets);
        strings = new(() => XlsxStrings.Read(parts.Unpack(targets.FirstOrDefault(x => x.Value.Type == "sharedStrings").Value.Part ?? Folder + "sharedStrings.xml")));
        formats = new(() => XlsxStyles.Read(parts.Unpack(targets.FirstOrDefault(x => x.Value.Type == "styles").Value.Part ?? Folder + "styles.xml")));
    }

    /// <summary>Its tabs, in order.</summary>
    public IReadOnlyList<WorkbookTab> Tabs => [.. tabs.Select(x => x.Tab)];

    /// <summary>Opens a workbook.</summary>
    /// <exception cref="SheetRefusedException">It is another kind of file in a ZIP archive, or one made to exhaust the server.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static XlsxFile Open(string path)
    {
        var parts = ZipGuard.Open(path);
        try
        {
            return new(parts);
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    /// <summary>The rows of a tab.</summary>
    public IEnumerable<WorkbookRow> Rows(WorkbookTab tab, SheetRemarks remarks) =>
        parts.Unpack(tabs.First(x => x.Tab == tab).Part) is { } part
            ? new XlsxRows(strings, formats, from1904, remarks).Read(part)
            : throw new InvalidDataException("A tab's part is missing.");

    /// <inheritdoc/>
    public void Dispose() => parts.Dispose();

    private void RefuseOthers()
    {
        bool Has(string start) => parts.Names.Any(x => x.StartsWith(start, StringComparison.OrdinalIgnoreCase));
        if (Has("xl/workbook.xml")) return;
        throw new SheetRefusedException(
            Has("xl/workbook.bin") ? "Xlsb"
            : Has("Index/") || Has("index.") ? "Numbers"
            : Has("content.xml") ? "OpenDocument"
            : Has("word/") || Has("ppt/") ? "OtherOffice" : "Zip");
    }

    private Dictionary<string, (string Type, string Part)> Targets()
    {
        var targets = new Dictionary<string, (string, string)>();
        if (parts.Unpack("xl/_rels/workbook.xml.rels") is not { } part) return targets;
        using var reader = new PartReader(part);
        while (reader.Next())
        {
            if (reader is not { IsStart: true, Name: "Relationship" } || reader["Id"] is not { } id || reader["Target"] is not { } target) continue;
            var type = reader["Type"] ?? "";
            if (Uri.TryCreate(new Uri("zip:///" + Folder), target, out var address))
                targets.TryAdd(id, (type[(type.LastIndexOf('/') + 1)..], Uri.UnescapeDataString(address.AbsolutePath).TrimStart('/')));
        }
        return targets;
    }

    private void ReadTabs(Dictionary<string, (string Type, string Part)> targets)
    {
        using var reader = new PartReader(parts.Unpack("xl/workbook.xml")!);
        while (reader.Next())
        {
            if (reader is { IsStart: true, Name: "workbookPr" }) from1904 = reader.Is("date1904");
            if (reader is not { IsStart: true, Name: "sheet" } || reader["name"] is not { Length: > 0 } name || tabs.Count == WorkbookRow.MaxColumns) continue;
            var known = reader.WithAnyPrefix("id") is { } id && targets.TryGetValue(id, out var target) ? target : default;
            // A sheet that is only a chart has no cells.
            if (known.Type is "worksheet" or null)
                tabs.Add((new(name, reader["state"] is "hidden" or "veryHidden"), known.Part ?? string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{tabs.Count + 1}.xml")));
        }
    }
}
