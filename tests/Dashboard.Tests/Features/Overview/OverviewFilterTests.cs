using Dashboard.Features.Overview;

namespace Dashboard.Tests.Features.Overview;

public sealed class OverviewFilterTests
{
    private static readonly DateOnly Today = new(2026, 4, 16);

    [Theory]
    [InlineData("/", "2026-04-03", "2026-04-16")]
    [InlineData("/?days=1", "2026-04-16", "2026-04-16")]
    [InlineData("/?days=7", "2026-04-10", "2026-04-16")]
    [InlineData("/?days=30", "2026-03-18", "2026-04-16")]
    [InlineData("/?days=90", "2026-01-17", "2026-04-16")]
    [InlineData("/?days=8", "2026-04-03", "2026-04-16")]
    [InlineData("/?days=week", "2026-04-03", "2026-04-16")]
    [InlineData("/?from=2026-04-01&to=2026-04-02", "2026-04-01", "2026-04-02")]
    [InlineData("/?from=2026-04-02&to=2026-04-01", "2026-04-01", "2026-04-02")]
    [InlineData("/?from=2026-04-01&days=7", "2026-04-01", "2026-04-16")]
    [InlineData("/?to=2026-04-01", "2026-03-19", "2026-04-01")]
    [InlineData("/?from=2026-05-01", "2026-05-01", "2026-05-01")]
    [InlineData("/?from=2020-01-01", "2025-04-16", "2026-04-16")]
    [InlineData("/?from=yesterday", "2026-04-03", "2026-04-16")]
    public void The_days_stand_in_the_address(string address, string first, string last)
    {
        var span = OverviewFilter.Read(address).Span(Today);

        Assert.Equal((first, last), ($"{span.First:yyyy-MM-dd}", $"{span.Last:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?days=30&assignee=mei%20%26%20co&auth_id=30058&template=1254676189925432389&batch=7&sort=-stale")]
    [InlineData("/?from=2026-04-01&to=2026-04-02")]
    public void An_address_is_read_as_it_was_written(string address) => Assert.Equal(address, OverviewFilter.Read("https://x" + address).Address());

    [Fact]
    public void The_days_before_are_as_many_and_end_where_they_begin() =>
        Assert.Equal(new DaySpan(new(2026, 3, 20), new(2026, 4, 2)), OverviewFilter.Read("/").Span(Today).Before);
}
