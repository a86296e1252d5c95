using System.Text;
using System.Text.Json;
using Dashboard.Upstream;

namespace Dashboard.Tests.Upstream;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":"\ud800"}""", "\uFFFD")]
    [InlineData("""{"a":"\udfff\ud83d"}""", "\uFFFD\uFFFD")]
    [InlineData("""{"a":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"a":"\\ud800"}""", @"\ud800")]
    [InlineData("""{"a":"\\\ud800"}""", "\\\uFFFD")]
    public void Halves_of_surrogate_pairs_are_replaced_and_whole_ones_stay(string json, string text)
    {
        Assert.Equal(text, JsonText.Parse(json)?.GetProperty("a").GetString());
        Assert.Equal(text, JsonText.Parse(Encoding.UTF8.GetBytes(json))?.GetProperty("a").GetString());
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_replaced()
    {
        byte[] damaged = [.. "{\"a\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8];

        Assert.Equal("\uFFFD(\uFFFD", JsonText.Parse(damaged)?.GetProperty("a").GetString());
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.Equal(JsonValueKind.Object, JsonText.Parse((byte[])[0xEF, 0xBB, 0xBF, .. "{}"u8])?.ValueKind);

    [Theory, InlineData(""), InlineData("<html>"), InlineData("{\"a\":"), InlineData("test_a08e263134a8")]
    public void What_is_no_JSON_is_none(string text)
    {
        Assert.Null(JsonText.Parse(text));
        Assert.Equal(text, JsonText.Pretty(text));
    }

    [Theory, InlineData(500, true), InlineData(5000, false)]
    public void Deep_nesting_is_read_as_far_as_it_is_safe(int depth, bool reads) =>
        Assert.Equal(reads, JsonText.Parse(new string('[', depth) + new string(']', depth)) is not null);

    [Fact]
    public void Pretty_text_has_a_line_a_member_and_keeps_Chinese_and_long_numbers()
    {
        var lines = JsonText.Pretty("""{"name":"客户","id":1254676189925432389}""").Split(Environment.NewLine);

        Assert.Equal(["{", "  \"name\": \"客户\",", "  \"id\": 1254676189925432389", "}"], lines);
    }
}
