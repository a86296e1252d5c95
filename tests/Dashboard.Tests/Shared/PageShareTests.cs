using Bunit;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Shared;

public sealed class PageShareTests : ComponentTest
{
    [Theory, InlineData(true), InlineData(false)]
    public void Where_no_portal_may_show_it_there_is_the_link_only(bool menu)
    {
        var share = Open(menu: menu);

        Assert.Single(share.FindAll("[data-copy-link]"));
        Assert.Empty(share.FindAll("[data-copy]"));
        Assert.DoesNotContain("iframe", share.Markup, StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Where_a_portal_may_show_it_the_code_is_copied_by_its_button(bool menu)
    {
        Allow();

        var share = Open(menu: menu);

        Assert.Equal("Copy embed code", share.Find($"[data-copy={share.Find("span[id]").Id}] span").TextContent);
    }

    [Fact]
    public void The_code_says_address_title_size_and_what_the_portal_tells_and_allows()
    {
        Allow();

        Assert.Equal(
            "<iframe src=\"http://localhost/embed/tasks?status=1&assignee=incs_1&sort=-created\" title=\"Tasks\" width=\"100%\" height=\"640\" loading=\"lazy\" " +
            "referrerpolicy=\"strict-origin-when-cross-origin\" allow=\"clipboard-write\"></iframe>",
            Open().Find("#tasks-embed").TextContent);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void In_a_frame_there_is_only_the_way_to_the_page_in_a_tab_of_its_own(bool menu)
    {
        Allow();

        var share = Open(embedded: true, menu: menu);

        var link = share.Find("a");
        Assert.Equal(("/tasks?status=1", "_blank"), (link.GetAttribute("href"), link.GetAttribute("target")));
        Assert.Empty(share.FindAll("button, summary, span[id]"));
    }

    private void Allow() => Services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.AllowedOrigins = ["https://portal.example.com"];

    private IRenderedComponent<PageShare> Open(bool embedded = false, bool menu = false) => Render<PageShare>(p => p
        .Add(x => x.Name, "tasks").Add(x => x.Page, "/tasks?status=1").Add(x => x.EmbedPage, "/embed/tasks?status=1&assignee=incs_1&sort=-created").Add(x => x.Title, "Tasks")
        .Add(x => x.Embedded, embedded).Add(x => x.Menu, menu));
}
