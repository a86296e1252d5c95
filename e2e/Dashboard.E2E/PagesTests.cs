using Dashboard.E2E.Support;

namespace Dashboard.E2E;

/// <summary>Every page, on a desktop and a phone, light and dark, in both languages: screenshots, axe, no sideways scroll, a quiet console.</summary>
public sealed class PagesTests(Browser browser, AppFixture app)
{
    private static readonly (string Name, string Address)[] Pages =
    [
        ("assign", "/assign"), ("batches", "/batches"), ("audit", "/audit"), ("settings", "/settings"), ("not-found", "/nothing-here"),
    ];

    [Theory]
    [InlineData(false, false, "en")]
    [InlineData(false, true, "zh-CN")]
    [InlineData(true, false, "zh-CN")]
    [InlineData(true, true, "en")]
    public async Task Every_page_is_accessible_and_fits_its_window(bool phone, bool dark, string culture)
    {
        await using var admin = await browser.VisitAsync(app.Url, phone, dark, culture);
        var look = $"{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}-{culture}";
        await admin.Page.GotoAsync("/signin");
        await admin.ShootAsync($"signin-{look}");
        var findings = (await admin.AxeAsync()).Select(x => $"/signin {x}").ToList();
        await admin.SignInAsync("Admin", "/settings");
        foreach (var (name, address) in Pages)
        {
            await admin.OpenAsync(address);
            await admin.ShootAsync($"{name}-{look}");
            findings.AddRange((await admin.AxeAsync()).Select(x => $"{address} {x}"));
            if (await admin.SidewaysAsync() is > 0 and var pixels) findings.Add($"{address} can be scrolled {pixels} px sideways");
        }

        Assert.Empty(findings);
        Assert.DoesNotContain(admin.Complaints, x => !x.Contains("404", StringComparison.Ordinal));
    }
}
