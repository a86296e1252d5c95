using Dashboard.Shared;

namespace Dashboard.Tests.Shared;

public sealed class LinksTests
{
    [Theory]
    [InlineData("/tasks?page=2", "/tasks?page=2")]
    [InlineData("/templates?name=大客户#top", "/templates?name=%E5%A4%A7%E5%AE%A2%E6%88%B7#top")]
    [InlineData("/tasks?name=a%20b%26c", "/tasks?name=a%20b%26c")]
    [InlineData("//evil.example", "/")]
    [InlineData("/..//evil.example", "/")]
    [InlineData("/./\\evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nb", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Only_an_address_of_ours_is_returned_to(string? returnUrl, string target) =>
        Assert.Equal(target, Links.LocalOr(returnUrl, Links.Overview));

    [Theory]
    [InlineData("https://here/embed/tasks?status=1&name=a%20b", "/tasks?status=1&name=a%20b")]
    [InlineData("https://here/Embed/batches/7", "/batches/7")]
    [InlineData("https://here/embedded", "/embedded")]
    public void The_page_behind_one_in_a_frame_has_the_same_query(string framed, string page) => Assert.Equal(page, Links.OutOfFrame(framed));

    [Fact]
    public void A_query_leaves_out_what_has_no_value() =>
        Assert.Equal("/tasks?page=2", Links.WithQuery(Links.Tasks, new Dictionary<string, string?> { ["status"] = null, ["name"] = "", ["page"] = "2" }));
}
