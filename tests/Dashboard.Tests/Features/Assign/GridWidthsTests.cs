using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class GridWidthsTests
{
    [Fact]
    public void A_column_is_as_wide_as_its_first_cells_within_limits()
    {
        var widths = GridWidths.Of([("a", ""), ("user_phone", ""), ("description", "")], [new(2, ["1", "6281500000001", new string('x', 300)], false, false, null, [])]);

        Assert.Equal("--columns: 76px 92px 148px minmax(248px, 1fr); --width: 564px", widths);
    }

    [Fact]
    public void Chinese_signs_take_more_room()
    {
        Assert.Equal("--columns: 76px minmax(116px, 1fr); --width: 192px", GridWidths.Of([("联系人的姓名", "")], []));
    }
}
