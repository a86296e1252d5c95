using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateFilterTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Now = new(2026, 4, 16, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_address_holds_every_filter()
    {
        var filter = new TemplateFilter { Name = "春季 & more", Statuses = [-1, 2], Type = 3, Creator = "wang.fang", From = new(2026, 1, 2), To = new(2026, 3, 4), Favourites = true, Sort = "name", Page = 2 };

        Assert.Equal("/templates?name=%E6%98%A5%E5%AD%A3%20%26%20more&status=-1,2&type=3&creator=wang.fang&from=2026-01-02&to=2026-03-04&fav=1&sort=name&page=2", filter.Address());
    }

    [Fact]
    public void What_an_address_holds_is_read_from_it()
    {
        var filter = new TemplateFilter { Name = "春季 & more", Statuses = [-1, 2], Type = 3, Creator = "wang.fang", From = new(2026, 1, 2), To = new(2026, 3, 4), Favourites = true, Sort = "-fav", Page = 2 };

        Assert.Equal(filter.Address(), TemplateFilter.Read("https://dashboard.example" + filter.Address()).Address());
        Assert.Equal((6, 0), (filter.Count, filter.Cleared.Count));
    }

    [Theory]
    [InlineData("?status=2,x,&status=-1", "/templates?status=-1,2")]
    [InlineData("?type=x&from=2026-02-30&to=1&page=-1&fav=maybe&sort=-nothing&creator=%20&what=1", "/templates")]
    [InlineData("?sort=--name", "/templates")]
    [InlineData("?sort=-created&page=1&fav=0", "/templates")]
    public void What_is_no_value_in_an_address_is_passed_over(string query, string address) => Assert.Equal(address, TemplateFilter.Read("/templates" + query).Address());

    [Fact]
    public void Nothing_is_read_beyond_tomorrow()
    {
        var (_, until) = new TemplateFilter { From = new(2026, 3, 1), To = new(2099, 1, 1) }.Range(Now, TimeZoneInfo.Utc);

        Assert.Equal(Utc(2026, 4, 17, 23, 59, 59), until);
    }

    [Fact]
    public void Another_order_or_page_reads_the_same_templates()
    {
        var filter = new TemplateFilter { Name = "x" };

        Assert.True(filter.ReadsLike(filter with { Sort = "name", Page = 3 }));
        Assert.False(filter.ReadsLike(filter with { Creator = "lina" }));
    }

    [Fact]
    public void An_empty_filter_has_the_plain_address() => Assert.Equal("/templates", new TemplateFilter().Address());

    [Fact]
    public void Without_dates_the_range_is_the_last_90_days_of_the_persons_zone()
    {
        // In Shanghai it is already the 17th.
        var (from, until) = new TemplateFilter().Range(Now, Shanghai);

        Assert.Equal((Utc(2026, 1, 17, 16, 0, 0), Utc(2026, 4, 17, 15, 59, 59)), (from, until));
    }

    [Fact]
    public void Both_dates_are_days_of_the_persons_zone_and_inclusive()
    {
        var (from, until) = new TemplateFilter { From = new(2026, 3, 1), To = new(2026, 3, 1) }.Range(Now, Shanghai);

        Assert.Equal((Utc(2026, 2, 28, 16, 0, 0), Utc(2026, 3, 1, 15, 59, 59)), (from, until));
    }

    [Fact]
    public void A_last_day_alone_begins_90_days_before_it()
    {
        var (from, until) = new TemplateFilter { To = new(2026, 3, 31) }.Range(Now, TimeZoneInfo.Utc);

        Assert.Equal((Utc(2026, 1, 1, 0, 0, 0), Utc(2026, 3, 31, 23, 59, 59)), (from, until));
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute, int second) => new(year, month, day, hour, minute, second, TimeSpan.Zero);
}
