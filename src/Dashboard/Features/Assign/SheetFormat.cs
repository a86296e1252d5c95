using System.Text;

namespace Dashboard.Features.Assign;

/// <summary>Finds out in which encoding the text of a sheet is, and where bytes do not fit one.</summary>
public static class SheetFormat
{
    private const string Chinese = "gb18030";
    private const string Western = "windows-1252";
    private const int HeadBytes = 4096;

    // GB18030 is asked for here alone, so that a server that never saw an upload since its start knows it too.
    static SheetFormat() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Names of the encodings that are read.</summary>
    public static IReadOnlyList<string> Encodings { get; } = ["utf-8", "utf-16", "utf-16BE", Chinese, Western];

    /// <summary>A found encoding back by its name; bytes that do not fit it throw.</summary>
    public static Encoding ByName(string name) => Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>The encoding: by its byte order mark, else UTF-8 where every byte fits it, else GB18030, else Windows-1252 where it looks like it.</summary>
    /// <exception cref="SheetRefusedException">The file is no text, or in no encoding that is read.</exception>
    public static async Task<Encoding> FindEncodingAsync(Stream file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Position = 0;
        var head = new byte[HeadBytes];
        var start = head.AsMemory(0, await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken));
        if (ByMark(start.Span) is { } marked)
        {
            // A mark is a promise that the bytes may break.
            await EnsureFitsAsync(file, marked, cancellationToken);
            return marked;
        }
        if (UnicodeByItsZeros(start.Span) is { } unicode && await MisfitAsync(file, unicode, cancellationToken) is null) return unicode;
        if (start.Span.Count((byte)0) > start.Length / 10) throw new SheetRefusedException("Binary");
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
        if (await MisfitAsync(file, utf8, cancellationToken) is null) return utf8;
        var misfit = await MisfitAsync(file, ByName(Chinese), cancellationToken);
        // Nearly every pair of bytes is some Chinese character, so that "Müller" fits too: its lone high bytes say that it is not meant.
        if (await LooksWesternAsync(file, cancellationToken) && await MisfitAsync(file, ByName(Western), cancellationToken) is null) return ByName(Western);
        return misfit is null ? ByName(Chinese) : throw new SheetRefusedException("Encoding", misfit.Value);
    }

    /// <summary>Sees to it that every byte fits an encoding.</summary>
    /// <exception cref="SheetRefusedException">One does not; its line is named.</exception>
    public static async Task EnsureFitsAsync(Stream file, Encoding encoding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (await MisfitAsync(file, encoding, cancellationToken) is { } line) throw new SheetRefusedException("EncodingChosen", line, encoding.WebName.ToUpperInvariant());
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true, throwOnInvalidBytes: true),
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => null,
    };

    // Digits and delimiters have a zero byte in UTF-16: always on the same side.
    private static UnicodeEncoding? UnicodeByItsZeros(ReadOnlySpan<byte> start)
    {
        var zeros = (Even: 0, Odd: 0);
        for (var i = 0; i + 1 < start.Length; i += 2)
        {
            if (start[i] == 0) zeros.Even++;
            if (start[i + 1] == 0) zeros.Odd++;
        }
        var enough = Math.Max(2, start.Length / 10);
        return zeros switch
        {
            (0, var odd) when odd >= enough => new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
            (var even, 0) when even >= enough => new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
            _ => null,
        };
    }

    private static async Task<bool> LooksWesternAsync(Stream file, CancellationToken cancellationToken)
    {
        var (alone, runs, run) = (0, 0, 0);
        file.Position = 0;
        var bytes = new byte[64 * 1024];
        for (int read; (read = await file.ReadAsync(bytes, cancellationToken)) > 0;)
        {
            foreach (var value in bytes.AsSpan(0, read))
            {
                if (value >= 0x80)
                {
                    if (++run > 3) return false;
                }
                else if (run > 0)
                {
                    runs++;
                    if (run == 1) alone++;
                    run = 0;
                }
            }
        }
        return alone * 2 > runs;
    }

    /// <summary>The line of the first byte that does not fit, or null.</summary>
    private static async Task<int?> MisfitAsync(Stream file, Encoding encoding, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var decoder = encoding.GetDecoder();
        var bytes = new byte[64 * 1024];
        var characters = new char[encoding.GetMaxCharCount(bytes.Length)];
        var western = encoding.WebName == Western;
        var before = 0L;
        try
        {
            for (int read; (read = await file.ReadAsync(bytes, cancellationToken)) > 0; before += read)
            {
                var count = decoder.GetChars(bytes.AsSpan(0, read), characters, flush: false);
                // .NET gives a control character for the five bytes that Windows-1252 leaves undefined.
                if (western && characters.AsSpan(0, count).IndexOfAnyInRange('\u0080', '\u009F') is >= 0 and var at) return await LineAsync(file, before + at, encoding, cancellationToken);
            }
            decoder.GetChars([], characters, flush: true);
            return null;
        }
        catch (DecoderFallbackException e)
        {
            return await LineAsync(file, Math.Max(0, before + e.Index), encoding, cancellationToken);
        }
    }

    private static async Task<int> LineAsync(Stream file, long offset, Encoding encoding, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var decoder = encoding.GetDecoder();
        decoder.Fallback = DecoderFallback.ReplacementFallback;
        var bytes = new byte[64 * 1024];
        var characters = new char[encoding.GetMaxCharCount(bytes.Length)];
        var (line, last) = (1, '\0');
        while (offset > 0 && await file.ReadAsync(bytes.AsMemory(0, (int)Math.Min(bytes.Length, offset)), cancellationToken) is > 0 and var read)
        {
            offset -= read;
            foreach (var character in characters.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, read), characters, flush: false)))
            {
                if (character == '\r' || character == '\n' && last != '\r') line++;
                last = character;
            }
        }
        return line;
    }
}
