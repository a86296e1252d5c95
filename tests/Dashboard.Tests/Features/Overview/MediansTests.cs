using Dashboard.Features.Overview;

namespace Dashboard.Tests.Features.Overview;

public sealed class MediansTests
{
    [Theory]
    [InlineData(new long[] { 7 }, 7)]
    [InlineData(new long[] { 9, 1 }, 5)]
    [InlineData(new long[] { 3, 1, 2 }, 2)]
    [InlineData(new long[] { 5, 5, 5, 5 }, 5)]
    [InlineData(new long[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 4)]
    [InlineData(new long[] { -4, -2, 8 }, -2)]
    public void The_median_is_the_one_in_the_middle_or_between_two(long[] values, long median) => Assert.Equal(median, Medians.Of(values));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Medians_of_many_codes_are_those_of_sorted_values(int seed)
    {
        var chance = new Random(seed);
        var values = Enumerable.Range(0, 20_000).Select(_ => (Code: chance.Next(40), Value: (long)chance.Next(seed == 1 ? 5 : 1_000_000))).ToList();
        using var medians = new Medians();
        foreach (var (code, value) in values) medians.Add(code, value);

        var found = medians.Take(41);

        Assert.Null(found[40]);
        Assert.All(values.GroupBy(x => x.Code, x => x.Value), x =>
        {
            var sorted = x.Order().ToList();
            var (low, high) = (sorted[(sorted.Count - 1) / 2], sorted[sorted.Count / 2]);
            Assert.Equal(low + (high - low) / 2, found[x.Key]);
        });
    }
}
