using System.Globalization;
using System.Text;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>The texts of a workbook, which its cells name by number. All of them are needed at once: they are kept as UTF-8, which is far smaller
/// than a million strings, and bounded.</summary>
internal sealed class XlsxStrings
{
    private const int BlockBytes = 1024 * 1024;
    private const int MostBlocks = 128;
    private const int MostTexts = 10_000_000;
    private readonly List<byte[]> blocks = [];
    private readonly List<(int Start, int Length)> texts = [];
    private int used = BlockBytes;

    /// <summary>How many there are.</summary>
    public int Count => texts.Count;

    /// <summary>The text of a number.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string this[int index]
    {
        get
        {
            if (index < 0 || index >= texts.Count) throw new InvalidDataException("A cell names a text that the workbook does not have.");
            var (start, length) = texts[index];
            return length == 0 ? "" : Encoding.UTF8.GetString(blocks[start / BlockBytes], start % BlockBytes, length);
        }
    }

    /// <summary>Reads the part.</summary>
    /// <exception cref="SheetRefusedException">There is more text than is kept in memory.</exception>
    public static XlsxStrings Read(Stream? part)
    {
        var strings = new XlsxStrings();
        if (part is null) return strings;
        using var reader = new PartReader(part);
        while (reader.Next())
        {
            if (reader is { IsStart: true, Name: "si" }) strings.Add(ReadText(reader, "si"));
        }
        return strings;
    }

    /// <summary>The text of a shared or inline string: its runs put together, without the hints of how Chinese and Japanese are pronounced.</summary>
    public static string ReadText(PartReader reader, string element)
    {
        var text = "";
        var hint = false;
        if (reader.IsEnd) return text;
        while (reader.Next() && !(reader.IsEnd && reader.Name == element))
        {
            if (reader.Name == "rPh") hint = !reader.IsEnd;
            else if (!hint && reader is { IsStart: true, Name: "t" }) text = text.Length == 0 ? reader.Text() : text + reader.Text();
            if (text.Length > BlockBytes / 4) throw new InvalidDataException("A text is longer than Excel allows.");
        }
        return Unescape(text);
    }

    /// <summary>Excel writes characters that XML can't hold as <c>_x000D_</c>.</summary>
    public static string Unescape(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 7 <= text.Length && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_'
                && int.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 6;
            }
            else
            {
                plain.Append(text[i]);
            }
        }
        return plain.ToString();
    }

    private void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (used + length > BlockBytes)
        {
            if (blocks.Count == MostBlocks) throw new SheetRefusedException("WorkbookTooLarge");
            blocks.Add(new byte[BlockBytes]);
            used = 0;
        }
        if (texts.Count == MostTexts) throw new SheetRefusedException("WorkbookTooLarge");
        Encoding.UTF8.GetBytes(text, blocks[^1].AsSpan(used));
        texts.Add(((blocks.Count - 1) * BlockBytes + used, length));
        used += length;
    }
}
