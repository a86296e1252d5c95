using Bunit;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shared;

public sealed class ExportBarTests : ComponentTest
{
    private readonly Exports exports;

    public ExportBarTests()
    {
        Services.AddSingleton(exports = new(Time));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void It_shows_rows_rate_and_time_left()
    {
        var bar = Render<ExportBar>();
        var export = exports.Begin("Manager@test", "tasks.csv", 1_000_000);
        Time.Advance(TimeSpan.FromSeconds(10));

        export.Report(400_000);
        exports.Begin("Manager@test", "other.csv", 1).End(ExportState.Completed);

        bar.WaitForAssertion(() => Assert.Equal("400,000 of 1,000,000 rows · 40,000 a second · 15 s left", bar.Find(".caption").TextContent));
        Assert.Equal("40", bar.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
    }

    [Fact]
    public void An_export_of_somebody_else_is_not_shown()
    {
        exports.Begin("Admin@test", "tasks.csv", 10);

        Assert.Empty(Render<ExportBar>().FindAll("[data-state]"));
    }

    [Fact]
    public async Task Cancelling_stops_whoever_writes_it()
    {
        var export = exports.Begin("Manager@test", "tasks.csv", 10);
        var bar = Render<ExportBar>();

        await bar.ClickOnAsync("[data-testid=export-cancel]");

        Assert.True(export.Cancelled.IsCancellationRequested);
    }

    [Theory]
    [InlineData(ExportState.Completed, "Complete: 7 rows.")]
    [InlineData(ExportState.Cancelled, "Cancelled after 7 of 10 rows. The file is not complete.")]
    [InlineData(ExportState.CutOff, "Broke off after 7 of 10 rows. The file is not complete.")]
    public async Task What_became_of_it_stands_until_it_is_closed(ExportState state, string words)
    {
        var bar = Render<ExportBar>();
        var export = exports.Begin("Manager@test", "tasks.csv", 10);
        export.Report(7);

        export.End(state);

        bar.WaitForAssertion(() => Assert.Equal(words, bar.Find("[data-state] p").TextContent));
        Assert.Equal($"tasks.csv: {words}", bar.Find("[role=status]").TextContent);
        await bar.ClickOnAsync("[data-state] button");
        bar.WaitForAssertion(() => Assert.Empty(bar.FindAll("[data-state]")));
    }

    [Fact]
    public void One_that_has_ended_can_not_be_cancelled_any_more()
    {
        var export = exports.Begin("Manager@test", "tasks.csv", 10);
        export.End(ExportState.Completed);
        export.Dispose();

        export.Cancel();

        Assert.Equal(ExportState.Completed, export.State);
    }

    [Fact]
    public void What_ended_long_ago_is_forgotten_when_another_begins()
    {
        exports.Begin("Manager@test", "old.csv", 10).End(ExportState.Completed);
        Time.Advance(TimeSpan.FromMinutes(11));

        exports.Begin("Manager@test", "new.csv", 10);

        Assert.Equal(["new.csv"], exports.Of("Manager@test").Select(x => x.File));
    }
}
