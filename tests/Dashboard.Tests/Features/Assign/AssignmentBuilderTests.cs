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
    public void Tasks_without_an_assignee_are_spread_evenly_and_a_task_is_not_torn()
    {
        var mapping = ColumnMapping.Guess(Headers) with { SpreadOver = ["incs_1", "incs_2"] };
        var built = Build(["A,1,6281500000001,,,,O1,", "A,1,6281500000002,,,,,", "A,1,6281500000001,,,,O2,", "A,1,6281500000003,,,,,", "A,1,6281500000004,,,,,"], mapping);

        Assert.Equal(["incs_1", "incs_2", "incs_1", "incs_2"], built.Select(x => x.Assignment!).OrderBy(x => x.FirstLine).Select(x => x.AssigneeUsername));
    }

    [Fact]
    public void A_wrong_line_takes_no_turn_of_the_spreading()
    {
        var mapping = ColumnMapping.Guess(Headers) with { SpreadOver = ["incs_1", "incs_2"] };
        var built = Build(["A,1,6281500000001,,,,,", "A,1,x,,,,,", "A,1,6281500000003,,,,,"], mapping);

        Assert.Equal(["incs_1", "incs_2"], built.Where(x => x.Assignment is not null).Select(x => x.Assignment!.AssigneeUsername));
    }

    private static List<BuiltAssignment> Build(string[] lines, ColumnMapping? mapping = null)
    {
        mapping ??= ColumnMapping.Guess(Headers);
        var builder = new AssignmentBuilder(mapping);
        var rules = new AssignmentRules(mapping);
        var records = lines.Select((x, i) => new SheetRecord(i + 2, x.Split(','), null)).ToList();
        foreach (var record in records) builder.Note(rules.Check(record));
        return [.. records.Select(x => builder.Add(rules.Check(x))).OfType<BuiltAssignment>()];
    }
}
