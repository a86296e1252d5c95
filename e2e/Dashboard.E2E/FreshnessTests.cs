using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dashboard.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.E2E;

/// <summary>How soon what happens in INCS is seen, and what is said when it can't be.</summary>
public sealed class FreshnessTests(Browser browser)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // A machine that is busy with something else for a moment is no fault of the product.
    private const int Changes = 5;

    [Fact]
    public async Task A_change_in_INCS_shows_in_an_open_browser_within_one_interval_and_a_second()
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["seedTasks"] = "500" });
        using var incs = new HttpClient { BaseAddress = sandbox.Url };
        incs.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox-token");
        await using var app = new DashboardProcess(sandbox.Url, new Dictionary<string, string> { ["Sync__IntervalSeconds"] = Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture) });
        await app.StartAsync();
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/tasks");
        await viewer.SettleAsync();
        // What the first fill brings is no change; from here on the page shows all there is.
        await Expect(page.GetByTestId("next-pass")).ToHaveTextAsync(new Regex("next in|reading now"), new() { Timeout = 60_000 });
        await viewer.OpenAsync("/tasks");
        await viewer.SettleAsync();

        var inTime = false;
        for (var i = 1; i <= Changes && !inTime; i++)
        {
            using var created = await incs.PostAsJsonAsync("/external/tasks", new { name = "live", type = 3, auth_id = 30058, user_phone = $"62857000000{i}", user_name = "Erin", assignee_username = "incs_1" }, TestContext.Current.CancellationToken);
            created.EnsureSuccessStatusCode();
            inTime = await IsShownAsync(page.GetByTestId("tasks-new"), new Regex($"^\\D*{i} new"), Stopwatch.StartNew());
        }

        Assert.True(inTime);
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task When_INCS_is_down_the_grid_says_since_when_and_goes_on_counting_afterwards()
    {
        await using var sandbox = await ChildProcess.StartAsync("Sandbox", new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["seedTasks"] = "500" });
        using var incs = new HttpClient { BaseAddress = sandbox.Url };
        await using var app = new DashboardProcess(sandbox.Url, new Dictionary<string, string> { ["Sync__IntervalSeconds"] = "2" });
        await app.StartAsync();
        await using var viewer = await browser.VisitAsync(app.Url);
        var page = viewer.Page;
        await viewer.SignInAsync("Viewer", "/tasks");
        await viewer.SettleAsync();
        await Expect(page.GetByTestId("next-pass")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        using (await incs.PostAsJsonAsync("/sandbox/outage", new { seconds = 15 }, TestContext.Current.CancellationToken)) { }
        await Expect(page.GetByTestId("freshness")).ToHaveTextAsync(new Regex("as of \\d\\d:\\d\\d:\\d\\d, INCS does not answer since \\d\\d:\\d\\d:\\d\\d"), new() { Timeout = 60_000 });
        await viewer.ShootAsync("tasks-incs-down");

        await Expect(page.GetByTestId("next-pass")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    // Whatever is late is late by the time since the change, not since somebody began to look.
    private static async Task<bool> IsShownAsync(ILocator where, Regex what, Stopwatch since)
    {
        try
        {
            await Expect(where).ToHaveTextAsync(what, new() { Timeout = (float)(Interval + TimeSpan.FromSeconds(1) - since.Elapsed).TotalMilliseconds });
            return true;
        }
        catch (PlaywrightException)
        {
            // The next change is counted on top of it, once both are there.
            await Expect(where).ToHaveTextAsync(what, new() { Timeout = 60_000 });
            return false;
        }
    }
}
