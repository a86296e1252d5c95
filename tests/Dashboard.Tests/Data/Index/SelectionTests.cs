using Dashboard.Data.Index;

namespace Dashboard.Tests.Data.Index;

public sealed class SelectionTests
{
    [Theory]
    [InlineData(0, 50), InlineData(200_000, 50), InlineData(399_950, 50), InlineData(399_990, 50), InlineData(400_000, 50), InlineData(0, 400_000), InlineData(123_456, 100_000)]
    public void A_page_is_the_one_of_the_sorted_whole(int skip, int take)
    {
        var chance = new Random(skip);
        foreach (var values in new[] { 4, 1000, int.MaxValue })
        {
            var keys = Enumerable.Range(0, 400_000).Select(i => new SortKey(chance.Next(values), i)).ToArray();
            chance.Shuffle(keys);

            Assert.Equal(keys.Order().Skip(skip).Take(take), Selection.Page(keys.ToArray(), skip, take).ToArray());
        }
    }

    [Fact]
    public void Keys_that_are_sorted_already_or_stand_in_a_pattern_do_no_harm()
    {
        var ascending = Enumerable.Range(0, 100_000).Select(i => new SortKey(i, i)).ToArray();
        // Every place that a sample looks at holds the greatest keys.
        var misleading = Enumerable.Range(0, 100_000).Select(i => new SortKey(i % 97 < 2 ? long.MaxValue - 1 : i % 1000, i)).ToArray();

        // Two workers of a parallel query, each in order.
        var turns = Enumerable.Range(0, 100_000).Select(i => new SortKey(i % 2 == 0 ? i / 2 : 100_000 - i / 2, i)).ToArray();

        foreach (var keys in new[] { ascending, [.. ascending.Reverse()], misleading, turns })
            Assert.All([0, 49_000, 99_960], skip => Assert.Equal(keys.Order().Skip(skip).Take(50), Selection.Page(keys.ToArray(), skip, 50).ToArray()));
    }
}
