using System.Net;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Auth.EntraId;

public sealed class EntraIdSignInTests : IAsyncLifetime
{
    private readonly EntraDouble entra = new();
    private readonly FakeTime time = new(DateTimeOffset.UtcNow);
    private readonly DashboardApp app;
    private readonly EntraBrowser browser;

    public EntraIdSignInTests()
    {
        app = new() { Entra = entra, Time = time };
        browser = new(app);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_sign_in_page_offers_one_way_in()
    {
        var page = await browser.ReadAsync(Links.SignInThen("/tasks?page=2"));

        Assert.Contains("Sign in with Microsoft", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/signin/entra?returnUrl=%2Ftasks%3Fpage%3D2\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("signin-persona", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Personas_do_not_exist_here() =>
        Assert.DoesNotContain(app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(), x => x.RoutePattern.RawText == Links.SignInDevelopment);

    [Fact]
    public async Task The_provider_is_asked_for_a_code_with_PKCE_and_a_nonce_answered_by_a_form()
    {
        var asked = QueryHelpers.ParseQuery((await browser.LeaveAsync()).Query).ToDictionary(x => x.Key, x => x.Value.ToString());

        Assert.Equal(
            ("code", "form_post", "S256", "openid profile offline_access", EntraDouble.ClientId, "https://dashboard.test/signin-oidc"),
            (asked["response_type"], asked["response_mode"], asked["code_challenge_method"], asked["scope"], asked["client_id"], asked["redirect_uri"]));
        Assert.True(asked["nonce"].Length >= 43 && asked["state"].Length > 0 && asked["code_challenge"].Length == 43);
    }

    [Fact]
    public async Task The_cookie_that_binds_an_answer_to_the_browser_reaches_the_callback_only()
    {
        using var answer = await browser.GetAsync(Links.SignInEntraId);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), x => x.StartsWith("__Secure-dashboard-signin.", StringComparison.Ordinal));
        foreach (var part in new[] { "path=/signin-oidc", "secure", "samesite=none", "httponly" }) Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Roles.Viewer, "/templates", HttpStatusCode.OK)]
    [InlineData(Roles.Viewer, "/assign", HttpStatusCode.Redirect)]
    [InlineData(Roles.Manager, "/assign", HttpStatusCode.OK)]
    [InlineData(Roles.Manager, "/settings", HttpStatusCode.Redirect)]
    [InlineData(Roles.Admin, "/settings", HttpStatusCode.OK)]
    public async Task Somebody_signed_in_may_do_what_the_role_of_the_token_may(string role, string address, HttpStatusCode status)
    {
        entra.Roles = [role, "SomethingElse"];

        await browser.SignInAsync();

        using var page = await browser.GetAsync(address);
        Assert.Equal(status, page.StatusCode);
    }

    [Theory]
    [InlineData("/tasks?status=1&page=2", "/tasks?status=1&page=2")]
    [InlineData(null, "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    public async Task Signing_in_leads_back_to_an_address_of_ours_only(string? returnUrl, string target) =>
        Assert.Equal(target, await browser.SignInAsync(returnUrl));

    [Fact]
    public async Task Signing_in_is_in_the_audit_log_under_the_account()
    {
        await browser.SignInAsync();

        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        Assert.Equal("mei@contoso.test", (await db.AuditEntries.SingleAsync(x => x.Action == "signin", Cancel)).Who);
    }

    [Fact]
    public async Task Who_has_no_role_is_told_which_ones_there_are_and_may_take_another_account()
    {
        entra.Roles = [];

        await browser.SignInAsync();

        using var page = await browser.GetAsync(Links.Batches);
        Assert.Equal(Links.Forbidden, page.Headers.Location!.AbsolutePath);
        var text = await browser.ReadAsync(Links.Forbidden);
        Assert.Contains("signed in as mei@contoso.test", text, StringComparison.Ordinal);
        Assert.Contains("Viewer, Manager or Admin", text, StringComparison.Ordinal);
        Assert.Contains("Use another account", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_small_and_the_kept_tokens_are_encrypted()
    {
        using var answer = await browser.PostAsync("/signin-oidc", entra.Answer(await browser.LeaveAsync()));

        Assert.InRange(answer.Headers.GetValues("Set-Cookie").Single(x => x.StartsWith($"{AuthSetup.SecureCookie}=", StringComparison.Ordinal)).Length, 1, 1500);
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        var session = await db.Sessions.SingleAsync(Cancel);
        var kept = Convert.ToHexString(session.IdToken!) + Convert.ToHexString(session.Grant!);
        Assert.DoesNotContain(entra.Secrets, x => kept.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(x)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_key_counts_on_its_first_use()
    {
        await browser.SignInAsync();
        entra.RotateKey();

        Assert.Equal("/", await new EntraBrowser(app).SignInAsync());
    }

    [Fact]
    public async Task While_the_provider_is_down_the_sign_in_page_says_so_and_the_next_try_works()
    {
        entra.IsDown = true;
        var told = (await browser.LeaveAsync("/tasks")).OriginalString;
        Assert.Equal("/signin?problem=Unavailable&returnUrl=%2Ftasks", told);
        Assert.Contains("Microsoft's sign-in does not answer", await browser.ReadAsync(told), StringComparison.Ordinal);

        entra.IsDown = false;

        Assert.Equal("/tasks", await browser.SignInAsync("/tasks"));
    }

    [Fact]
    public async Task A_provider_that_never_answers_leads_to_the_sign_in_page_that_says_so()
    {
        (entra.IsSilent, time.WaitsEndAtOnce) = (true, true);

        Assert.StartsWith("/signin?problem=Unavailable", (await browser.LeaveAsync()).OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_denied", "Cancelled")]
    [InlineData("temporarily_unavailable", "Unavailable")]
    [InlineData("invalid_request", "Refused")]
    [InlineData("<script>alert(1)</script>", "Refused")]
    public async Task An_error_of_the_provider_leads_to_the_sign_in_page_that_says_what_happened(string error, string problem)
    {
        var form = entra.Answer(await browser.LeaveAsync("/tasks"));
        form.Remove("code");
        form["error"] = error;
        form["error_description"] = "AADSTS65004: User declined";

        Assert.Equal($"/signin?problem={problem}&returnUrl=%2Ftasks", await browser.ComeBackAsync(form));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "Unavailable")]
    [InlineData(HttpStatusCode.BadRequest, "Refused")]
    public async Task A_token_endpoint_that_fails_leads_to_the_sign_in_page(HttpStatusCode status, string problem)
    {
        entra.TokenAnswer = () => new(status) { Content = new StringContent("<html>gateway</html>") };

        Assert.Equal($"/signin?problem={problem}&returnUrl=%2F", await browser.SignInAsync());
    }

    [Fact]
    public async Task Signing_out_leads_to_the_provider_with_the_token_as_a_hint_and_back()
    {
        await browser.SignInAsync();

        using var answer = await browser.SignOutAsync();

        var refresh = Assert.Single(answer.Headers.GetValues("Refresh"));
        var address = new Uri(refresh["0; url=".Length..]);
        var query = QueryHelpers.ParseQuery(address.Query).ToDictionary(x => x.Key, x => x.Value.ToString());
        Assert.Equal(("https://login.test/logout", "https://dashboard.test/signout-callback-oidc"), (address.GetLeftPart(UriPartial.Path), query["post_logout_redirect_uri"]));
        Assert.Contains(query["id_token_hint"], entra.Secrets);
        Assert.DoesNotContain(query["id_token_hint"], await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
        using var back = await browser.GetAsync($"/signout-callback-oidc?state={Uri.EscapeDataString(query["state"])}");
        Assert.Equal(Links.SignIn, back.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task While_the_provider_is_down_signing_out_still_ends_the_session_here()
    {
        await browser.SignInAsync();
        entra.IsDown = true;

        using var answer = await browser.SignOutAsync();

        Assert.False(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://evil.example")]
    [InlineData("CfDJ8forged")]
    public async Task Coming_back_from_signing_out_leads_nowhere_else_whatever_the_state_says(string state)
    {
        using var back = await browser.GetAsync($"/signout-callback-oidc?state={Uri.EscapeDataString(state)}");

        Assert.Equal(Links.SignIn, back.Headers.Location!.OriginalString);
    }
}
