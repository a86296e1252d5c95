using Microsoft.Playwright;

namespace Dashboard.E2E.Support;

/// <summary>One Chromium for the whole run.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Find(), Args = Chromium.Arguments });
    }

    /// <summary>A fresh profile: no cookies, the given window, theme and language.</summary>
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

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
