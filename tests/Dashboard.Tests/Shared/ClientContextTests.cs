using Dashboard.Shared;

namespace Dashboard.Tests.Shared;

public sealed class ClientContextTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "Asia/Shanghai")]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Mars/Olympus", "UTC")]
    [InlineData("../../etc/passwd", "UTC")]
    [InlineData("", "UTC")]
    [InlineData(null, "UTC")]
    public void A_zone_is_found_by_its_name_and_is_UTC_when_unknown(string? id, string zone) => Assert.Equal(zone, ClientContext.FindZone(id).Id);
}
