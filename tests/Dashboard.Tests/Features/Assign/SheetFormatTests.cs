using System.Text;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class SheetFormatTests
{
    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("gb18030", false)]
    public async Task The_encoding_is_found(string name, bool mark)
    {
        var encoding = SheetFormat.ByName(name);

        var found = await FindAsync([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("任务名称,手机号\n回访客户,6281512345678\n")]);

        Assert.Equal(name, found.WebName);
    }

    [Fact]
    public async Task A_wrong_byte_far_behind_the_start_still_decides()
    {
        var found = await FindAsync([.. Encoding.UTF8.GetBytes(new string('a', 200_000) + "\n"), .. SheetFormat.ByName("gb18030").GetBytes("回访")]);

        Assert.Equal("gb18030", found.WebName);
    }

    [Theory]
    [InlineData("61 00 62 0A", "Binary", null)]
    [InlineData("EF BB BF 61 FF FE 62", "EncodingChosen", 1)]
    [InlineData("61 2C FF FF 0A", "Encoding", 1)]
    [InlineData("61 0A 62 0D 0A 63 0D 64 2C D6 D0 B9 FA CE C4 FF FF 0A", "Encoding", 4)]
    [InlineData("61 0A 62 2C D6 D0 B9 FA CE", "Encoding", 2)]
    [InlineData("FF FE 61 00 0A 00 62 00 00 D8 63 00", "EncodingChosen", 2)]
    public async Task Bytes_that_fit_no_encoding_are_refused_with_their_line(string bytes, string kind, int? line)
    {
        var refused = await Assert.ThrowsAsync<SheetRefusedException>(() => FindAsync(Bytes(bytes)));

        Assert.Equal(kind, refused.Kind);
        Assert.Equal(line, refused.Arguments is [var first, ..] ? first : null);
    }

    [Theory]
    [InlineData("utf-8", "61 0A 62 2C D6 D0", 2)]
    [InlineData("utf-8", "61 0A 62 2C E4 B8 AD", null)]
    [InlineData("utf-8", "61 0A 62 0A E4 B8", 3)]
    [InlineData("gb18030", "61 0A 62 2C D6 D0", null)]
    [InlineData("gb18030", "61 0A 62 0A 63 FF 20", 3)]
    [InlineData("gb18030", "61 0A 81 30 81 30 0A 62", null)]
    [InlineData("windows-1252", "61 0A 4D FC 6C", null)]
    [InlineData("windows-1252", "61 0A 62 0A 80 99 81", 3)]
    [InlineData("windows-1252", "61 0A 62 8D", 2)]
    [InlineData("utf-16", "61 00 0A 00 2D 4E", null)]
    [InlineData("utf-16", "61 00 0A 00 2D", 2)]
    [InlineData("utf-16BE", "00 61 00 0A DC 00 00 61", 2)]
    public async Task A_chosen_encoding_fits_or_is_refused_with_the_line_that_does_not(string encoding, string bytes, int? line)
    {
        using var stream = new MemoryStream(Bytes(bytes));

        var refused = await Record.ExceptionAsync(() => SheetFormat.EnsureFitsAsync(stream, SheetFormat.ByName(encoding), TestContext.Current.CancellationToken)) as SheetRefusedException;

        Assert.Equal(line, refused?.Arguments[0]);
    }

    [Fact]
    public async Task The_line_of_a_wrong_byte_is_found_far_behind_the_start()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("name,phone\r\n", 30_000))), .. SheetFormat.ByName("gb18030").GetBytes("王小明"), 0xFF, 0xFF];

        var refused = await Assert.ThrowsAsync<SheetRefusedException>(() => FindAsync(file));

        Assert.Equal([30_001], refused.Arguments);
    }

    [Theory]
    [InlineData("name,note\nMüller,x\nJosé,y\n", "windows-1252")]
    [InlineData("name,note\nMüller,x\n", "windows-1252")]
    [InlineData("name,note\nconceição,x\nJoão,y\nAndré,z\nRené,w\n", "windows-1252")]
    public async Task Western_names_are_not_read_as_Chinese(string text, string expected)
    {
        var found = await FindAsync(SheetFormat.ByName("windows-1252").GetBytes(text));

        Assert.Equal(expected, found.WebName);
    }

    [Fact]
    public async Task One_Chinese_character_between_digits_is_still_Chinese()
    {
        Assert.Equal("gb18030", (await FindAsync(SheetFormat.ByName("gb18030").GetBytes("name,phone\nA王1,62\nB李2,63\n"))).WebName);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task UTF_16_without_a_mark_is_known_by_its_zeros(string name)
    {
        Assert.Equal(name, (await FindAsync(SheetFormat.ByName(name).GetBytes("姓名,user_phone\n王小明,6281512345678\n"))).WebName);
    }

    [Fact]
    public async Task A_few_zero_bytes_are_left_to_the_cells_that_hold_them()
    {
        Assert.Equal("utf-8", (await FindAsync(Encoding.UTF8.GetBytes("name,phone\nApril\0,6281512345678\nMay,6281512345679\n"))).WebName);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static async Task<Encoding> FindAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await SheetFormat.FindEncodingAsync(stream, TestContext.Current.CancellationToken);
    }
}
