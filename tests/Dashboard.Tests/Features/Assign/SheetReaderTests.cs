using System.Text;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class SheetReaderTests
{
    [Fact]
    public void The_first_data_line_is_line_2()
    {
        Assert.Equal([2, 3], Read("name,phone\na,1\nb,2\n").Select(x => x.Line));
    }

    [Theory]
    [InlineData("name,phone\na,1\nb,2")]
    [InlineData("name,phone\r\na,1\r\nb,2\r\n")]
    public void Line_ends_of_both_kinds_are_read(string text)
    {
        Assert.Equal([["a", "1"], ["b", "2"]], Read(text).Select(x => x.Cells));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_delimiter_is_found(char delimiter)
    {
        using var sheet = Open($"name{delimiter}phone\na{delimiter}1\n");

        Assert.Equal(delimiter, sheet.Delimiter);
        Assert.Equal(["a", "1"], sheet.Records().Single().Cells);
    }

    [Fact]
    public void The_header_decides_over_commas_in_the_cells()
    {
        using var sheet = Open("name;amount\na,b,c;1\nd,e,f;2\ng,h,i;3\n");

        Assert.Equal(';', sheet.Delimiter);
    }

    [Fact]
    public void Excels_separator_line_counts_as_a_line_of_the_file()
    {
        using var sheet = Open("sep=;\nname;phone\na;1\n");

        Assert.Equal(["name", "phone"], sheet.Headers);
        Assert.Equal(3, sheet.Records().Single().Line);
    }

    [Fact]
    public void A_cell_with_line_breaks_counts_its_lines_and_the_record_has_the_number_it_starts_on()
    {
        var records = Read("name,note\na,\"one\ntwo\nthree\"\nb,x\n");

        Assert.Equal([2, 5], records.Select(x => x.Line));
        Assert.Equal("one\ntwo\nthree", records[0].Cells[1]);
    }

    [Fact]
    public void Quotes_inside_quotes_are_single_again()
    {
        Assert.Equal("say \"hello\", please", Read("name,note\na,\"say \"\"hello\"\", please\"\n")[0].Cells[1]);
    }

    [Fact]
    public void Blank_lines_are_passed_over_and_counted()
    {
        Assert.Equal([3, 5], Read("name,phone\n\na,1\n,\nb,2\n").Select(x => x.Line));
    }

    [Fact]
    public void A_line_with_fewer_cells_is_named()
    {
        Assert.Equal("TooFewCells", Read("name,phone,note\na,1\n")[0].Problem);
    }

    [Fact]
    public void A_line_with_more_cells_is_named()
    {
        Assert.Equal("TooManyCells", Read("name,phone\na,1,2\n")[0].Problem);
    }

    [Fact]
    public void Empty_cells_at_the_end_of_a_line_are_no_mistake()
    {
        Assert.Null(Read("name,phone\na,1,,\n")[0].Problem);
    }

    [Fact]
    public void A_quote_inside_a_plain_cell_is_kept()
    {
        var record = Read("name,note\na,5\" pipe\n")[0];

        Assert.Equal("5\" pipe", record.Cells[1]);
    }

    [Fact]
    public void An_unclosed_quote_is_refused_with_its_line()
    {
        var refused = Assert.Throws<SheetRefusedException>(() => Read("name,note\na,b\nc,\"d\ne,f\ng,h\n"));

        Assert.Equal("UnclosedQuote", refused.Kind);
        Assert.Equal("3", refused.Arguments.Single().ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void Nothing_at_all_is_refused_as_empty(string text)
    {
        Assert.Equal("Empty", Assert.Throws<SheetRefusedException>(() => Open(text)).Kind);
    }

    [Fact]
    public void A_header_without_names_is_refused()
    {
        Assert.Equal("NoHeader", Assert.Throws<SheetRefusedException>(() => Open(",,\na,b,c\n")).Kind);
    }

    [Fact]
    public void A_column_named_twice_is_refused_by_name()
    {
        var refused = Assert.Throws<SheetRefusedException>(() => Open("name,Phone,phone\na,1,2\n"));

        Assert.Equal("DuplicateHeader", refused.Kind);
        Assert.Equal(["Phone", 1], refused.Arguments);
    }

    [Fact]
    public void More_than_a_million_lines_are_refused()
    {
        var text = new StringBuilder("name,phone\n");
        for (var i = 0; i <= SheetReader.MaxLines; i++) text.Append("a,1\n");
        using var sheet = Open(text.ToString());

        Assert.Equal("TooManyLines", Assert.Throws<SheetRefusedException>(() => sheet.Records().Count()).Kind);
    }

    [Fact]
    public void Chinese_text_in_GB18030_is_read()
    {
        var encoding = SheetFormat.ByName("gb18030");
        using var sheet = SheetReader.Open(new MemoryStream(encoding.GetBytes("任务名称,手机号\n回访,6281\n")), encoding);

        Assert.Equal(["任务名称", "手机号"], sheet.Headers);
        Assert.Equal(["回访", "6281"], sheet.Records().Single().Cells);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Unicode_text_of_Excel_is_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        using var sheet = SheetReader.Open(new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes("任务名称\t手机号\r\n回访\t6281\r\n")]), encoding);

        Assert.Equal(["任务名称", "手机号"], sheet.Headers);
        Assert.Equal("回访", sheet.Records().Single().Cells[0]);
    }

    private static SheetReader Open(string text) => SheetReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), new UTF8Encoding(false, true));

    private static List<SheetRecord> Read(string text)
    {
        using var sheet = Open(text);
        return [.. sheet.Records()];
    }
}
