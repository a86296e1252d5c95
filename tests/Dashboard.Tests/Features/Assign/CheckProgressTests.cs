using Bunit;
using Dashboard.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Assign;

public sealed class CheckProgressTests : ComponentTest
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_says_the_stage_the_lines_and_how_long_it_still_takes()
    {
        var check = new RunningSheetCheck(Noon);
        check.Report(new(CheckStage.Store, 0.25, 250_000));

        var view = Render<CheckProgress>(x => x.Add(c => c.Check, check).Add(c => c.Now, Noon.AddSeconds(10)));

        Assert.Equal("25", view.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Equal("Check every line", view.Find("[aria-current=step]").TextContent);
        Assert.Contains("250,000 lines · 30 s left", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_stopped_by_a_click()
    {
        var check = new RunningSheetCheck(Noon);
        var view = Render<CheckProgress>(x => x.Add(c => c.Check, check).Add(c => c.Now, Noon));

        view.Find("[data-testid=check-cancel]").Click();

        Assert.True(check.IsCancelled);
        Assert.Throws<OperationCanceledException>(() => check.Report(new(CheckStage.Store, 0.5, 1)));
        Assert.True(view.Find("[data-testid=check-cancel]").HasAttribute("disabled"));
    }
}
