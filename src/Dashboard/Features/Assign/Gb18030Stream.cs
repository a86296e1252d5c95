using System.Text;

namespace Dashboard.Features.Assign;

/// <summary>GB18030 text read as UTF-8. Most of a sheet is digits and Latin letters, which both write alike: they are copied, and only what is between them is decoded.</summary>
/// <param name="file">The text; stays open.</param>
/// <param name="encoding">GB18030; bytes that do not fit it throw as it says.</param>
internal sealed class Gb18030Stream(Stream file, Encoding encoding) : ForwardStream
{
    private const int Block = 64 * 1024;
    private const byte FirstNotAscii = 0x80;
    private readonly byte[] input = new byte[Block];

    // Two bytes become three; four become four.
    private readonly byte[] output = new byte[Block * 2];
    private readonly char[] characters = new char[Block];
    private int kept;
    private int start;
    private int end;
    private bool isRead;

    /// <inheritdoc/>
    /// <exception cref="DecoderFallbackException">Bytes do not fit the encoding.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (start == end && !isRead) Fill();
        var count = Math.Min(buffer.Length, end - start);
        output.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    private void Fill()
    {
        var read = file.Read(input, kept, input.Length - kept);
        isRead = read == 0;
        var bytes = input.AsSpan(0, kept + read);
        (start, end) = (0, 0);
        while (bytes.Length > 0)
        {
            var ascii = bytes.IndexOfAnyExceptInRange((byte)0, (byte)(FirstNotAscii - 1));
            if (ascii < 0) ascii = bytes.Length;
            bytes[..ascii].CopyTo(output.AsSpan(end));
            end += ascii;
            bytes = bytes[ascii..];
            var whole = isRead ? bytes.Length : WholeCharacters(bytes);
            if (whole == 0) break;
            var count = encoding.GetChars(bytes[..whole], characters);
            end += Encoding.UTF8.GetBytes(characters.AsSpan(0, count), output.AsSpan(end));
            bytes = bytes[whole..];
        }
        // The beginning of a character whose end comes with the next block.
        kept = bytes.Length;
        bytes.CopyTo(input);
    }

    // Bytes of the whole characters before the next ASCII one, which must not be taken for a part of a character.
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && bytes[length] >= FirstNotAscii)
        {
            var next = length + LengthOf(bytes[length..]);
            if (next > bytes.Length) break;
            length = next;
        }
        return length;
    }

    private static int LengthOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x80 or 0xFF, ..] => 1,
        [_, >= (byte)'0' and <= (byte)'9', ..] => 4,
        _ => 2,
    };
}
