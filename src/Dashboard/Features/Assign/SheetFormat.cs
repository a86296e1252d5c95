using System.Text;

namespace Dashboard.Features.Assign;

/// <summary>Finds out how the bytes of a sheet are to be read, or that they are no CSV at all.</summary>
public static class SheetFormat
{
    private static readonly (byte[] Start, string Name)[] Foreign =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "PNG"), ([0xFF, 0xD8, 0xFF], "JPEG"), ("GIF8"u8.ToArray(), "GIF"), ("%PDF"u8.ToArray(), "PDF"),
        ("Rar!"u8.ToArray(), "RAR"), ([0x1F, 0x8B], "GZIP"), ("7z"u8.ToArray(), "7-Zip"),
    ];

    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4];
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0];

    // GB18030 is asked for here alone, so that a server that never saw an upload since its start knows it too.
    static SheetFormat() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>A found encoding back by its name; bytes that do not fit it throw.</summary>
    public static Encoding ByName(string name) => Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>The encoding: by its byte order mark, else UTF-8 where every byte fits it, else GB18030.</summary>
    /// <exception cref="SheetRefusedException">The file is empty, of another kind, or in no encoding that is read.</exception>
    public static async Task<Encoding> FindEncodingAsync(Stream file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var head = new byte[4096];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var start = head.AsMemory(0, length);
        if (length == 0) throw new SheetRefusedException("Empty");
        RefuseForeign(start.Span);
        // A mark is a promise that the bytes may break.
        Encoding[] candidates = ByMark(start.Span) is { } marked ? [marked] : [new UTF8Encoding(false, throwOnInvalidBytes: true), ByName("gb18030")];
        foreach (var encoding in candidates)
        {
            file.Position = 0;
            if (await FitsAsync(file, encoding, cancellationToken)) return encoding;
        }
        throw new SheetRefusedException("Encoding");
    }

    private static void RefuseForeign(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(Zip) || start.StartsWith(OldOffice)) throw new SheetRefusedException("Workbook");
        foreach (var (bytes, name) in Foreign)
        {
            if (start.StartsWith(bytes)) throw new SheetRefusedException("NotText", name);
        }
        if (start.Contains((byte)0) && ByMark(start) is not UnicodeEncoding) throw new SheetRefusedException("Binary");
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true, throwOnInvalidBytes: true),
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => null,
    };

    private static async Task<bool> FitsAsync(Stream file, Encoding encoding, CancellationToken cancellationToken)
    {
        var decoder = encoding.GetDecoder();
        var bytes = new byte[64 * 1024];
        var characters = new char[encoding.GetMaxCharCount(bytes.Length)];
        try
        {
            for (int read; (read = await file.ReadAsync(bytes, cancellationToken)) > 0;)
                decoder.GetChars(bytes.AsSpan(0, read), characters, flush: false);
            decoder.GetChars([], characters, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
