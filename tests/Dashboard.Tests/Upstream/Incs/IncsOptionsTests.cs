using System.ComponentModel.DataAnnotations;
using Dashboard.Upstream.Incs;

namespace Dashboard.Tests.Upstream.Incs;

public sealed class IncsOptionsTests
{
    [Theory]
    [InlineData("token\n"), InlineData("tok en"), InlineData("t\u00f6ken")]
    public void A_token_that_no_header_takes_is_refused_without_telling_it(string token)
    {
        var (options, found) = (new IncsOptions { Token = token }, new List<ValidationResult>());

        Assert.False(Validator.TryValidateObject(options, new(options), found, validateAllProperties: true));

        var message = Assert.Single(found).ErrorMessage;
        Assert.StartsWith("Incs:Token holds", message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_usual_token_is_taken()
    {
        var options = new IncsOptions { Token = "eyJ0.-_~+/=123|abc" };

        Assert.True(Validator.TryValidateObject(options, new(options), [], validateAllProperties: true));
    }
}
