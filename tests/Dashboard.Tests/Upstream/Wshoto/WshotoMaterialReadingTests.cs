using System.Text.Json;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Tests.Upstream.Wshoto;

public sealed class WshotoMaterialReadingTests
{
    [Fact]
    public void Every_documented_member_is_read()
    {
        var material = Read("""{"id":9007199254740993,"uuid":"u","type":12,"act_child_type":3,"send_type":2,"combination_id":"c","package_config_id":"p","is_poster":true}""");

        Assert.Equal(
            (9007199254740993, "u", 12, 3, 2, "c", "p", true),
            (material.Id, material.Uuid, material.Type, material.ChildType, material.SendType, material.CombinationId, material.PackageConfigId, material.IsPoster));
        Assert.Empty(material.Others);
    }

    [Fact]
    public void Numbers_and_switches_may_be_texts()
    {
        var material = Read("""{"id":"47","type":"3","send_type":"1","is_poster":"1","combination_id":5}""");

        Assert.Equal((47, 3, 1, true, "5"), (material.Id, material.Type, material.SendType, material.IsPoster, material.CombinationId));
        Assert.Empty(material.Others);
    }

    [Theory]
    [InlineData("""{"id":1,"content":"你好 {name}"}""", "content", "\"你好 {name}\"")]
    [InlineData("""{"id":1,"media":{"url":"x"}}""", "media", """{"url":"x"}""")]
    [InlineData("""{"id":1,"type":"picture"}""", "type", "\"picture\"")]
    [InlineData("""{"id":{"a":1}}""", "id", """{"a":1}""")]
    [InlineData("""{"id":1,"is_poster":"maybe"}""", "is_poster", "\"maybe\"")]
    [InlineData("""{"id":1,"uuid":[1]}""", "uuid", "[1]")]
    [InlineData("\"80801\"", "", "\"80801\"")]
    [InlineData("[1,2]", "", "[1,2]")]
    public void What_the_document_does_not_know_is_kept_raw(string json, string name, string raw) =>
        Assert.Equal([new(name, raw)], Read(json).Others);

    [Theory]
    [InlineData("""{"id":1,"uuid":null,"type":[],"act_child_type":{},"content":""}""")]
    [InlineData("{}")]
    public void What_says_nothing_is_nothing(string json) => Assert.Empty(Read(json).Others);

    private static WshotoMaterial Read(string json)
    {
        using var document = JsonDocument.Parse($"{{\"verbal_wrap\":{{\"materials\":[{json}]}}}}");
        return Assert.Single(WshotoReading.Detail(document.RootElement, 1)!.Materials);
    }
}
