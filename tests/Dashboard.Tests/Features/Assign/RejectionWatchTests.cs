using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class RejectionWatchTests
{
    private readonly RejectionWatch watch = new();

    [Fact]
    public void Half_of_the_last_outcomes_pauses_and_less_does_not()
    {
        Assert.False(Take(50, 26, rejectedFirst: false));
        Assert.True(Take(50, 25, rejectedFirst: false));
    }

    [Fact]
    public void A_few_outcomes_say_nothing()
    {
        for (var i = 0; i < 19; i++) Assert.False(watch.Take(new(1, null, 50), rejected: true));
        Assert.True(watch.Take(new(1, null, 50), rejected: true));
    }

    [Fact]
    public void Old_outcomes_do_not_count()
    {
        for (var i = 0; i < 1000; i++) Assert.False(watch.Take(new(1, null, 50), rejected: false));
        for (var i = 0; i < 24; i++) Assert.False(watch.Take(new(1, null, 50), rejected: true));
        Assert.True(watch.Take(new(1, null, 50), rejected: true));
    }

    [Fact]
    public void Each_batch_counts_for_itself_and_one_that_stops_running_starts_anew()
    {
        for (var i = 0; i < 19; i++) watch.Take(new(1, null, 50), rejected: true);
        Assert.False(watch.Take(new(2, null, 50), rejected: true));

        watch.Keep(new Dictionary<long, RunningBatch> { [2] = new(2, null, 50) });

        Assert.False(watch.Take(new(1, null, 50), rejected: true));
    }

    [Fact]
    public void Without_the_setting_nothing_pauses()
    {
        for (var i = 0; i < 100; i++) Assert.False(watch.Take(new(1, null, null), rejected: true));
    }

    private static bool Take(int outcomes, int good, bool rejectedFirst)
    {
        var watch = new RejectionWatch();
        var paused = false;
        for (var i = 0; i < outcomes; i++) paused |= watch.Take(new(1, null, 50), rejected: rejectedFirst ? i < outcomes - good : i >= good);
        return paused;
    }
}
