using Dashboard.Features.Templates;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class ExecutionStateTests
{
    private static readonly WshotoEmployee[] Employees =
    [
        new() { UserId = "lina", Status = 2, Planned = 9, Followed = 4, Rate = 44 },
        new() { UserId = "Zhangwei", Status = 1, Planned = 130, Followed = 0, Rate = 0 },
        new() { UserId = "chenjie" },
        new() { UserId = "wang.fang", Status = 3, Planned = 7, Followed = 7, Rate = 100 },
    ];

    [Theory]
    [InlineData("", "lina Zhangwei chenjie wang.fang")]
    [InlineData("name", "chenjie lina wang.fang Zhangwei")]
    [InlineData("-name", "Zhangwei wang.fang lina chenjie")]
    [InlineData("status", "Zhangwei lina wang.fang chenjie")]
    [InlineData("-planned", "Zhangwei lina wang.fang chenjie")]
    [InlineData("planned", "wang.fang lina Zhangwei chenjie")]
    [InlineData("followed", "Zhangwei lina wang.fang chenjie")]
    [InlineData("-rate", "wang.fang lina Zhangwei chenjie")]
    public void Each_column_sorts_both_ways_and_what_is_missing_comes_last(string sort, string order) =>
        Assert.Equal(order, string.Join(' ', new ExecutionState { Sort = sort }.Of(Employees).Select(x => x.UserId)));

    [Theory]
    [InlineData("AN", "Zhangwei wang.fang")]
    [InlineData(" lin ", "lina")]
    [InlineData("nobody", "")]
    public void A_part_of_a_name_finds_whatever_its_case(string who, string found) =>
        Assert.Equal(found, string.Join(' ', new ExecutionState { Who = who }.Of(Employees).Select(x => x.UserId)));

    [Fact]
    public void What_is_no_value_counts_as_left_out() =>
        Assert.Equal(new ExecutionState(), ExecutionState.Read(null, "--rate;drop", "-3", "", "99999999999999999999x", "7"));

    [Fact]
    public void What_is_shown_is_read_back_from_the_address()
    {
        var state = new ExecutionState { Who = "an", Sort = "-rate", Page = 2, Employee = "zhangwei", Targets = 3, Follow = 2 };
        var text = state.Parameters().ToDictionary(x => x.Key, x => x.Value?.ToString());

        Assert.Equal(state, ExecutionState.Read(text["who"], text["sort"], text["page"], text["employee"], text["targets"], text["follow"]));
    }

    [Fact]
    public void With_nobody_open_nothing_of_the_targets_stays_in_the_address() =>
        Assert.All(new ExecutionState { Targets = 4, Follow = 1 }.Parameters().Values, Assert.Null);
}
