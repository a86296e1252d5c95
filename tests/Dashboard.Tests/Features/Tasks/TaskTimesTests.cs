using Dashboard.Data;
using Dashboard.Features.Tasks;

namespace Dashboard.Tests.Features.Tasks;

public sealed class TaskTimesTests
{
    private static readonly DateTimeOffset Now = TaskData.Noon.AddMinutes(100);

    [Fact]
    public void A_task_that_nobody_touched_has_waited_since_its_creation()
    {
        var times = Of(0);

        Assert.Equal([(0, 100)], Spans(times));
        Assert.Equal((TaskData.Noon, null, null, TimeSpan.FromMinutes(100)), (times.Since, times.ToFirstAction, times.ToEnd, times.Total));
    }

    [Fact]
    public void Each_change_of_status_ends_a_span_and_begins_one()
    {
        var times = Of(1, TaskData.Log(1, 1), TaskData.Log(2, 3, minutes: 30, before: 0, status: 1), TaskData.Log(3, 4, minutes: 40, before: 1, status: 1));

        Assert.Equal([(0, 30), (1, 70)], Spans(times));
        Assert.Equal(TaskData.Noon.AddMinutes(30), times.Since);
        Assert.Equal(TimeSpan.FromMinutes(30), times.ToFirstAction);
    }

    [Fact]
    public void An_ended_task_takes_no_more_time()
    {
        var times = Of(2, TaskData.Log(1, 4, minutes: 5), TaskData.Log(2, 3, minutes: 30, before: 0, status: 1), TaskData.Log(3, 3, minutes: 50, before: 1, status: 2));

        Assert.Equal([(0, 30), (1, 20), (2, 0)], Spans(times));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(50)), (times.ToFirstAction, times.ToEnd, times.Total));
    }

    [Fact]
    public void A_task_that_was_opened_again_is_open()
    {
        var times = Of(1, TaskData.Log(1, 3, minutes: 10, before: 1, status: 2), TaskData.Log(2, 3, minutes: 60, before: 2, status: 1));

        Assert.Equal([(1, 10), (2, 50), (1, 40)], Spans(times));
        Assert.Null(times.ToEnd);
    }

    [Fact]
    public void A_status_that_the_log_does_not_tell_of_began_with_the_last_change()
    {
        var times = TaskTimes.Of(TaskData.Mirrored(1, x => (x.Status, x.UpdatedAt) = (2, TaskData.Noon.AddMinutes(25))), Now);

        Assert.Equal((TaskData.Noon.AddMinutes(25), TimeSpan.FromMinutes(25)), (times.Since, times.ToEnd));
    }

    [Fact]
    public void A_status_that_is_not_documented_counts_as_open() =>
        Assert.Equal([(1, 10), (7, 90)], Spans(Of(7, TaskData.Log(1, 3, minutes: 10, before: 1, status: 7))));

    [Fact]
    public void A_clock_that_is_ahead_of_ours_makes_no_time_negative()
    {
        var times = TaskTimes.Of(TaskData.Mirrored(1, x => x.Status = 0), TaskData.Noon.AddSeconds(-5));

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (times.Total, times.Spans[0].Length));
    }

    private static TaskTimes Of(int status, params MirroredLog[] logs) => TaskTimes.Of(TaskData.Mirrored(1, x => (x.Status, x.Logs) = (status, [.. logs])), Now);

    private static IEnumerable<(int, int)> Spans(TaskTimes times) => times.Spans.Select(x => (x.Status, (int)x.Length.TotalMinutes));
}
