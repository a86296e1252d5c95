using Dashboard.Data;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class AssignmentBuilderTests
{
    private static readonly string[] Headers = ["name", "auth_id", "user_phone", "assignee_username", "user_name", "total_amount", "order_number", "due_amount"];

    [Fact]
    public void A_line_is_an_assignment()
    {
        var built = Build(["April,30058,6281500000001,incs_1,Siti,,,"]);

        var assignment = Assert.Single(built).Assignment!;
        Assert.Equal((2, "April", 30058L, "6281500000001", "incs_1", "Siti"), (assignment.FirstLine, assignment.Name, assignment.AuthId, assignment.UserPhone, assignment.AssigneeUsername, assignment.UserName));
        Assert.Equal((AssignmentState.Pending, null, null), (assignment.State, assignment.OrdersJson, assignment.TotalAmount));
    }

    [Fact]
    public void Lines_of_the_same_task_become_one_assignment_with_their_orders_in_the_wires_shape()
    {
        var built = Build(["April,30058,6281500000001,incs_1,,300,A1,100", "April,30058,6281500000002,incs_1,,,B1,", "April,30058,+62 815 0000 0001,incs_1,,300,A2,200"]);

        Assert.Equal(2, built.Count);
        var both = built.Single(x => x.Lines.Count == 2);
        Assert.Equal([2, 4], both.Lines.Select(x => x.Line));
        Assert.StartsWith("""[{"order_number":"A1","username":"","phone_number":"",""", both.Assignment!.OrdersJson, StringComparison.Ordinal);
        Assert.Contains("\"due_amount\":\"200\"", both.Assignment.OrdersJson, StringComparison.Ordinal);
        Assert.DoesNotContain(both.Lines, x => x.HasErrors);
    }

    [Theory]
    [InlineData("May,30058,6281500000001,incs_1,,,,")]
    [InlineData("April,30059,6281500000001,incs_1,,,,")]
    [InlineData("April,30058,6281500000002,incs_1,,,,")]
    [InlineData("April,30058,6281500000001,incs_2,,,,")]
    public void Another_name_authorisation_phone_or_assignee_is_another_task(string line)
    {
        Assert.Equal(2, Build(["April,30058,6281500000001,incs_1,,,,", line]).Count);
    }

    [Fact]
    public void One_wrong_line_keeps_its_whole_task_behind_and_the_good_lines_say_why()
    {
        var built = Build(["April,30058,6281500000001,incs_1,,,A1,100", "April,30058,6281500000001,incs_1,,,A2,abc"]);

        Assert.All(built, x => Assert.Null(x.Assignment));
        var told = Assert.Single(built.SelectMany(x => x.Lines).Single(x => x.Line == 2).Problems);
        Assert.Equal(("TaskIncomplete", "3", ProblemSeverity.Error), (told.Kind, told.Value, told.Severity));
    }

    [Fact]
    public void A_double_line_without_orders_is_sent_once_with_a_warning_that_names_the_first()
    {
        var built = Build(["April,30058,6281500000001,incs_1,,,,", "April,30058,6281500000001,incs_1,,,,"]);

        var only = Assert.Single(built);
        var warning = Assert.Single(only.Lines[1].Problems);
        Assert.Equal(("SameTaskTwice", "2", ProblemSeverity.Warning, 3), (warning.Kind, warning.Value, warning.Severity, warning.Line));
        Assert.Null(only.Assignment!.OrdersJson);
    }

    [Fact]
    public void An_order_given_twice_is_warned_of_with_the_line_of_the_first()
    {
        var only = Assert.Single(Build(["April,30058,6281500000001,incs_1,,,A1,", "April,30058,6281500000001,incs_1,,,A2,", "April,30058,6281500000001,incs_1,,,A2,"]));

        var warning = Assert.Single(only.Lines.SelectMany(x => x.Problems));
        Assert.Equal((4, "order_number", "SameOrderTwice", "3"), (warning.Line, warning.Column, warning.Kind, warning.Value));
    }

    [Fact]
    public void Lines_of_a_task_that_differ_are_warned_of_and_the_first_wins()
    {
        var only = Assert.Single(Build(["April,30058,6281500000001,incs_1,Siti,,A1,", "April,30058,6281500000001,incs_1,Sita,,A2,"]));

        Assert.Equal("Siti", only.Assignment!.UserName);
        Assert.Equal(("user_name", "DiffersFromFirst", "2"), (only.Lines[1].Problems[0].Column, only.Lines[1].Problems[0].Kind, only.Lines[1].Problems[0].Value));
    }

    [Fact]
    public void A_cell_that_later_lines_leave_empty_is_no_difference()
    {
        var only = Assert.Single(Build(["April,30058,6281500000001,incs_1,Siti,300,A1,", "April,30058,6281500000001,incs_1,,,A2,"]));

        Assert.Empty(only.Lines.SelectMany(x => x.Problems));
    }

    [Fact]
    public void A_total_that_is_not_the_sum_of_what_is_due_is_a_warning()
    {
        var only = Assert.Single(Build(["April,30058,6281500000001,incs_1,,300,A1,100", "April,30058,6281500000001,incs_1,,300,A2,150.50"]));

        Assert.Equal(("total_amount", "SumDiffers", "300 ≠ 250.50"), (only.Lines[0].Problems[0].Column, only.Lines[0].Problems[0].Kind, only.Lines[0].Problems[0].Value));
    }

    [Theory]
    [InlineData("300", "100", "200.00")]
    [InlineData("300", "100", "")]
    [InlineData("", "100", "150")]
    public void A_total_that_fits_or_can_not_be_told_is_no_warning(string total, string first, string second)
    {
        var only = Assert.Single(Build([$"April,30058,6281500000001,incs_1,,{total},A1,{first}", $"April,30058,6281500000001,incs_1,,{total},A2,{second}"]));

        Assert.Empty(only.Lines.SelectMany(x => x.Problems));
    }

    [Fact]
    public void A_second_task_of_a_customer_is_warned_of_with_the_line_of_the_first()
    {
        var built = Build(["April,30058,6281500000001,incs_1,,,,", "May,30058,6281500000001,incs_1,,,,", "May,30059,6281500000001,incs_1,,,,"]);

        Assert.Equal(3, built.Count);
        var warning = Assert.Single(built.SelectMany(x => x.Lines).SelectMany(x => x.Problems));
        Assert.Equal((3, "user_phone", "SameCustomerTwice", "2"), (warning.Line, warning.Column, warning.Kind, warning.Value));
    }

    [Fact]
    public void An_order_that_stands_in_two_tasks_of_a_customer_is_warned_of()
    {
        var built = Build(["April,30058,6281500000001,incs_1,,,A1,", "May,30059,6281500000001,incs_1,,,A1,"]);

        var warning = Assert.Single(built.SelectMany(x => x.Lines).SelectMany(x => x.Problems));
        Assert.Equal((3, "SameOrderTwice", "2"), (warning.Line, warning.Kind, warning.Value));
    }

    [Fact]
    public void A_phone_in_more_lines_than_can_be_right_keeps_them_all_behind()
    {
        var built = Build([.. Enumerable.Range(0, AssignmentBuilder.MostLines + 1).Select(i => $"Round {i},30058,6281500000001,incs_1,,,,")]);

        Assert.All(built, x => Assert.Null(x.Assignment));
        Assert.All(built, x => Assert.Equal("PhoneTooOften", Assert.Single(Assert.Single(x.Lines).Problems).Kind));
    }

    [Fact]
    public void A_line_that_is_left_out_is_nothing_and_the_others_of_its_task_are_sent()
    {
        var lines = new[] { "April,30058,6281500000001,incs_1,,,A1,", "April,30058,6281500000001,incs_1,,,A2,x" }
            .Select((x, i) => new DraftLine(new(i + 2, x.Split(','), null), false, LeftOut: i == 1).Check(new(ColumnMapping.Guess(Headers)), null)).ToList();

        var built = AssignmentBuilder.Build(lines);

        Assert.Equal([2], built.Single(x => x.Assignment is not null).Lines.Select(x => x.Line));
        Assert.Empty(lines.SelectMany(x => x.Problems));
    }

    private static List<BuiltAssignment> Build(string[] lines)
    {
        var rules = new AssignmentRules(ColumnMapping.Guess(Headers));
        return [.. lines.Select((x, i) => new DraftLine(new(i + 2, x.Split(','), null), false, false).Check(rules, null))
            .GroupBy(x => x.Customer).SelectMany(x => AssignmentBuilder.Build([.. x]))];
    }
}
