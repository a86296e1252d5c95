using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class WaitingLinesTests
{
    private static readonly ColumnMapping Mapping = ColumnMapping.Guess(["name", "auth_id", "user_phone", "assignee_username"]);

    [Fact]
    public void Lines_of_a_customer_come_together_with_the_last_of_them()
    {
        var waiting = new WaitingLines(new() { [6281500000001] = 2 }, most: 10);

        Assert.Null(waiting.Take(Line(2, "6281500000001")));
        Assert.Equal([3], waiting.Take(Line(3, "6281500000002"))!.Select(x => x.Line));
        Assert.Equal([2, 4], waiting.Take(Line(4, "6281500000001"))!.Select(x => x.Line));
        Assert.Empty(waiting.Apart);
    }

    [Fact]
    public void When_too_many_wait_their_customers_are_left_to_the_database()
    {
        var waiting = new WaitingLines(new() { [6281500000001] = 2, [6281500000002] = 2, [6281500000003] = 2 }, most: 1);
        waiting.Take(Line(2, "6281500000001"));
        waiting.Take(Line(3, "6281500000002"));

        Assert.Equal([6281500000001, 6281500000002], waiting.Apart.Order());
        Assert.Null(waiting.Take(Line(4, "6281500000001")));
        Assert.Equal([2, 3, 4], waiting.TakeBare().Select(x => x.Line));
        Assert.Equal(0, waiting.BareCount);
        Assert.Null(waiting.Take(Line(5, "6281500000003")));
        Assert.Equal([5, 6], waiting.Take(Line(6, "6281500000003"))!.Select(x => x.Line));
    }

    private static CheckedLine Line(int number, string phone) => new DraftLine(new(number, ["A", "30058", phone, "incs_1"], null), false, false).Check(new(Mapping), null);
}
