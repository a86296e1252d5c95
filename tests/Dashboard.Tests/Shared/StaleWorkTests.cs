using Bunit;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Shared;
using Dashboard.Tests.Features.Overview;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Shared;

public sealed class StaleWorkTests : ComponentTest, IAsyncLifetime
{
    private TestDatabase database = null!;
    private StaleWork stale = null!;

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        // The container disposes of it.
        Services.AddSingleton<IDbContextFactory<DashboardDb>>(_ => database);
        Services.AddSingleton<TaskIndexSource>();
        Services.AddSingleton<StaleWork>();
        Services.AddOptions<TasksOptions>().Configure(x => x.StaleAfterHours = 6);
        stale = Services.GetRequiredService<StaleWork>();
    }

    [Fact]
    public async Task The_badge_counts_the_stale_tasks_and_leads_to_them()
    {
        await database.AddTasksAsync(Time.GetUtcNow().AddHours(-7), 0, 2);
        await database.AddTasksAsync(Time.GetUtcNow().AddHours(-7), 1, 4, lastLogAt: Time.GetUtcNow().AddHours(-5));
        await database.AddTasksAsync(Time.GetUtcNow().AddHours(-7), 2, 8);
        await stale.CountAsync(Cancel);

        var badge = Render<StaleBadge>().Find("[data-testid=stale-badge]");

        Assert.Equal(("2", "/tasks?quiet_longer=6h"), (badge.TextContent, badge.GetAttribute("href")));
        Assert.All(["title", "aria-label"], x => Assert.Equal("2 stale tasks: open, and nothing in their log for more than 6 hours", badge.GetAttribute(x)));
    }

    [Fact]
    public async Task Without_stale_tasks_there_is_no_badge()
    {
        await database.AddTasksAsync(Time.GetUtcNow());
        await stale.CountAsync(Cancel);

        Assert.Empty(Render<StaleBadge>().FindAll("a"));
    }

    [Fact]
    public async Task An_open_menu_hears_of_a_new_number()
    {
        await database.AddTasksAsync(Time.GetUtcNow().AddHours(-5), count: 3);
        await stale.CountAsync(Cancel);
        var badge = Render<StaleBadge>();
        Assert.Empty(badge.FindAll("a"));

        Time.Advance(TimeSpan.FromHours(2));
        await stale.CountAsync(Cancel);

        await badge.WaitForStateAsync(() => badge.FindAll("a").Count == 1);
        Assert.Equal("3", badge.Find("a").TextContent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8761)]
    public void A_time_beyond_a_year_or_of_nothing_is_refused(int hours)
    {
        var services = new ServiceCollection();
        services.AddOptions<TasksOptions>().Configure(x => x.StaleAfterHours = hours).ValidateDataAnnotations();
        using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<TasksOptions>>().Value);
    }
}
