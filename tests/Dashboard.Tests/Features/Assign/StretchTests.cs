using Dashboard.Data;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class StretchTests
{
    private static readonly DateTime Nine = new(2026, 4, 16, 9, 0, 0);

    [Fact]
    public void Stretches_that_overlap_are_read_once()
    {
        var stretches = Stretch.Of([Want(0, 10), Want(5, 7), Want(8, 30), Want(60, 70)]);

        Assert.Equal([(Nine, Nine.AddMinutes(30), 3), (Nine.AddMinutes(60), Nine.AddMinutes(70), 1)], stretches.Select(x => (x.From, x.Until, x.Sought.Count)));
    }

    [Fact]
    public void Nothing_wanted_is_nothing_read() => Assert.Empty(Stretch.Of([]));

    private static (DateTime, DateTime, Unclear) Want(int from, int until) => (Nine.AddMinutes(from), Nine.AddMinutes(until),
        new(new Assignment { Name = "", UserPhone = "", AssigneeUsername = "" }, IsCancelled: false, Attempts: 1));
}
