using Bunit;
using Dashboard.Data;
using Dashboard.Features.Tasks;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Tasks;

public sealed class FreshnessTests : ComponentTest
{
    [Fact]
    public void Before_the_first_pass_the_mirror_is_being_read() =>
        Assert.Equal("reading tasks for the first time", Text(null));

    [Fact]
    public void During_the_first_fill_its_share_is_shown() =>
        Assert.Matches("^reading past tasks for the first time: 47 ?%$", Text(null, 0.47));

    [Fact]
    public void A_fresh_mirror_says_as_of_when() =>
        Assert.Equal("as of 2026-04-15 12:00:00", Text(new() { FreshAt = TaskData.Noon, TriedAt = TaskData.Noon.AddHours(1) }));

    [Fact]
    public void A_stale_mirror_says_so_and_why()
    {
        var shown = Show(new() { FreshAt = TaskData.Noon, Error = "The connection to INCS broke." });

        var stale = shown.Find("[data-testid=freshness].stale");
        Assert.Contains("as of 2026-04-15 12:00:00, INCS does not answer", stale.TextContent, StringComparison.Ordinal);
        Assert.Equal("The connection to INCS broke.", stale.GetAttribute("title"));
    }

    [Fact]
    public void A_mirror_that_was_never_whole_says_so_and_why()
    {
        var stale = Show(new() { Error = "INCS refused the token (Incs:Token)." }).Find(".stale");

        Assert.Contains("not all tasks were read yet", stale.TextContent, StringComparison.Ordinal);
        Assert.Equal("INCS refused the token (Incs:Token).", stale.GetAttribute("title"));
    }

    private string Text(SyncState? state, double? share = null) => Show(state, share).Find("span").TextContent;

    private IRenderedComponent<Freshness> Show(SyncState? state, double? share = null) => Render<Freshness>(p => p.Add(x => x.State, state).Add(x => x.FirstFill, share));
}
