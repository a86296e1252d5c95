using Dashboard.Features.Tasks;

namespace Dashboard.Tests.Features.Tasks;

public sealed class TaskColumnsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("id,status,name,customer,phone,assignee,created,last,batch", null)]
    [InlineData("name:240,id", "name:240,id")]
    [InlineData("colour,id,id, status:9999,name:3,batch:x", "id,status:800,name:48,batch")]
    [InlineData("colour", null)]
    [InlineData("status,name", "id,status,name")]
    public void An_address_names_columns_their_order_and_their_width(string? text, string? read) => Assert.Equal(read, TaskColumns.Read(text).Text());

    [Fact]
    public void A_column_is_hidden_and_comes_back_at_the_end_and_the_number_stays()
    {
        Assert.Equal("id", TaskColumns.Read("id,name").Toggled("name").Text());
        Assert.Equal("id,name,ended", TaskColumns.Read("id,name").Toggled("ended").Text());
        Assert.Equal("name,id", TaskColumns.Read("name,id").Toggled("id").Text());
    }

    [Theory]
    [InlineData("name", -1, "name,id,status"), InlineData("id", 1, "name,id,status"), InlineData("id", -1, "id,name,status"), InlineData("id", 9, "name,status,id"), InlineData("x", 1, "id,name,status")]
    public void A_column_moves_and_stops_at_the_ends(string key, int by, string moved) => Assert.Equal(moved, TaskColumns.Read("id,name,status").Moved(key, by).Text());

    [Fact]
    public void A_dragged_column_takes_the_place_where_it_was_dropped()
    {
        Assert.Equal("status,id,name", TaskColumns.Read("id,name,status").MovedTo("status", "id").Text());
        Assert.Equal("name,status,id", TaskColumns.Read("id,name,status").MovedTo("id", "status").Text());
        Assert.Equal("id:120,name,status", TaskColumns.Read("id,name,status").Resized("id", 120).Text());
    }
}
