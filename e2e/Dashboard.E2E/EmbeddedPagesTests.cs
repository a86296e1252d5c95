using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>What the pages in frames show and let do.</summary>
[Collection(nameof(Portals))]
public sealed class EmbeddedPagesTests(Portals portals, Browser browser)
{
    // What changes a batch, whoever looks.
    private const string Actions =
        "[data-testid=batch-pause], [data-testid=batch-resume], [data-testid=batch-cancel], [data-testid=batch-retry], [data-testid=batch-undo], [data-testid=batch-start-now], " +
        "[data-testid=result-download], [data-testid=held-send], .again";

    [Fact]
    public async Task A_batch_is_watched_in_a_frame_while_it_runs_and_nothing_can_be_done_to_it_there()
    {
        await using var manager = await browser.VisitAsync(portals.Dashboard);
        await HoldAsync(manager, 120);
        var (id, onHold) = (Regex.Match(manager.Page.Url, "[0-9]+$").Value, manager.Page);
        var framed = new Framed(manager.At(await onHold.Context.NewPageAsync()));

        await framed.OpenAsync(portals.Sites.Near, $"/embed/batches/{id}");
        await framed.Frame.Locator(".embed[data-live]").WaitForAsync();
        var progress = framed.Frame.GetByTestId("batch-progress");
        await Expect(progress).ToHaveAttributeAsync("data-pending", "120");
        await Expect(framed.Frame.Locator(Actions)).ToHaveCountAsync(0);
        Assert.Empty(await framed.InspectAsync("frame-batch-waiting"));
        await onHold.GetByTestId("batch-start-now").ClickAsync();

        await Expect(progress).ToHaveAttributeAsync("data-assigned", new Regex("^[1-9]"));
        await Expect(framed.Frame.GetByTestId("batch-state")).ToHaveTextAsync("Completed");
        await Expect(progress).ToHaveAttributeAsync("data-assigned", "120");
        await Expect(framed.Frame.Locator(Actions)).ToHaveCountAsync(0);
        Assert.Empty(await framed.InspectAsync("frame-batch-completed"));
    }

    [Fact]
    public async Task Whatever_leads_elsewhere_opens_in_a_tab_of_its_own()
    {
        await using var manager = await browser.VisitAsync(portals.Dashboard);
        var batch = await portals.BatchAsync(manager);
        var framed = new Framed(manager);
        foreach (var address in new[] { $"/embed/batches/{batch}", "/embed/tasks?task=237", "/embed/tasks/237", "/embed/templates/1254676189925432389" })
        {
            await framed.OpenAsync(portals.Sites.Near, address);
            await framed.Frame.Locator(".embed[data-live]").WaitForAsync();
            await framed.Frame.Locator("main a[href]").First.WaitForAsync();

            // Each link is clicked on as a person would, only that the browser is kept from following it.
            var staying = await framed.Frame.Locator("body").EvaluateAsync<string[]>(
                """
                body => [...body.querySelectorAll("a[href]:not([download])")].filter(a => {
                  a.addEventListener("click", e => { e.preventDefault(); e.stopPropagation(); });
                  a.click();
                  return a.target !== "_blank" && (a.origin !== location.origin || a.pathname !== location.pathname);
                }).map(a => a.href)
                """);
            Assert.Empty(staying);
        }
    }

    [Theory, InlineData(false, "en"), InlineData(true, "zh-CN")]
    public async Task A_narrow_frame_fits_and_can_be_used_by_everybody(bool dark, string culture)
    {
        await using var manager = await browser.VisitAsync(portals.Dashboard, dark: dark, culture: culture);
        var batch = await portals.BatchAsync(manager);
        var look = $"{(dark ? "dark" : "light")}-{culture}";
        var findings = new List<string>();
        foreach (var (name, address) in new[] { ("tasks", "/embed/tasks"), ("task", "/embed/tasks/237"), ("batch", $"/embed/batches/{batch}"), ("template", "/embed/templates/1254676189925432389") })
        {
            await manager.Page.SetViewportSizeAsync(360, 640);
            await manager.OpenAsync(address);
            findings.AddRange(await manager.InspectAsync($"embed-{name}-{look}"));
            if (name != "batch") continue;
            await manager.Page.SetViewportSizeAsync(1100, 700);
            await manager.ShootAsync($"embed-{name}-wide-{look}");
        }

        Assert.Empty(findings);
    }

    // Confirmed, and begins when somebody says so.
    private static async Task HoldAsync(Visitor manager, int lines)
    {
        var sheet = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(sheet, Sheets.Lines(lines, string.Create(CultureInfo.InvariantCulture, $"628{Random.Shared.Next(50, 99)}")), TestContext.Current.CancellationToken);
        var page = manager.Page;
        await manager.SignInAsync("Manager", "/assign");
        await Sheets.UploadAsync(page, sheet);
        await page.GetByTestId("mapping-confirm").ClickAsync();
        await page.GetByTestId("start-options").ClickAsync();
        await page.GetByTestId("start-hold").CheckAsync();
        await page.GetByTestId("batch-confirm").ClickAsync();
        await page.GetByTestId("batch-start-now").WaitForAsync();
        File.Delete(sheet);
    }
}
