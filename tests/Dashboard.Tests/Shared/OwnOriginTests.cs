using System.Net;
using Dashboard.Auth;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

public sealed class OwnOriginTests(DashboardApp app) : IClassFixture<DashboardApp>
{
    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task A_circuit_opens_for_pages_of_this_origin_only(string? origin, HttpStatusCode status)
    {
        var (client, _) = await app.SignInAsync(Roles.Viewer);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative));
        if (origin is not null) message.Headers.Add("Origin", origin);

        using var answer = await client.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }
}
