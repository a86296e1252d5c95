using System.Net;
using Dashboard.Auth;
using Dashboard.Auth.Sessions;
using Dashboard.Shared;
using Dashboard.Tests.Auth.EntraId;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Auth.Sessions;

public sealed class SessionTests : IAsyncLifetime
{
    private readonly EntraDouble entra = new();
    private readonly FakeTime time = new(DateTimeOffset.UtcNow);
    private readonly DashboardApp app;
    private readonly EntraBrowser browser;

    public SessionTests()
    {
        app = new() { Entra = entra, Time = time };
        browser = new(app);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Assert.Equal("/", await browser.SignInAsync());

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_session_that_is_used_goes_on()
    {
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromHours(4));
            Assert.True(await browser.IsSignedInAsync());
        }
    }

    [Fact]
    public async Task A_session_that_is_not_used_ends()
    {
        time.Advance(TimeSpan.FromHours(10.1));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task However_much_a_session_is_used_it_ends_after_a_day()
    {
        for (var i = 0; i < 6; i++)
        {
            Assert.True(await browser.IsSignedInAsync());
            time.Advance(TimeSpan.FromHours(4.01));
        }

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_cookie_that_was_copied_before_signing_out_is_worth_nothing_afterwards()
    {
        using var answer = await browser.PostAsync("/signin-oidc", entra.Answer(await browser.LeaveAsync()));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(x => x.StartsWith($"{AuthSetup.SecureCookie}=", StringComparison.Ordinal)).Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(cookie));

        using var page = await browser.SignOutAsync();

        Assert.Equal(HttpStatusCode.Redirect, await WithCookieAsync(cookie));
    }

    [Fact]
    public async Task Signing_in_again_in_the_same_browser_ends_the_session_before()
    {
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var before = await db.Sessions.SingleAsync(Cancel);

        await browser.SignInAsync();

        Assert.Equal([before.Id], await db.Sessions.Where(x => x.EndedAt != null).Select(x => x.Id).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Work_in_an_open_page_keeps_the_session()
    {
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromHours(7));
            Assert.Equal(HttpStatusCode.NoContent, (await StatusAsync(Links.SignInSeen)).Status);
        }
    }

    // Entra ID's page asks for it in a hidden frame.
    [Theory, InlineData(null), InlineData("iframe")]
    public async Task Signing_out_at_the_provider_elsewhere_ends_the_session_here(string? destination)
    {
        var portal = new EntraBrowser(app);

        using var unknown = await portal.GetAsync("/signout-oidc?sid=another-session");
        Assert.True(await browser.IsSignedInAsync());
        using var answer = await portal.GetAsync("/signout-oidc?iss=https%3A%2F%2Flogin.test&sid=provider-session-1", destination);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Signing_out_in_a_tab_whose_session_is_over_leads_to_the_sign_in_page()
    {
        time.Advance(TimeSpan.FromHours(11));

        using var answer = await browser.PostAsync(Links.SignOut, new() { ["__RequestVerificationToken"] = "of before" });

        Assert.Equal(Links.SignIn, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Signing_out_takes_the_kept_tokens_with_it()
    {
        using var page = await browser.SignOutAsync();

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var session = await db.Sessions.SingleAsync(Cancel);
        Assert.Equal((true, null, null), (session.EndedAt is not null, session.IdToken, session.Grant));
    }

    [Fact]
    public async Task Somebody_whose_role_is_changed_at_the_provider_has_the_other_one_within_minutes()
    {
        entra.Roles = [Roles.Admin];
        Assert.Equal(Links.Forbidden, (await StatusAsync(Links.Settings)).Location);

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(Links.Settings)).Status);
    }

    [Fact]
    public async Task Somebody_whose_role_is_withdrawn_at_the_provider_can_do_nothing_within_minutes()
    {
        entra.Roles = [];

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(Links.Forbidden, (await StatusAsync(Links.Batches)).Location);
    }

    [Fact]
    public async Task Somebody_without_a_role_who_is_given_one_gets_in_at_the_next_try()
    {
        entra.Roles = [];
        await browser.SignInAsync();
        Assert.Equal(Links.Forbidden, (await StatusAsync(Links.Batches)).Location);
        entra.Roles = [Roles.Viewer];

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(Links.Batches)).Status);
    }

    [Fact]
    public async Task Somebody_whose_account_is_closed_at_the_provider_is_signed_out_within_minutes()
    {
        entra.TokenAnswer = () => new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant","error_description":"AADSTS50057: disabled"}""", null, "application/json") };

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_renewed_token_of_somebody_else_ends_the_session()
    {
        entra.Claims = x => x["oid"] = "object-2";

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task While_the_provider_is_down_people_stay_signed_in()
    {
        entra.IsDown = true;

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_provider_that_never_answers_holds_nobody_up()
    {
        time.Advance(TimeSpan.FromMinutes(5));
        (entra.IsSilent, time.WaitsEndAtOnce) = (true, true);

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_secret_that_ran_out_signs_nobody_out()
    {
        entra.TokenAnswer = () => new(HttpStatusCode.Unauthorized) { Content = new StringContent("""{"error":"invalid_client"}""", null, "application/json") };

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task The_provider_is_asked_once_however_many_requests_come()
    {
        time.Advance(TimeSpan.FromMinutes(5));
        entra.Asked.Clear();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.IsSignedInAsync()));

        Assert.Single(entra.Asked, x => x.EndsWith("/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_that_are_long_over_are_forgotten()
    {
        time.Advance(TimeSpan.FromDays(2));
        await new EntraBrowser(app).SignInAsync();

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        Assert.Equal(1, await db.Sessions.CountAsync(Cancel));
    }

    [Fact]
    public async Task What_is_over_is_removed_even_if_nobody_signs_in_any_more()
    {
        await new EntraBrowser(app).SignInAsync();
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        db.FrameCodes.Add(new() { Hash = "h", Page = "/embed/tasks", Challenge = "c", Ticket = "t", ExpiresAt = time.GetUtcNow().AddMinutes(1) });
        await db.SaveChangesAsync(Cancel);
        var retention = ActivatorUtilities.CreateInstance<SessionRetention>(app.Services);
        time.Advance(TimeSpan.FromHours(20));
        await db.Sessions.Where(x => x.EndedAt == null).ExecuteUpdateAsync(x => x.SetProperty(s => s.SeenAt, time.GetUtcNow()), Cancel);
        await retention.PassAsync(Cancel);
        Assert.Equal((2, 0), (await db.Sessions.CountAsync(Cancel), await db.FrameCodes.CountAsync(Cancel)));

        time.Advance(TimeSpan.FromHours(30));
        await retention.PassAsync(Cancel);

        Assert.Equal(0, await db.Sessions.CountAsync(Cancel));
    }

    private async Task<(HttpStatusCode Status, string? Location)> StatusAsync(string address)
    {
        using var page = await browser.GetAsync(address);
        return (page.StatusCode, page.Headers.Location?.AbsolutePath);
    }

    private async Task<HttpStatusCode> WithCookieAsync(string cookie)
    {
        using var client = app.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, Links.Batches);
        request.Headers.Add("Cookie", cookie);
        using var page = await client.SendAsync(request, Cancel);
        return page.StatusCode;
    }
}
