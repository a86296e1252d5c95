using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Auth;

/// <summary>Values that show by a click: by the role, after the audit log has it, until the page is left.</summary>
public sealed class UnmaskingTests() : ComponentTest(hides: true), IAsyncLifetime
{
    private static readonly HiddenItem Item = new("task 7", "phone", "6281597531864");
    private TestDatabase database = null!;
    private BreakableDatabase broken = null!;
    private Unmasking unmasking = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        broken = new(database);
        Navigation.NavigateTo("/tasks?page=2");
        unmasking = new(new AuditTrail(broken, Time), TestUsers.Authorization(), Navigation, NullLogger<Unmasking>.Instance);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        unmasking.Dispose();
        await base.DisposeAsyncCore();
        await database.DisposeAsync();
    }

    [Theory, InlineData(Roles.Manager), InlineData(Roles.Admin)]
    public async Task What_is_asked_for_is_recorded_without_its_value_and_shows(string role)
    {
        Assert.True(await ShowAsync(Item, role));

        Assert.True(unmasking.IsShown(Item));
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(($"{role}@test", "personal.unmask", "task 7", "phone", "10.1.2.3"), (entry.Who, entry.Action, entry.Target, entry.Detail, entry.Address));
    }

    [Fact]
    public async Task A_viewer_is_refused_and_nothing_is_recorded()
    {
        Assert.False(await ShowAsync(Item, Roles.Viewer));

        Assert.False(unmasking.IsShown(Item));
        Assert.Empty(await EntriesAsync());
    }

    [Fact]
    public async Task What_can_not_be_recorded_stays_hidden()
    {
        broken.IsUnreachable = true;

        Assert.False(await ShowAsync(Item, Roles.Manager));

        Assert.False(unmasking.IsShown(Item));
    }

    [Fact]
    public async Task Exactly_that_value_shows_and_another_one_in_its_place_does_not()
    {
        await ShowAsync(Item, Roles.Manager);

        Assert.All([Item with { Target = "task 8" }, Item with { What = "due_amount" }, Item with { Value = "6281597531865" }], x => Assert.False(unmasking.IsShown(x)));
    }

    [Fact]
    public async Task What_shows_already_is_not_recorded_again()
    {
        await ShowAsync(Item, Roles.Manager);
        await ShowAsync(Item, Roles.Manager);

        Assert.Single(await EntriesAsync());
    }

    [Fact]
    public async Task It_shows_until_the_page_is_left()
    {
        await ShowAsync(Item, Roles.Manager);

        Navigation.NavigateTo("/tasks?task=7");
        Assert.True(unmasking.IsShown(Item));

        Navigation.NavigateTo("/tasks/7");
        Assert.False(unmasking.IsShown(Item));
    }

    private Task<bool> ShowAsync(HiddenItem item, string role) =>
        unmasking.ShowAsync(item, new AuthenticationState(TestUsers.WithRole(role)), new ClientContext(TimeZoneInfo.Utc, "10.1.2.3"), Cancel);

    private async Task<List<AuditEntry>> EntriesAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.AuditEntries.AsNoTracking().ToListAsync(Cancel);
    }
}
