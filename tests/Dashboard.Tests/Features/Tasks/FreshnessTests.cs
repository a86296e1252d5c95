using System.Globalization;
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
    public void During_the_first_fill_it_says_how_many_of_how_many_how_fast_and_how_long_still()
    {
        var shown = Show(new() { FillTotal = 300_000, FillDone = 141_000, FillPerSecond = 5300 });

        Assert.Equal("47", shown.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Equal("reading past tasks: 141,000 of 300,000, 5,300 a second, about 30 s left", shown.Find("[data-testid=fill-progress]").TextContent.Trim());
    }

    [Fact]
    public void A_fill_whose_pace_is_not_known_yet_promises_nothing() =>
        Assert.EndsWith("0 of 300,000", Show(new() { FillTotal = 300_000 }).Find("[data-testid=fill-progress]").TextContent.Trim(), StringComparison.Ordinal);

    [Fact]
    public void A_fill_that_stands_still_says_why_and_how_far_it_came()
    {
        var shown = Show(new() { Error = "The connection to INCS broke.", DownSince = TaskData.Noon, FillTotal = 300_000, FillDone = 3000, FillPerSecond = 900 });

        Assert.Equal("reading past tasks: 3,000 of 300,000", shown.Find("[data-testid=fill-progress]").TextContent.Trim());
        Assert.Equal("The connection to INCS broke.", shown.Find("[data-testid=freshness].stale").GetAttribute("title"));
    }

    [Fact]
    public void A_fresh_mirror_says_as_of_when() =>
        Assert.Equal("as of 2026-04-15 12:00:00", Text(new() { FreshAt = TaskData.Noon, TriedAt = TaskData.Noon.AddHours(1) }));

    [Fact]
    public void It_counts_down_to_the_next_pass()
    {
        var count = Show(new() { FreshAt = TaskData.Noon, NextAt = Time.GetUtcNow().AddHours(1) }).Find("count-down");

        Assert.InRange(double.Parse(count.GetAttribute("seconds")!, CultureInfo.InvariantCulture), 3600, 3600);
        Assert.Equal(("next in {0} s", "reading now"), (count.GetAttribute("text"), count.GetAttribute("done")));
    }

    [Fact]
    public void A_stale_mirror_says_since_when_and_why_and_promises_no_next_pass()
    {
        var shown = Show(new() { FreshAt = TaskData.Noon, NextAt = TaskData.Noon, DownSince = TaskData.Noon.AddMinutes(1), Error = "The connection to INCS broke." });

        var stale = shown.Find("[data-testid=freshness].stale");
        Assert.Equal("as of 2026-04-15 12:00:00, INCS does not answer since 2026-04-15 12:01:00", string.Join(' ', stale.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("cloud_off ", "", StringComparison.Ordinal));
        Assert.Equal("The connection to INCS broke.", stale.GetAttribute("title"));
        Assert.Empty(shown.FindAll("count-down"));
    }

    [Fact]
    public void A_mirror_that_was_never_whole_says_so_and_why()
    {
        var stale = Show(new() { Error = "INCS refused the token (Incs:Token)." }).Find(".stale");

        Assert.Contains("not all tasks were read yet", stale.TextContent, StringComparison.Ordinal);
        Assert.Equal("INCS refused the token (Incs:Token).", stale.GetAttribute("title"));
    }

    private string Text(SyncState? state) => Show(state).Find("span").TextContent;

    private IRenderedComponent<Freshness> Show(SyncState? state) => Render<Freshness>(p => p.Add(x => x.State, state));
}
