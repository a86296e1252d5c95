namespace Dashboard.Features.Assign;

/// <summary>What kind of file a sheet is.</summary>
public enum SheetKind
{
    /// <summary>Text with delimiters.</summary>
    Text,

    /// <summary>A workbook of Excel 2007 or later: a ZIP archive of XML parts.</summary>
    Xlsx,

    /// <summary>A workbook of Excel 97 to 2003.</summary>
    Xls,
}

/// <summary>Tells the kind of a file from its first bytes; a file's name promises nothing.</summary>
public static class SheetKinds
{
    private static readonly (byte[] Start, string Name)[] Foreign =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "PNG"), ([0xFF, 0xD8, 0xFF], "JPEG"), ("GIF8"u8.ToArray(), "GIF"), ("%PDF"u8.ToArray(), "PDF"),
        ("Rar!"u8.ToArray(), "RAR"), ([0x1F, 0x8B], "GZIP"), ("7z"u8.ToArray(), "7-Zip"),
    ];

    private static readonly byte[][] OldWorkbook =
    [
        [0xD0, 0xCF, 0x11, 0xE0], [0x09, 0x08, 0x10, 0x00, 0x00, 0x06], [0x09, 0x08, 0x08, 0x00, 0x00, 0x05], [0x09, 0x00, 0x04, 0x00], [0x09, 0x02, 0x06, 0x00], [0x09, 0x04, 0x06, 0x00],
    ];

    /// <summary>The kind.</summary>
    /// <exception cref="SheetRefusedException">The file is empty, a picture, a web page, or anything else that is no sheet.</exception>
    public static SheetKind Find(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty) throw new SheetRefusedException("Empty");
        if (start is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..]) return SheetKind.Xlsx;
        foreach (var bytes in OldWorkbook)
        {
            if (start.StartsWith(bytes)) return SheetKind.Xls;
        }
        foreach (var (bytes, name) in Foreign)
        {
            if (start.StartsWith(bytes)) throw new SheetRefusedException("NotText", name);
        }
        if (IsMarkup(start)) throw new SheetRefusedException("Markup");
        return SheetKind.Text;
    }

    // Web systems write a page or an XML of their own and name it .xls; Excel opens it, so people take it for a workbook.
    private static bool IsMarkup(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((byte[])[0xEF, 0xBB, 0xBF])) start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        return start.StartsWith("MIME-Version:"u8) || start is [(byte)'<', var next, ..] && (char.IsAsciiLetter((char)next) || next is (byte)'!' or (byte)'?');
    }
}
