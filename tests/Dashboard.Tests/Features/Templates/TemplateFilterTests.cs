using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateFilterTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Now = new(2026, 4, 16, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_address_holds_every_filter()
    {
        var filter = new TemplateFilter { Name = "春季 & more", Status = -1, Type = 3, From = new(2026, 1, 2), To = new(2026, 3, 4), Page = 2 };

        Assert.Equal("/templates?name=%E6%98%A5%E5%AD%A3%20%26%20more&status=-1&type=3&from=2026-01-02&to=2026-03-04&page=2", filter.Address());
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
