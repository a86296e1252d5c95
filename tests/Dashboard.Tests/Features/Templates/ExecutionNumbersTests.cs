using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class ExecutionNumbersTests
{
    [Theory]
    [InlineData(200L, 141L, 71)]
    [InlineData(1000L, 999L, 99)]
    [InlineData(1000L, 1L, 1)]
    [InlineData(10L, 10L, 100)]
    [InlineData(10L, 0L, 0)]
    [InlineData(10L, 15L, 150)]
    public void A_rate_is_rounded_but_says_none_and_all_only_of_none_and_all(long planned, long followed, int rate) =>
        Assert.Equal(rate, ExecutionNumbers.Rate(planned, followed));

    [Theory]
    [InlineData(0L, 0L)]
    [InlineData(null, 3L)]
    [InlineData(3L, null)]
    [InlineData(-3L, 1L)]
    public void Without_a_plan_there_is_no_rate(long? planned, long? followed) => Assert.Null(ExecutionNumbers.Rate(planned, followed));

    [Theory]
    [InlineData(10L, 7L, null, .7)]
    [InlineData(10L, 15L, 150, 1.0)]
    [InlineData(10L, -5L, null, .0)]
    [InlineData(null, null, 40, .4)]
    [InlineData(null, 5L, 400, 1.0)]
    [InlineData(-3L, 2L, -9, .0)]
    [InlineData(0L, 0L, 0, null)]
    [InlineData(null, null, null, null)]
    public void A_bar_stays_within_its_frame_whatever_the_numbers(long? planned, long? followed, int? rate, double? share) =>
        Assert.Equal(share, ExecutionNumbers.Share(planned, followed, rate));

    [Theory]
    [InlineData(10L, 7L, 3L, 70, false)]
    [InlineData(3L, 2L, 1L, 67, false)]
    [InlineData(3L, 2L, 1L, 66, false)]
    [InlineData(0L, 0L, 0L, 0, false)]
    [InlineData(null, null, null, null, false)]
    [InlineData(10L, 15L, 0L, 100, true)]
    [InlineData(10L, 7L, 2L, 70, true)]
    [InlineData(10L, 7L, 3L, 20, true)]
    [InlineData(10L, -7L, 17L, 0, true)]
    [InlineData(null, null, null, 140, true)]
    [InlineData(null, null, -1L, null, true)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue, 100, true)]
    public void Numbers_that_cannot_all_be_true_are_noticed(long? planned, long? followed, long? not, int? rate, bool contradict) =>
        Assert.Equal(contradict, ExecutionNumbers.Contradict(new() { UserId = "lina", Planned = planned, Followed = followed, NotFollowed = not, Rate = rate }));

    [Fact]
    public void What_is_missing_is_a_dash() => Assert.Equal(("–", "–"), (ExecutionNumbers.Count(null), ExecutionNumbers.Percent(null)));

    [Fact]
    public void A_percent_has_no_space_and_no_digits_that_say_nothing() => Assert.Equal(["70%", "66.67%", "-5%"], new[] { 70.00m, 66.67m, -5 }.Select(x => ExecutionNumbers.Percent(x)));
}
