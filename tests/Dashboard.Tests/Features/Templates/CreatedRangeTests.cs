using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class CreatedRangeTests
{
    private static readonly DateTimeOffset End = new(2026, 4, 16, 23, 59, 59, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(90 * 86400, 1)]
    [InlineData(90 * 86400 + 1, 2)]
    [InlineData(180 * 86400, 2)]
    [InlineData(180 * 86400 + 1, 3)]
    [InlineData(9000L * 86400, 100)]
    public void A_range_is_split_into_as_few_parts_as_the_API_allows(long seconds, int parts) => Assert.Equal(parts, CreatedRange.Parts(End.AddSeconds(-seconds), End).Count);

    [Fact]
    public void The_parts_cover_the_range_without_a_gap_newest_first()
    {
        var from = End.AddDays(-1000).AddSeconds(-7);

        var parts = CreatedRange.Parts(from, End);

        Assert.Equal((End, from), (parts[0].Until, parts[^1].From));
        Assert.All(parts, x => Assert.InRange(x.Until - x.From, TimeSpan.FromSeconds(1), CreatedRange.Longest));
        Assert.All(parts.Zip(parts.Skip(1)), x => Assert.Equal(x.First.From, x.Second.Until));
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_has_no_part() => Assert.Empty(CreatedRange.Parts(End, End.AddSeconds(-1)));
}
