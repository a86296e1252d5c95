using Dashboard.Auth;
using Dashboard.Auth.Sessions;
using Dashboard.Tests.Auth.EntraId;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Auth.Sessions;

/// <summary>The rights of a page that is open while its session ends or changes.</summary>
public sealed class OpenPageTests : IAsyncLifetime
{
    private readonly EntraDouble entra = new();
    private readonly FakeTime time = new(DateTimeOffset.UtcNow);
    private readonly DashboardApp app;
    private readonly EntraBrowser browser;

    public OpenPageTests()
    {
        app = new() { Entra = entra, Time = time };
        browser = new(app);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await browser.SignInAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_goes_on_while_the_session_does()
    {
        await using var page = await OpenAsync();

        Assert.True(await page.IsValidAsync());
    }

    [Fact]
    public async Task It_loses_its_rights_at_once_when_the_person_signs_out_in_another_tab()
    {
        await using var page = await OpenAsync();
        var changed = page.ChangedAsync();

        using var answer = await browser.SignOutAsync();

        Assert.False((await changed).User.Identity!.IsAuthenticated);
        Assert.False(await page.IsValidAsync());
    }

    [Fact]
    public async Task It_keeps_its_rights_when_somebody_else_signs_out()
    {
        var other = new EntraBrowser(app);
        await other.SignInAsync();
        await using var page = await OpenAsync();

        using var answer = await other.SignOutAsync();

        Assert.True((await page.State.GetAuthenticationStateAsync()).User.IsInRole(Roles.Manager));
    }

    [Fact]
    public async Task It_loses_its_rights_within_five_minutes_of_the_role_being_withdrawn()
    {
        await using var page = await OpenAsync();
        entra.Roles = [Roles.Viewer];

        time.Advance(TimeSpan.FromMinutes(3));

        Assert.False(await page.IsValidAsync());
    }

    [Fact]
    public async Task It_ends_with_the_day()
    {
        await using var page = await OpenAsync();

        time.Advance(TimeSpan.FromHours(24));

        Assert.False(await page.IsValidAsync());
    }

    private async Task<OpenPage> OpenAsync()
    {
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var session = await db.Sessions.OrderBy(x => x.IssuedAt).FirstAsync(Cancel);
        return new(app.Services.CreateAsyncScope(), new(session.ToPrincipal()));
    }

    private sealed class OpenPage : IAsyncDisposable
    {
        private readonly AsyncServiceScope scope;
        private readonly AuthenticationState state;

        public OpenPage(AsyncServiceScope scope, AuthenticationState state)
        {
            (this.scope, this.state) = (scope, state);
            State = (SessionAuthenticationState)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
            State.SetAuthenticationState(Task.FromResult(state));
        }

        public SessionAuthenticationState State { get; }

        public Task<bool> IsValidAsync() => State.IsValidAsync(state, Cancel);

        public Task<AuthenticationState> ChangedAsync()
        {
            var changed = new TaskCompletionSource<AuthenticationState>();
            State.AuthenticationStateChanged += async x => changed.TrySetResult(await x);
            return changed.Task;
        }

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
