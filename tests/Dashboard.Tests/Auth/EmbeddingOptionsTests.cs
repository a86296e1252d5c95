using System.ComponentModel.DataAnnotations;
using Dashboard.Auth;

namespace Dashboard.Tests.Auth;

public sealed class EmbeddingOptionsTests
{
    [Theory, InlineData("https://portal.example.com"), InlineData("http://localhost:8080"), InlineData("https://[::1]:8443")]
    public void An_origin_is_scheme_and_host(string origin) => Assert.Empty(Problems(origin));

    [Theory]
    [InlineData("portal.example.com")]
    [InlineData("https://portal.example.com/")]
    [InlineData("https://portal.example.com/page")]
    [InlineData("https://*.example.com")]
    [InlineData("*")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://a.example.com; script-src *")]
    [InlineData("https://user@portal.example.com")]
    [InlineData("")]
    public void Anything_else_is_refused_by_the_name_of_its_key(string origin) =>
        Assert.Contains("Embedding:AllowedOrigins", Assert.Single(Problems(origin)).ErrorMessage, StringComparison.Ordinal);

    [Fact]
    public void Without_an_origin_there_is_no_code_to_embed() => Assert.Null(new EmbeddingOptions().Code("https://here/", "/embed/templates/1", "A"));

    [Fact]
    public void The_code_holds_the_whole_address_and_a_title_that_can_not_break_out()
    {
        var code = new EmbeddingOptions { AllowedOrigins = ["https://portal"] }.Code("https://here/", "/embed/templates/1254676189925432389", "A \"quoted\" <b>");

        Assert.StartsWith("<iframe src=\"https://here/embed/templates/1254676189925432389\" title=\"A &quot;quoted&quot; &lt;b&gt;\"", code, StringComparison.Ordinal);
    }

    private static IEnumerable<ValidationResult> Problems(string origin)
    {
        var options = new EmbeddingOptions { AllowedOrigins = [origin] };
        return options.Validate(new(options));
    }
}
