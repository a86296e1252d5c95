using System.Net;
using Dashboard.Auth;
using Dashboard.Features.Templates;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateAddressTests(DashboardApp app) : IClassFixture<DashboardApp>
{
    private const long Id = 1254676189925432389;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_kept_answer_is_downloaded_with_its_exact_number()
    {
        await app.Services.GetRequiredService<TemplateVersions>().KeepAsync(Id, """{"template_id":1254676189925432389,"template_name":"春"}""", Cancel);
        var (client, _) = await app.SignInAsync(Roles.Viewer);

        using var answer = await client.GetAsync(new Uri(Links.TemplateAnswer(Id), UriKind.Relative), Cancel);

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"template_id\": 1254676189925432389", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory, InlineData("/templates/404/answer.json"), InlineData("/templates/1254676189925432389/answer.json?version=99")]
    public async Task An_answer_that_was_never_kept_is_not_found(string address)
    {
        var (client, _) = await app.SignInAsync(Roles.Viewer);

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory, InlineData("/templates/5/answer.json"), InlineData("/templates/compare")]
    public async Task Nobody_sees_templates_without_signing_in(string address)
    {
        using var client = app.CreateDefaultClient();

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/signin", answer.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_frame_there_is_neither_menu_nor_bar()
    {
        var (client, _) = await app.SignInAsync(Roles.Viewer);

        var html = await client.GetStringAsync(new Uri(Links.EmbedTemplate(Id), UriKind.Relative), Cancel);

        Assert.Contains("class=\"embed\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<nav", html, StringComparison.Ordinal);
        Assert.DoesNotContain("topbar", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/embed/templates/5", "frame-ancestors https://portal.example.com http://localhost:9999")]
    [InlineData("/templates/5", "frame-ancestors 'none'")]
    [InlineData("/embedded", "frame-ancestors 'none'")]
    public async Task Only_pages_for_frames_may_be_framed_and_only_by_the_named_origins(string address, string policy)
    {
        await using var framed = new DashboardApp { Framing = ["https://portal.example.com", "http://localhost:9999"] };
        using var client = framed.CreateDefaultClient();

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.EndsWith(policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }
}
