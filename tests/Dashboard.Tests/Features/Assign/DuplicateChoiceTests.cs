using Dashboard.Data;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class DuplicateChoiceTests
{
    [Fact]
    public void Of_two_tasks_of_a_customer_either_stays()
    {
        var group = Group(Line(2, 1), Line(5, 2));

        Assert.Equal([[2], [5]], DuplicateChoice.Choices(group));
        Assert.Equal([5], DuplicateChoice.Others(group, 2));
        Assert.Equal([2], DuplicateChoice.Others(group, null));
    }

    [Fact]
    public void Orders_of_one_task_stay_or_go_together()
    {
        var group = Group(Line(2, 1), Line(3, 1, "DiffersFromFirst"), Line(5, 2), Line(6, 2));

        Assert.Equal([[2, 3], [5, 6]], DuplicateChoice.Choices(group));
        Assert.Equal([5, 6], DuplicateChoice.Others(group, 3));
        Assert.Equal([2, 3], DuplicateChoice.Others(group, null));
    }

    [Fact]
    public void The_same_task_once_more_is_another_choice()
    {
        var group = Group(Line(2, 1), Line(3, 1, "SameTaskTwice"));

        Assert.Equal([3], DuplicateChoice.Others(group, 2));
        Assert.Equal([2], DuplicateChoice.Others(group, null));
    }

    [Fact]
    public void Orders_that_only_differ_leave_nothing_to_choose()
    {
        Assert.Empty(DuplicateChoice.Others(Group(Line(2, 1), Line(3, 1, "DiffersFromFirst")), null));
    }

    [Fact]
    public void Lines_that_are_not_sent_anyway_stay_as_they_are()
    {
        var group = Group(Line(2, null), Line(3, 1), Line(4, 2) with { LeftOut = true }, Line(5, 3));

        Assert.Equal([5], DuplicateChoice.Others(group, 3));
        Assert.Empty(DuplicateChoice.Others(group, 2));
        Assert.Empty(DuplicateChoice.Others(Group(Line(2, null)), null));
    }

    private static DuplicateGroup Group(params ReviewLine[] lines) => new(lines[0].Number, "6281500000001", true, lines);

    private static ReviewLine Line(int number, long? assignment, string? kind = null) =>
        new(number, [], false, false, assignment, kind is null ? [] : [new SheetProblem { Line = number, Column = "", Kind = kind, Severity = ProblemSeverity.Warning }]);
}
