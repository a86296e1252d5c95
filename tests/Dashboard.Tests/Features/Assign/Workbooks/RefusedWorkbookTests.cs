using System.Text;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using static Dashboard.Tests.Support.TestWorkbook;

namespace Dashboard.Tests.Features.Assign.Workbooks;

/// <summary>What is no workbook, or one made to harm, is refused by a kind that has words, never by an exception of a library.</summary>
public sealed class RefusedWorkbookTests
{
    private static readonly object?[][] Rows = [["name", "phone"], ["April", 1]];

    [Theory]
    [InlineData("xl/workbook.bin", "Xlsb")]
    [InlineData("Index/Document.iwa", "Numbers")]
    [InlineData("content.xml", "OpenDocument")]
    [InlineData("word/document.xml", "OtherOffice")]
    [InlineData("ppt/presentation.xml", "OtherOffice")]
    [InlineData("customers.csv", "Zip")]
    public async Task An_archive_of_another_kind_is_named(string entry, string kind)
    {
        await AssertRefusedAsync(kind, Zip((entry, "<x/>"u8.ToArray())));
    }

    [Fact]
    public async Task A_new_workbook_with_a_password_is_refused()
    {
        await AssertRefusedAsync("Encrypted", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[512]]);
    }

    [Fact]
    public async Task An_old_workbook_with_a_password_is_refused()
    {
        byte[] start = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00, .. new byte[12]];
        byte[] password = [0x2F, 0x00, 0x06, 0x00, 0x00, 0x00, 0x12, 0x34, 0x56, 0x78];
        byte[] end = [0x0A, 0x00, 0x00, 0x00];

        await AssertRefusedAsync("Encrypted", [.. start, .. password, .. end]);
    }

    [Fact]
    public async Task A_document_of_old_Office_is_refused()
    {
        await AssertRefusedAsync("OtherOffice", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes("WordDocument"), .. new byte[512]]);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public async Task A_workbook_that_was_cut_off_is_damaged(double share)
    {
        var file = Of(Rows);

        await AssertRefusedAsync("Damaged", file[..(int)(file.Length * share)]);
    }

    [Fact]
    public async Task Whatever_byte_of_a_workbook_is_wrong_it_is_read_or_refused_in_words()
    {
        using var files = new TestFiles();
        var whole = Of(Rows);
        for (var i = 4; i < whole.Length; i += 7)
        {
            var file = whole.ToArray();
            file[i] ^= 0x55;

            Assert.True(await Record.ExceptionAsync(() => files.ReadAsync(file)) is null or SheetRefusedException, $"byte {i}");
        }
    }

    [Fact]
    public async Task Whatever_byte_of_an_old_workbook_is_wrong_it_is_read_or_refused_in_words()
    {
        using var files = new TestFiles();
        var whole = await File.ReadAllBytesAsync(Path.Combine(SourceTree.Top, "tests", "Dashboard.Tests", "Features", "Assign", "Workbooks", "customers.xls"), TestContext.Current.CancellationToken);
        for (var i = 8; i < whole.Length; i += 13)
        {
            var file = whole.ToArray();
            file[i] ^= 0xFF;

            Assert.True(await Record.ExceptionAsync(() => files.ReadAsync(file)) is null or SheetRefusedException, $"byte {i}");
        }
    }

    [Theory]
    [InlineData("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></row></sheetData>")]
    [InlineData("<sheetData><row r=\"5\"><c><v>1</v></c></row><row r=\"5\"><c><v>1</v></c></row></sheetData>")]
    [InlineData("<sheetData><row r=\"2000000000\"><c><v>1</v></c></row></sheetData>")]
    [InlineData("<sheetData><row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData>")]
    [InlineData("<sheetData><row r=\"1\"><c t=\"s\"><v>99</v></c></row></sheetData>")]
    [InlineData("<sheetData><row r=\"1\"><c t=\"s\"><v>-1</v></c></row></sheetData>")]
    [InlineData("<sheetData><row r=\"1\"><c><v><x/></v></c></row></sheetData>")]
    public async Task A_tab_that_Excel_would_not_open_is_damaged(string xml)
    {
        await AssertRefusedAsync("Damaged", new TestWorkbook().TabOf("Sheet1", xml).ToBytes());
    }

    [Fact]
    public async Task XML_that_declares_entities_is_damaged()
    {
        await AssertRefusedAsync("Damaged", new TestWorkbook().Tab("Sheet1", Rows)
            .With("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>").ToBytes());
    }

    [Fact]
    public async Task XML_that_is_nested_without_end_is_damaged()
    {
        await AssertRefusedAsync("Damaged", new TestWorkbook().TabOf("Sheet1", string.Concat(Enumerable.Repeat("<a>", 5000))).ToBytes());
    }

    [Fact]
    public async Task A_workbook_without_a_tab_that_has_something_in_it_is_refused()
    {
        await AssertRefusedAsync("NoTab", new TestWorkbook().Tab("Empty", [[], [" "]]).Tab("Hidden", Rows, state: "hidden").ToBytes());
    }

    [Fact]
    public async Task A_tab_that_is_not_there_is_refused()
    {
        using var files = new TestFiles();

        Assert.Equal("NoSuchTab", (await files.RefusedAsync(Of(Rows), new(Tab: "Other"))).Kind);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c t=\"inlineStr\"><is><t>", "a", "</t></is></c></row>")]
    [InlineData("<row r=\"1\">", "<c/>", "</row>")]
    [InlineData("", "<row/>", "")]
    public async Task A_bomb_of_gigabytes_is_refused_before_they_are_unpacked(string before, string repeated, string after)
    {
        using var files = new TestFiles();
        var path = files.Add([]);
        await using (var file = File.Create(path))
        {
            await file.WriteAsync(Bomb(before, repeated, after, 120 * 1024 * 1024), TestContext.Current.CancellationToken);
        }

        var refused = await Assert.ThrowsAsync<SheetRefusedException>(() => SheetSource.ReadHeadAsync(path, new(), TestContext.Current.CancellationToken));

        Assert.Contains(refused.Kind, (string[])["ZipBomb", "Damaged"]);
    }

    [Fact]
    public async Task More_text_than_is_kept_in_memory_is_refused()
    {
        await AssertRefusedAsync("WorkbookTooLarge", Bomb("", "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>", "", 200 * 1024 * 1024, "xl/sharedStrings.xml"));
    }

    [Fact]
    public async Task An_archive_of_very_many_entries_is_refused()
    {
        await AssertRefusedAsync("ZipBomb", Zip([.. Enumerable.Range(0, 60_000).Select(x => ($"xl/some/folder/with/a/long/name/entry{x}.xml", Array.Empty<byte>()))]));
    }

    private static async Task AssertRefusedAsync(string kind, byte[] file)
    {
        using var files = new TestFiles();
        Assert.Equal(kind, (await files.RefusedAsync(file)).Kind);
    }

    /// <summary>A small workbook one of whose parts is a text repeated to a size.</summary>
    private static byte[] Bomb(string before, string repeated, string after, int bytes, string part = "xl/worksheets/sheet1.xml")
    {
        var root = part.Contains("sharedStrings", StringComparison.Ordinal) ? "sst" : "worksheet";
        using var file = new MemoryStream();
        file.Write(new TestWorkbook().Tab("Sheet1", [["name"], ["x"]]).With(part, "").ToBytes());
        using (var archive = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(part).Open();
            var many = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, 1024 * 1024 / repeated.Length)));
            entry.Write(Encoding.UTF8.GetBytes($"<{root}>{(root == "sst" ? "" : "<sheetData>")}{before}"));
            for (var written = 0; written < bytes; written += many.Length) entry.Write(many);
            entry.Write(Encoding.UTF8.GetBytes($"{after}{(root == "sst" ? "" : "</sheetData>")}</{root}>"));
        }
        return file.ToArray();
    }
}
