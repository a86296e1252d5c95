using Dashboard.Tests.Support;
using static Dashboard.Tests.Support.TestWorkbook;

namespace Dashboard.Tests.Features.Assign.Workbooks;

/// <summary>A cell of a workbook becomes exactly the text that a person would have typed.</summary>
public sealed class WorkbookCellTests
{
    [Theory]
    [InlineData("6281512345678", "6281512345678")]
    [InlineData("6.2815123456780004E12", "6281512345678")]
    [InlineData("6.281512345678E12", "6281512345678")]
    [InlineData("999999999999999", "999999999999999")]
    [InlineData("1234567890123450", "1.23456789012345E+15")]
    [InlineData("123456789012345678", "1.23456789012346E+17")]
    [InlineData("1E+100", "1E+100")]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("1500.1", "1500.1")]
    [InlineData("0.00001", "0.00001")]
    [InlineData("-20", "-20")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    public async Task A_number_is_exact_and_in_scientific_form_where_Excel_lost_digits(string stored, string expected)
    {
        Assert.Equal(expected, await CellAsync(new Raw($"><v>{stored}</v>")));
    }

    [Theory]
    [InlineData("00000000", "123", "00000123")]
    [InlineData("000-0000-0000", "8123456789", "081-2345-6789")]
    [InlineData("\\(000\\)\\ 0000", "123", "(000) 0123")]
    [InlineData("00", "12345", "12345")]
    [InlineData("00000", "12.5", "12.5")]
    [InlineData("0", "6281512345678", "6281512345678")]
    [InlineData("0\"元\"", "1500", "1500")]
    [InlineData("#,##0.00", "20000", "20000")]
    [InlineData("0.00", "1500.5", "1500.5")]
    [InlineData("General", "42", "42")]
    [InlineData("0.00E+00", "6281512345678", "6281512345678")]
    [InlineData("@", "6281512345678", "6281512345678")]
    public async Task Leading_zeros_that_people_see_are_kept_and_no_other_format_changes_a_number(string format, string stored, string expected)
    {
        var workbook = new TestWorkbook();

        Assert.Equal(expected, await CellAsync(workbook.Formatted(format, stored), workbook));
    }

    [Theory]
    [InlineData("yyyy-mm-dd", "46127", "2026-04-15")]
    [InlineData("m/d/yy h:mm", "46082.416666666664", "2026-03-01 10:00:00")]
    [InlineData("yyyy-mm-dd", "46082.5", "2026-03-01 12:00:00")]
    [InlineData("yyyy\"年\"m\"月\"d\"日\"", "46127", "2026-04-15")]
    [InlineData("[$-804]yyyy/m/d;@", "46127", "2026-04-15")]
    [InlineData("dd\\-mmm\\-yy", "46127", "2026-04-15")]
    [InlineData("yyyy-mm-dd hh:mm:ss", "46082", "2026-03-01 00:00:00")]
    [InlineData("yyyy-mm-dd hh:mm:ss", "46082.999999999", "2026-03-02 00:00:00")]
    [InlineData("h:mm", "0.4375", "10:30")]
    [InlineData("h:mm:ss AM/PM", "0.4375", "10:30:00")]
    [InlineData("[h]:mm:ss", "1.5", "36:00:00")]
    [InlineData("yyyy-mm-dd", "1", "1900-01-01")]
    [InlineData("yyyy-mm-dd", "60", "1900-02-29")]
    [InlineData("yyyy-mm-dd", "0", "1900-01-00")]
    [InlineData("yyyy-mm-dd", "-5", "-5")]
    [InlineData("yyyy-mm-dd", "6281512345678", "6281512345678")]
    [InlineData("0\"days\"", "12", "12")]
    [InlineData("[Red]0.00;[Blue]-0.00", "12", "12")]
    public async Task A_date_is_a_date_and_a_time_is_a_time(string format, string stored, string expected)
    {
        var workbook = new TestWorkbook();

        Assert.Equal(expected, await CellAsync(workbook.Formatted(format, stored), workbook));
    }

    [Fact]
    public async Task The_date_format_of_Chinese_Excel_that_has_no_code_in_the_file_is_known()
    {
        var workbook = new TestWorkbook().With("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>");

        Assert.Equal("2026-04-15", await CellAsync(new Raw("s=\"1\"><v>46127</v>"), workbook));
    }

    [Fact]
    public async Task A_workbook_of_an_old_Mac_counts_its_days_from_1904()
    {
        var workbook = new TestWorkbook { From1904 = true };

        Assert.Equal("2026-04-15", await CellAsync(workbook.Formatted("yyyy-mm-dd", "44665"), workbook));
    }

    [Theory]
    [InlineData("t=\"b\"><v>1</v>", "TRUE")]
    [InlineData("t=\"b\"><v>0</v>", "FALSE")]
    [InlineData("t=\"e\"><v>#N/A</v>", "#N/A")]
    [InlineData("t=\"e\"><f>A1/0</f><v>#DIV/0!</v>", "#DIV/0!")]
    [InlineData("t=\"str\"><f>A1&amp;B1</f><v>62815_x000D_</v>", "62815\r")]
    [InlineData("><f>1+1</f><v>2</v>", "2")]
    [InlineData("><f>1+1</f>", "")]
    [InlineData("t=\"inlineStr\"><is><t>王小明</t></is>", "王小明")]
    [InlineData("t=\"inlineStr\"><is><r><t>6281</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 512</t></r><rPh sb=\"0\" eb=\"1\"><t>ignored</t></rPh></is>", "6281 512")]
    [InlineData("t=\"d\"><v>2026-04-15T00:00:00</v>", "46127")]
    [InlineData("t=\"s\"><v>0</v>", "name")]
    [InlineData("s=\"77\"><v>5</v>", "5")]
    public async Task Every_type_of_cell_has_its_text(string xml, string expected)
    {
        Assert.Equal(expected, await CellAsync(new Raw(xml)));
    }

    [Fact]
    public async Task A_text_is_never_taken_for_a_number()
    {
        Assert.Equal("0812345678901234567", await CellAsync("0812345678901234567"));
    }

    [Fact]
    public async Task A_text_with_line_breaks_quotes_and_commas_is_kept_and_shifts_no_row()
    {
        using var files = new TestFiles();

        var records = await files.ReadAsync(Of(["name", "phone"], ["a\n\"b\", c", 1], ["d", 2]));

        Assert.Equal([2, 3], records.Select(x => x.Line));
        Assert.Equal("a\n\"b\", c", records[0].Cells[0]);
    }

    private static async Task<string> CellAsync(object cell, TestWorkbook? workbook = null)
    {
        using var files = new TestFiles();
        var records = await files.ReadAsync((workbook ?? new()).Tab("Sheet1", [["name", "value"], ["x", cell]]).ToBytes());
        return Assert.Single(records).Cells[1];
    }
}
