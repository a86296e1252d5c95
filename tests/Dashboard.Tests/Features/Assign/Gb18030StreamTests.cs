using System.Text;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class Gb18030StreamTests
{
    private static readonly Encoding Gb18030 = SheetFormat.ByName("gb18030");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Text_is_the_same_wherever_a_block_ends(int blockSize)
    {
        // Characters of one, two and four bytes, also with digits and letters as their later bytes.
        var text = string.Concat(Enumerable.Repeat("April,王小明,é 丂丄 ㄅ€😀x9,6281\n", 3000));

        Assert.Equal(text, Read(Gb18030.GetBytes(text), blockSize));
    }

    [Theory]
    [InlineData(new byte[] { 65, 0x81 })]
    [InlineData(new byte[] { 65, 0x81, 0x30, 0x81 })]
    [InlineData(new byte[] { 65, 0xFF, 66 })]
    [InlineData(new byte[] { 0x81, 0x20, 66 })]
    public void Bytes_that_do_not_fit_are_not_passed_over(byte[] bytes)
    {
        Assert.Throws<DecoderFallbackException>(() => Read(bytes, 100));
    }

    private static string Read(byte[] bytes, int blockSize)
    {
        using var stream = new Gb18030Stream(new Slow(bytes, blockSize), Gb18030);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.UTF8.GetString(copy.ToArray());
    }

    // Gives as little at once as a network does.
    private sealed class Slow(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atOnce));
    }
}
