using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Shared;

public sealed class RefusedPortalsTests
{
    private readonly FakeTime time = new();
    private readonly RefusedPortals portals;

    public RefusedPortalsTests() =>
        portals = new(Options.Create(new EmbeddingOptions { AllowedOrigins = ["https://portal.example"] }), time, NullLogger<RefusedPortals>.Instance);

    [Fact]
    public void A_portal_that_is_not_named_is_remembered_by_its_origin_and_the_last_time()
    {
        See("https://other.example:8443/secret/page?token=1");
        time.Advance(TimeSpan.FromMinutes(5));
        See("https://other.example:8443/");

        Assert.Equal([new("https://other.example:8443", time.GetUtcNow())], portals.Latest);
    }

    [Theory]
    [InlineData("https://portal.example/page")]
    [InlineData("https://dashboard.example/embed/tasks")]
    [InlineData("")]
    [InlineData("about:client")]
    [InlineData("file:///home/page.html")]
    [InlineData("https://who@other.example/")]
    public void One_that_may_our_own_pages_and_what_is_no_portal_are_not(string referrer)
    {
        See(referrer);

        Assert.Empty(portals.Latest);
    }

    [Fact]
    public void However_many_ask_a_few_are_kept_the_latest_first()
    {
        for (var i = 0; i < 50; i++)
        {
            See($"https://portal{i}.example/");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Enumerable.Range(42, RefusedPortals.Most).Reverse().Select(i => $"https://portal{i}.example"), portals.Latest.Select(x => x.Key));
    }

    private void See(string referrer)
    {
        var request = new DefaultHttpContext { Request = { Scheme = "https", Host = new("dashboard.example") } }.Request;
        request.Headers.Referer = referrer;
        portals.See(request);
    }
}
