using Dashboard.Features.Assign;
using Dashboard.Upstream.Incs;

namespace Dashboard.Tests.Features.Assign;

public sealed class UpstreamClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void It_is_read_from_the_wall_clock_of_a_create_answer_whatever_zone_is_configured()
    {
        var attempt = new IncsAttempt(new IncsOutcome.Created(new() { Id = 1, CreatedLocal = new DateTime(2026, 4, 16, 17, 1, 30) }), 200, null, Now, TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(89), TimeSpan.FromMilliseconds(UpstreamClock.Ahead(attempt)!.Value));
    }

    [Fact]
    public void Other_outcomes_tell_nothing_of_it() =>
        Assert.Null(UpstreamClock.Ahead(new(new IncsOutcome.Throttled(), 429, null, Now, TimeSpan.Zero)));

    [Fact]
    public void What_was_created_between_two_instants_lies_between_the_least_and_the_most_that_was_learned()
    {
        var clock = UpstreamClock.Of([28_800_000, 28_890_000], Shanghai, Now);

        var (from, until) = clock.Surely(Now, Now.AddMinutes(1));

        Assert.True(clock.IsLearned);
        Assert.Equal((new DateTime(2026, 4, 16, 16, 58, 0), new DateTime(2026, 4, 16, 17, 4, 30)), (from, until));
    }

    [Fact]
    public void Before_anything_was_created_the_configured_zone_is_all_there_is_and_any_zone_is_searched()
    {
        var clock = UpstreamClock.Of([], Shanghai, Now);

        Assert.False(clock.IsLearned);
        Assert.Equal(new DateTime(2026, 4, 16, 16, 58, 0), clock.Surely(Now, Now).From);
        Assert.Equal((new DateTime(2026, 4, 15, 14, 0, 0), new DateTime(2026, 4, 17, 20, 0, 0)), clock.AtMost(Now, Now));
    }
}
