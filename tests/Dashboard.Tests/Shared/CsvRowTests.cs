using System.Text;
using Dashboard.Shared;

namespace Dashboard.Tests.Shared;

public sealed class CsvRowTests
{
    [Fact]
    public void Cells_are_joined_by_commas_and_the_line_ends_as_the_standard_says() => Assert.Equal("a,b,c\r\n", Written("a", "b", "c"));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+62812", "'+62812")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋62", "'＋62")]
    [InlineData("－5", "'－5")]
    [InlineData("＠x", "'＠x")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")", "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"")]
    public void A_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(string cell, string written) => Assert.Equal(written + "\r\n", Written(cell));

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("a\tb", "\"a\tb\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("两\n行", "\"两\n行\"")]
    [InlineData("两\r行", "\"两\r行\"")]
    public void A_cell_that_would_break_the_line_is_quoted(string cell, string written) => Assert.Equal(written + "\r\n", Written(cell));

    [Theory]
    [InlineData("6281512345678")]
    [InlineData("a=b-c+d@e")]
    [InlineData("客户姓名")]
    [InlineData(" x ")]
    public void Any_other_cell_stands_as_it_is(string cell) => Assert.Equal(cell + "\r\n", Written(cell));

    [Fact]
    public void A_cell_without_a_value_is_empty() => Assert.Equal(",,\r\n", Written(null, "", null));

    [Fact]
    public void Lines_follow_each_other()
    {
        var text = new StringBuilder();
        CsvRow.Append(text, ["a"]);
        CsvRow.Append(text, ["b"]);

        Assert.Equal("a\r\nb\r\n", text.ToString());
    }

    private static string Written(params string?[] cells)
    {
        var text = new StringBuilder();
        CsvRow.Append(text, cells);
        return text.ToString();
    }
}
