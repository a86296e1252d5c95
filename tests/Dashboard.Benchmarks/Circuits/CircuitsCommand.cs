using System.Globalization;
using Dashboard.Benchmarks.Support;
using Dashboard.E2E.Support;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Circuits;

/// <summary>What an open page costs the server: the app as a process, a real browser, the memory of the process before and after; /batches, without batches, is an empty page. Each kind of page gets a server of its own.</summary>
public static class CircuitsCommand
{
    // So many pages need few processes.
    private static readonly string[] Few = ["--renderer-process-limit=2", "--process-per-site"];

    public static async Task<int> RunAsync(CircuitsOptions options)
    {
        foreach (var path in options.Paths)
        {
            var (before, after) = await MeasureAsync(options, path);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {before:F0} MB before, {after:F0} MB with {options.Count} open, {(after - before) * 1024 / options.Count:F0} KB each"));
        }
        return 0;
    }

    private static async Task<(double Before, double After)> MeasureAsync(CircuitsOptions options, string path)
    {
        await using var app = new DashboardProcess(settings: new Dictionary<string, string>
        {
            // What is garbage is collected soon, so that it does not count for long.
            ["DOTNET_gcServer"] = "0", ["DOTNET_GCConserveMemory"] = "9", ["DOTNET_GCgen0size"] = "1000000",
        });
        await app.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Find(), Args = [.. Chromium.Arguments, .. Few] });
        var context = await browser.NewContextAsync(new() { BaseURL = app.Url.ToString(), ViewportSize = new() { Width = 1280, Height = 800 } });
        context.SetDefaultTimeout(120_000);
        var first = await context.NewPageAsync();
        await first.GotoAsync("/signin?returnUrl=" + Uri.EscapeDataString(path));
        await first.Locator("[data-testid=signin-persona][data-role=Manager]").ClickAsync();
        // Those that come first load code and fill caches for all.
        for (var i = 0; i < 10; i++) await OpenAsync(context, path);
        await Task.Delay(TimeSpan.FromSeconds(30));
        var before = ProcessMemory.Of(app.Id);
        for (var i = 0; i < options.Count; i++) await OpenAsync(context, path);
        await Task.Delay(TimeSpan.FromSeconds(30));
        return (before, ProcessMemory.Of(app.Id));
    }

    private static async Task OpenAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.Locator(".frame[data-live]").WaitForAsync();
    }
}
