using System.Text.Json;
using Dashboard.Data;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class CreateRequestsTests
{
    [Fact]
    public void Without_orders_and_amount_there_is_nothing_for_the_chat_window() => Assert.Null(CreateRequests.Of(Make(), "module").ModuleInfo);

    [Fact]
    public void Orders_go_out_as_they_were_built()
    {
        var request = CreateRequests.Of(Make(orders: """[{"order_number":"WD1","due_amount":"1500"},{"order_number":"WD2"}]"""), "module");

        Assert.Equal(("module", ""), (request.ModuleInfo!.ModuleId, request.ModuleInfo.TotalAmount));
        Assert.Equal([("WD1", "1500"), ("WD2", "")], request.ModuleInfo.Orders.Select(x => (x.OrderNumber, x.DueAmount)));
    }

    [Fact]
    public void An_amount_alone_is_enough_for_the_chat_window()
    {
        var request = CreateRequests.Of(Make(amount: "20000.00"), "module");

        Assert.Equal("20000.00", request.ModuleInfo!.TotalAmount);
        Assert.Empty(request.ModuleInfo.Orders);
    }

    [Fact]
    public void Stored_orders_that_can_not_be_read_are_refused() => Assert.Throws<JsonException>(() => CreateRequests.Of(Make(orders: "[{"), "module"));

    private static Assignment Make(string? orders = null, string? amount = null) =>
        new() { Name = "task", UserPhone = "6281512345678", AssigneeUsername = "incs_1", AuthId = 30058, OrdersJson = orders, TotalAmount = amount };
}
