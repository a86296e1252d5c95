using Dashboard.Features.Assign;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;

namespace Dashboard.Tests.Features.Assign;

public sealed class LanePaceTests
{
    private readonly SteppedTime time = new();
    private readonly LanePace pace;

    public LanePaceTests() => pace = new(time);

    private static IncsAttempt Fine => Attempt(new IncsOutcome.Created(new() { Id = 1 }));

    [Fact]
    public void At_first_as_many_go_as_the_setting_allows() => Assert.Equal(64, pace.Allowed(64));

    [Fact]
    public void A_429_halves_the_number_and_nothing_goes_before_the_wait_is_over()
    {
        Assert.Equal(64, pace.Allowed(64));

        Take(Attempt(new IncsOutcome.Throttled(), TimeSpan.FromSeconds(7)));

        Assert.Equal(0, pace.Allowed(64));
        Assert.Equal(LaneCondition.Throttled, pace.Waiting?.Condition);
        time.Advance(TimeSpan.FromSeconds(6.99));
        Assert.Equal(0, pace.Allowed(64));
        time.Advance(TimeSpan.FromSeconds(0.01));
        Assert.Equal(32, pace.Allowed(64));
        Assert.Null(pace.Waiting);
    }

    [Fact]
    public void Those_that_were_on_the_wire_together_halve_it_once()
    {
        pace.Allowed(64);
        var generation = pace.Generation;

        for (var i = 0; i < 20; i++) pace.Take(Attempt(new IncsOutcome.Throttled(), TimeSpan.FromSeconds(1)), generation);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(32, pace.Allowed(64));
    }

    [Fact]
    public void A_later_answer_may_lengthen_the_wait_and_never_shortens_it()
    {
        pace.Allowed(64);
        var generation = pace.Generation;
        pace.Take(Attempt(new IncsOutcome.Throttled(), TimeSpan.FromSeconds(5)), generation);

        pace.Take(Attempt(new IncsOutcome.Throttled(), TimeSpan.FromSeconds(2)), generation);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, pace.Allowed(64));
        pace.Take(Attempt(new IncsOutcome.Throttled(), TimeSpan.FromSeconds(3)), generation);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0, pace.Allowed(64));
    }

    [Fact]
    public void Clear_answers_raise_it_by_one_a_round_trip()
    {
        pace.Allowed(64);
        Take(Attempt(new IncsOutcome.Unknown(UnknownCause.TimedOut, "")));
        Assert.Equal(32, pace.Allowed(64));

        for (var i = 0; i < 33; i++) Take(Fine);

        Assert.Equal(33, pace.Allowed(64));
    }

    [Fact]
    public void A_wait_that_INCS_does_not_name_doubles_until_an_answer_is_clear()
    {
        foreach (var seconds in new[] { 1, 2, 4 })
        {
            pace.Allowed(64);
            Take(Attempt(new IncsOutcome.Throttled()));
            Assert.Equal(TimeSpan.FromSeconds(seconds), pace.Waiting!.NextTry - time.GetUtcNow());
            time.Advance(TimeSpan.FromSeconds(seconds));
        }

        Take(Fine);
        Take(Attempt(new IncsOutcome.Throttled()));
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Waiting!.NextTry - time.GetUtcNow());
    }

    [Fact]
    public void An_overloaded_gateway_is_waited_for_like_a_429()
    {
        pace.Allowed(64);

        Take(new(new IncsOutcome.Unknown(UnknownCause.UnclearAnswer, ""), 503, null, time.GetUtcNow(), TimeSpan.Zero) { RetryAfter = TimeSpan.FromSeconds(9) });

        Assert.Equal(TimeSpan.FromSeconds(9), pace.Waiting!.NextTry - time.GetUtcNow());
    }

    [Fact]
    public void A_refused_connection_opens_the_circuit_until_a_read_was_answered()
    {
        pace.Allowed(64);
        Take(Attempt(new IncsOutcome.NotSent("")));

        Assert.Equal((0, LaneCondition.Unreachable), (pace.Allowed(64), pace.Waiting!.Condition));
        Assert.False(pace.ProbeDue);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, pace.Allowed(64));
        Assert.True(pace.ProbeDue);

        pace.Take(IncsProbe.Silent);
        Assert.False(pace.ProbeDue);
        Assert.Equal(TimeSpan.FromSeconds(2), pace.Waiting!.NextTry - time.GetUtcNow());
        time.Advance(TimeSpan.FromSeconds(2));
        pace.Take(IncsProbe.Answers);

        Assert.Equal(1, pace.Allowed(64));
        Assert.Null(pace.Waiting);
    }

    [Fact]
    public void Five_unclear_answers_in_a_row_open_it_and_four_do_not()
    {
        pace.Allowed(64);
        for (var i = 0; i < 4; i++) Take(Attempt(new IncsOutcome.Unknown(UnknownCause.ConnectionLost, "")));
        Assert.Null(pace.Waiting);
        Take(Fine);
        for (var i = 0; i < 4; i++) Take(Attempt(new IncsOutcome.Unknown(UnknownCause.ConnectionLost, "")));
        Assert.Null(pace.Waiting);

        Take(Attempt(new IncsOutcome.Unknown(UnknownCause.UnclearAnswer, "")));

        Assert.Equal(LaneCondition.Unreachable, pace.Waiting?.Condition);
    }

    [Fact]
    public void Where_reads_are_answered_and_POSTs_are_not_one_POST_each_time_is_risked()
    {
        pace.Allowed(64);
        Take(Attempt(new IncsOutcome.NotSent("")));
        for (var wait = 1; wait <= 32; wait *= 2)
        {
            time.Advance(TimeSpan.FromSeconds(wait));
            pace.Take(IncsProbe.Answers);
            Assert.Equal(1, pace.Allowed(64));
            Take(Attempt(new IncsOutcome.Unknown(UnknownCause.UnclearAnswer, "")));
            Assert.Equal(TimeSpan.FromSeconds(Math.Min(wait * 2, 30)), pace.Waiting!.NextTry - time.GetUtcNow());
        }
    }

    [Fact]
    public void After_an_outage_it_doubles_a_round_trip_up_to_half_of_what_went_before()
    {
        pace.Allowed(64);
        Take(Attempt(new IncsOutcome.NotSent("")));
        time.Advance(TimeSpan.FromSeconds(1));
        pace.Take(IncsProbe.Answers);

        foreach (var expected in new[] { 2, 4, 8, 16, 32 })
        {
            for (var i = expected / 2; i > 0; i--) Take(Fine);
            Assert.Equal(expected, pace.Allowed(64));
        }
    }

    private static IncsAttempt Attempt(IncsOutcome outcome, TimeSpan? retryAfter = null) => new(outcome, null, null, default, TimeSpan.Zero) { RetryAfter = retryAfter };

    private void Take(IncsAttempt attempt) => pace.Take(attempt, pace.Generation);
}
