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
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, "NotText", "PNG")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D }, "NotText", "PDF")]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x14 }, "Workbook", null)]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1 }, "Workbook", null)]
    [InlineData(new byte[] { 0x61, 0x00, 0x62, 0x0A }, "Binary", null)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0xFF, 0xFE, 0x62 }, "Encoding", null)]
    [InlineData(new byte[] { 0x61, 0x2C, 0xFF, 0xFF, 0x0A }, "Encoding", null)]
    [InlineData(new byte[0], "Empty", null)]
    public async Task What_is_no_text_is_refused_by_its_kind(byte[] file, string kind, string? named)
    {
        var refused = await Assert.ThrowsAsync<SheetRefusedException>(() => FindAsync(file));

        Assert.Equal(kind, refused.Kind);
        Assert.Equal(named, refused.Arguments.SingleOrDefault());
    }

    private static async Task<Encoding> FindAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await SheetFormat.FindEncodingAsync(stream, TestContext.Current.CancellationToken);
    }
}
