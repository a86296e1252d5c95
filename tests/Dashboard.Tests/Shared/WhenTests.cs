using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Shared;

public sealed class WhenTests : ComponentTest
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentUICulture = before;
        base.Dispose(disposing);
    }

    [Fact]
    public void An_instant_shows_in_the_persons_zone_with_the_offset_on_hover()
    {
        var time = Show(new(2026, 4, 15, 17, 30, 5, TimeSpan.Zero), "Asia/Shanghai");

        Assert.Equal(("2026-04-16 01:30:05", "2026-04-16 01:30:05 +08:00"), (time.TextContent, time.GetAttribute("title")));
        Assert.Equal("2026-04-15T17:30:05.0000000Z", time.GetAttribute("datetime"));
    }

    [Fact]
    public void The_offset_is_that_of_the_season()
    {
        Assert.EndsWith("+01:00", Show(new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), "Europe/Berlin").GetAttribute("title"), StringComparison.Ordinal);
        Assert.EndsWith("+02:00", Show(new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero), "Europe/Berlin").GetAttribute("title"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(59, "just now")]
    [InlineData(60, "1 min ago")]
    [InlineData(3599, "59 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(86399, "23 h ago")]
    [InlineData(86400, "2026-04-15 09:00:00")]
    [InlineData(-1, "2026-04-16 09:00:01")]
    public void A_relative_instant_is_told_so_for_a_day(int secondsAgo, string text) =>
        Assert.Equal(text, Show(Time.GetUtcNow().AddSeconds(-secondsAgo), "UTC", relative: true).TextContent);

    [Fact]
    public void A_relative_instant_is_exact_on_hover() =>
        Assert.Equal("2026-04-16 08:55:00 +00:00", Show(Time.GetUtcNow().AddMinutes(-5), "UTC", relative: true).GetAttribute("title"));

    [Fact]
    public void A_relative_instant_speaks_Chinese()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        Assert.Equal("5 分钟前", Show(Time.GetUtcNow().AddMinutes(-5), "UTC", relative: true).TextContent);
    }

    [Fact]
    public void No_instant_is_a_dash() => Assert.Equal("–", Render<When>(p => p.Add(x => x.At, null)).Find("span").TextContent);

    private IElement Show(DateTimeOffset at, string zone, bool relative = false)
    {
        RenderFragment when = builder =>
        {
            builder.OpenComponent<When>(0);
            builder.AddComponentParameter(1, nameof(When.At), (DateTimeOffset?)at);
            builder.AddComponentParameter(2, nameof(When.Relative), relative);
            builder.CloseComponent();
        };
        return Render<CascadingValue<ClientContext>>(p => p
            .Add(x => x.Value, new ClientContext(ClientContext.FindZone(zone), null))
            .Add(x => x.ChildContent, when)).Find("time");
    }
}
