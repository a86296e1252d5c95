using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Dashboard.Tests.Support;

/// <summary>Makes workbooks as Excel does, and such as nobody should.</summary>
internal sealed class TestWorkbook
{
    private readonly List<string> strings = [];
    private readonly List<(string Name, string? State, string Xml)> tabs = [];
    private readonly List<string> formats = [];
    private readonly Dictionary<string, string> extra = [];

    public bool From1904 { get; init; }

    /// <summary>A workbook of one tab.</summary>
    public static byte[] Of(params object?[][] rows) => new TestWorkbook().Tab("Sheet1", rows).ToBytes();

    /// <summary>Adds a number format; answers a cell in it.</summary>
    public Raw Formatted(string code, string value)
    {
        if (!formats.Contains(code)) formats.Add(code);
        return new($"s=\"{formats.IndexOf(code) + 1}\"><v>{value}</v>");
    }

    /// <summary>Adds a tab. Cells are texts, numbers, booleans, null for none, or the XML of one.</summary>
    public TestWorkbook Tab(string name, object?[][] rows, string? state = null, string before = "", string after = "", Func<int, string>? rowAttributes = null)
    {
        var xml = new StringBuilder();
        for (var i = 0; i < rows.Length; i++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{i + 1}\" {rowAttributes?.Invoke(i + 1)}>");
            for (var j = 0; j < rows[i].Length; j++)
            {
                if (rows[i][j] is { } cell) xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + j)}{i + 1}\" {Inner(cell)}</c>");
            }
            xml.Append("</row>");
        }
        return TabOf(name, $"{before}<sheetData>{xml}</sheetData>{after}", state);
    }

    /// <summary>Adds a tab with XML of its own.</summary>
    public TestWorkbook TabOf(string name, string xml, string? state = null)
    {
        tabs.Add((name, state, xml));
        return this;
    }

    /// <summary>Adds or replaces an entry of the archive.</summary>
    public TestWorkbook With(string entry, string text)
    {
        extra[entry] = text;
        return this;
    }

    public byte[] ToBytes()
    {
        const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        const string Type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var parts = new Dictionary<string, string>
        {
            ["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
            ["xl/workbook.xml"] = $"<workbook {Main}><workbookPr {(From1904 ? "date1904=\"1\"" : "")}/><sheets>"
                + string.Concat(tabs.Select((x, i) => $"<sheet name=\"{SecurityElement.Escape(x.Name)}\" sheetId=\"{i + 1}\" {(x.State is null ? "" : $"state=\"{x.State}\"")} r:id=\"rId{i + 1}\"/>")) + "</sheets></workbook>",
            ["xl/_rels/workbook.xml.rels"] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(tabs.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Type}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
                + $"<Relationship Id=\"s\" Type=\"{Type}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"f\" Type=\"{Type}/styles\" Target=\"/xl/styles.xml\"/></Relationships>",
            ["xl/sharedStrings.xml"] = $"<sst {Main}>{string.Concat(strings.Select(x => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(x)}</t></si>"))}</sst>",
            ["xl/styles.xml"] = $"<styleSheet {Main}><numFmts>{string.Concat(formats.Select((x, i) => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{SecurityElement.Escape(x)}\"/>"))}</numFmts>"
                + $"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>{string.Concat(formats.Select((_, i) => $"<xf numFmtId=\"{200 + i}\" applyNumberFormat=\"1\"/>"))}</cellXfs></styleSheet>",
        };
        for (var i = 0; i < tabs.Count; i++) parts[$"xl/worksheets/sheet{i + 1}.xml"] = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet {Main}>{tabs[i].Xml}</worksheet>";
        foreach (var (entry, text) in extra) parts[entry] = text;
        return Zip([.. parts.Where(x => x.Value.Length > 0).Select(x => (x.Key, Encoding.UTF8.GetBytes(x.Value)))]);
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return file.ToArray();
    }

    private string Inner(object cell)
    {
        switch (cell)
        {
            case Raw raw:
                return raw.Xml;
            case bool yes:
                return $"t=\"b\"><v>{(yes ? 1 : 0)}</v>";
            case string text:
                var index = strings.IndexOf(text);
                if (index < 0) strings.Add(text);
                return $"t=\"s\"><v>{(index < 0 ? strings.Count - 1 : index)}</v>";
            default:
                return $"><v>{Convert.ToString(cell, CultureInfo.InvariantCulture)}</v>";
        }
    }

    /// <summary>The attributes and the content of a cell.</summary>
    internal sealed record Raw(string Xml);
}
