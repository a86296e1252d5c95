using Dashboard.Shared;

namespace Dashboard.Tests.Shared;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("30058", 30058L)]
    [InlineData("1254676189925432389", 1254676189925432389)]
    [InlineData("-1", null)]
    [InlineData("12a", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void What_is_no_number_is_passed_over(string? text, long? number) => Assert.Equal(number, QueryText.Number(text));

    [Theory]
    [InlineData("3", 3)]
    [InlineData("0", 1)]
    [InlineData("two", 1)]
    [InlineData("99999999999", 1_000_000)]
    public void A_page_is_1_at_least_and_bounded(string text, int page) => Assert.Equal(page, QueryText.Page(text));

    [Theory]
    [InlineData("2026-03-01", "2026-03-01")]
    [InlineData("2026-3-1", null)]
    [InlineData("2026-02-30", null)]
    [InlineData("01/03/2026", null)]
    [InlineData("0001-01-01", null)]
    [InlineData("0002-03-04", null)]
    [InlineData("9999-12-31", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_a_real_day_of_this_century_is_read(string? text, string? day) => Assert.Equal(day, QueryText.Of(QueryText.Day(text)));
}
