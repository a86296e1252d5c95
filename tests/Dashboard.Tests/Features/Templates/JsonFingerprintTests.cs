using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class JsonFingerprintTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1,2],"d":null}}""", """{ "b": {"d":null, "c":[1, 2]}, "a": 1 }""")]
    [InlineData("no json", "no json")]
    public void The_same_content_has_the_same_one(string one, string other) => Assert.Equal(JsonFingerprint.Of(one), JsonFingerprint.Of(other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("""{"id":1254676189925432389}""", """{"id":1254676189925432388}""")]
    public void Another_content_has_another(string one, string other) => Assert.NotEqual(JsonFingerprint.Of(one), JsonFingerprint.Of(other));
}
