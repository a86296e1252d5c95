using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Features.Settings;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Settings;

public sealed class MirrorCheckCardTests() : ComponentTest(Roles.Admin), IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        Services.AddSingleton<IDbContextFactory<DashboardDb>>(database);
        Services.AddSingleton<MirrorCheckQueries>();
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task What_the_last_check_found_is_shown()
    {
        var card = await OpenAsync(new() { Id = 1, CheckStartedAt = Noon, CheckedAt = Noon, CheckWindows = 120, CheckDiffered = 3, CheckAdded = 17, CheckRemoved = 1, CheckStillDiffering = 2 });

        var text = card.Find("[data-testid=mirror-check-result]").TextContent;
        Assert.Contains("120 windows compared, 3 differed; 17 tasks added, 1 removed.", text, StringComparison.Ordinal);
        Assert.Contains("2 windows still differ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_stopped_says_why()
    {
        var card = await OpenAsync(new() { Id = 1, CheckStartedAt = Noon, CheckedAt = Noon, CheckError = "The connection to INCS broke." });

        Assert.Contains("Stopped before its end: The connection to INCS broke.", card.Find("[data-testid=mirror-check-result]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_check_says_how_far_it_is_and_can_not_be_asked_for()
    {
        var card = await OpenAsync(new() { Id = 1, CheckedAt = Noon, CheckStartedAt = Noon.AddHours(6), CheckWindows = 40 });

        Assert.Contains("40 windows so far", card.Find("[data-testid=mirror-check-result]").TextContent, StringComparison.Ordinal);
        Assert.True(card.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Asking_for_a_check_is_kept_for_the_job_and_in_the_audit_log()
    {
        var card = await OpenAsync(new() { Id = 1, FreshAt = Noon });

        await card.Find("button").ClickAsync(new());

        await using var db = database.CreateDbContext();
        Assert.NotNull((await db.SyncStates.SingleAsync()).CheckAskedAt);
        Assert.Equal("tasks.check", (await db.AuditEntries.SingleAsync()).Action);
        Assert.Contains("Starts within seconds", card.Find("[data-testid=mirror-check-result]").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<MirrorCheckCard>> OpenAsync(SyncState state)
    {
        await using var db = database.CreateDbContext();
        db.SyncStates.Add(state);
        await db.SaveChangesAsync();
        SetRendererInfo(new("Server", isInteractive: true));
        var card = Render<MirrorCheckCard>();
        card.WaitForElement("[data-testid=mirror-check-result]", TimeSpan.FromSeconds(30));
        return card;
    }
}
