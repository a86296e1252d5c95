using Bunit;
using Dashboard.Auth;
using Dashboard.Features.Settings;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Settings;

public sealed class EmbeddingPageTests : ComponentTest
{
    public EmbeddingPageTests() : base(Roles.Admin) => Services.AddSingleton<RefusedPortals>();

    [Fact]
    public void Where_nothing_may_be_framed_it_says_so_and_how_that_changes()
    {
        var page = Render<EmbeddingPage>();

        Assert.Contains("No portal may show pages yet", page.Find("[data-testid=embedding-origins]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Embedding__AllowedOrigins__0=https://portal.example.com", page.Markup, StringComparison.Ordinal);
        Assert.Contains("<iframe src=\"http://localhost/embed/tasks", page.Find("#embedding-example").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Portals_that_were_refused_are_named_to_be_added()
    {
        Services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.AllowedOrigins = ["https://portal.example"];
        var request = new DefaultHttpContext { Request = { Scheme = "https", Host = new("localhost") } }.Request;
        request.Headers.Referer = "https://other.example/page";
        Services.GetRequiredService<RefusedPortals>().See(request);

        var page = Render<EmbeddingPage>();

        Assert.Contains("https://portal.example", page.Find("[data-testid=embedding-origins]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["https://other.example"], page.FindAll("[data-testid=embedding-refused] .mono").Select(x => x.TextContent));
    }

    [Fact]
    public void What_a_sandbox_has_to_allow_stands_there_to_be_copied()
    {
        var tokens = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";

        Assert.Contains($"sandbox=\"{tokens}\"", Render<EmbeddingPage>().Find("[data-testid=embedding-sandbox] pre").TextContent, StringComparison.Ordinal);
    }
}
