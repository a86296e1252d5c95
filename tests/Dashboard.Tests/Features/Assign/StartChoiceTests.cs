using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class StartChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Usually_all_of_it_starts_at_once_and_a_spike_of_rejections_pauses_it() =>
        Assert.Equal(new StartOptions { At = null, FirstOnly = null, PauseAtRejectedPercent = 50 }, new StartChoice().Options(Now, Shanghai));

    [Fact]
    public void A_hold_counts_from_the_moment_of_confirming() =>
        Assert.Equal(Now.AddSeconds(60), new StartChoice { When = StartTime.Hold }.Options(Now, Shanghai)?.At);

    [Fact]
    public void A_set_time_is_meant_in_the_zone_of_the_person() =>
        Assert.Equal(new DateTimeOffset(2026, 4, 17, 1, 30, 0, TimeSpan.Zero), new StartChoice { When = StartTime.Later, LocalTime = "2026-04-17T09:30" }.Options(Now, Shanghai)?.At);

    [Theory]
    [InlineData(null, "StartNoTime"), InlineData("", "StartNoTime"), InlineData("tomorrow", "StartNoTime"), InlineData("2026-04-16T16:59", "StartPast")]
    public void A_time_that_can_not_be_met_is_refused_in_words(string? time, string problem)
    {
        var choice = new StartChoice { When = StartTime.Later, LocalTime = time };

        Assert.Null(choice.Options(Now, Shanghai));
        Assert.Equal(problem, choice.Problem);
    }

    [Fact]
    public void The_first_few_and_the_pause_are_taken_over()
    {
        var options = new StartChoice { Canary = true, CanaryCount = 5, PauseOnRejections = false }.Options(Now, Shanghai);

        Assert.Equal((5, (int?)null), (options?.FirstOnly, options?.PauseAtRejectedPercent));
    }
}
