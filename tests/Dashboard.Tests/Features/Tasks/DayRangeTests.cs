using Dashboard.Features.Tasks;
using Dashboard.Shared;

namespace Dashboard.Tests.Features.Tasks;

public sealed class DayRangeTests
{
    // 17:30 UTC on the 16th: in Shanghai the 17th has begun.
    private static readonly DateTimeOffset Now = new(2026, 4, 16, 17, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("today", "UTC", "2026-04-16T00:00:00Z")]
    [InlineData("7d", "UTC", "2026-04-10T00:00:00Z")]
    [InlineData("month", "UTC", "2026-04-01T00:00:00Z")]
    [InlineData("today", "Asia/Shanghai", "2026-04-16T16:00:00Z")]
    [InlineData("7d", "Asia/Shanghai", "2026-04-10T16:00:00Z")]
    [InlineData("month", "Asia/Shanghai", "2026-03-31T16:00:00Z")]
    public void A_preset_moves_with_today_in_the_persons_zone(string preset, string zone, string from) =>
        Assert.Equal((DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), null), DayRange.Of(preset).At(ClientContext.FindZone(zone), Now));

    [Fact]
    public void Days_are_inclusive_and_may_be_open() => Assert.Equal(
        [(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 4, 3, 0, 0, 0, TimeSpan.Zero)), (null, new DateTimeOffset(2026, 4, 3, 0, 0, 0, TimeSpan.Zero)), (null, null)],
        new List<(DateTimeOffset?, DateTimeOffset?)>
        {
            DayRange.Of(new(2026, 4, 1), new(2026, 4, 2)).At(TimeZoneInfo.Utc, Now), DayRange.Of(null, new(2026, 4, 2)).At(TimeZoneInfo.Utc, Now), DayRange.Any.At(TimeZoneInfo.Utc, Now),
        });

    [Fact]
    public void A_preset_of_an_address_wins_over_its_days_and_an_unknown_one_is_passed_over()
    {
        Assert.Equal(DayRange.Of("7d"), DayRange.Read("7d", "2026-04-01", null));
        Assert.Equal(DayRange.Of(new(2026, 4, 1), null), DayRange.Read("yesterday", "2026-04-01", "x"));
    }
}
