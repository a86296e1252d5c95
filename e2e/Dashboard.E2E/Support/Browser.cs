using Microsoft.Playwright;

namespace Dashboard.E2E.Support;

/// <summary>One Chromium for the whole run.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly DirectoryInfo profiles = Directory.CreateTempSubdirectory("dashboard-profiles-");
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Find(), Args = Chromium.Arguments });
    }

    /// <summary>A fresh profile: no cookies, the given window, theme and language. It keeps no cookies of other sites' frames, except apart for each portal.</summary>
    public async Task<Visitor> VisitAsync(Uri url, bool phone = false, bool dark = false, string culture = "en")
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = url.ToString(),
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
            IsMobile = phone, HasTouch = phone,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            TimezoneId = "Asia/Shanghai", AcceptDownloads = true, ReducedMotion = ReducedMotion.Reduce,
            Locale = culture,
            // Tests over https use a certificate that they have made themselves.
            IgnoreHTTPSErrors = true,
        });
        context.SetDefaultTimeout(30_000);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>A fresh profile that keeps these cookies. Other than the browser's own choice takes a browser of its own.</summary>
    public async Task<Visitor> VisitAsync(Uri url, Cookies cookies)
    {
        if (cookies == Cookies.OwnSite) return await VisitAsync(url);
        var profile = Directory.CreateDirectory(Path.Combine(profiles.FullName, Guid.NewGuid().ToString("N")));
        var preferences = Directory.CreateDirectory(Path.Combine(profile.FullName, "Default"));
        // What the settings page of the browser writes: 0 allows cookies of other sites; 2 forbids all.
        await File.WriteAllTextAsync(Path.Combine(preferences.FullName, "Preferences"), cookies == Cookies.All
            ? """{"profile":{"cookie_controls_mode":0,"block_third_party_cookies":false}}"""
            : """{"profile":{"default_content_setting_values":{"cookies":2}}}""");
        var context = await playwright!.Chromium.LaunchPersistentContextAsync(profile.FullName, new()
        {
            ExecutablePath = Chromium.Find(), Args = Chromium.Arguments, BaseURL = url.ToString(), ViewportSize = new() { Width = 1280, Height = 800 },
            TimezoneId = "Asia/Shanghai", ReducedMotion = ReducedMotion.Reduce, Locale = "en", IgnoreHTTPSErrors = true,
        });
        context.SetDefaultTimeout(30_000);
        return new(context, context.Pages[0]);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        profiles.Delete(recursive: true);
    }
}
