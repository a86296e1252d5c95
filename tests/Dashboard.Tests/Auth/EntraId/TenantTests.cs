using Dashboard.Tests.Support;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Auth.EntraId;

public sealed class TenantTests : IAsyncLifetime
{
    private readonly EntraDouble entra = new();
    private readonly DashboardApp app;

    public TenantTests() => app = new() { Entra = entra };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Of_many_tenants_the_listed_ones_get_in()
    {
        Allow(EntraDouble.Tenant);

        Assert.Equal("/", await new EntraBrowser(app).SignInAsync());
    }

    [Fact]
    public async Task Of_many_tenants_others_are_told_that_they_belong_elsewhere()
    {
        Allow("8d6d7f0a-7a52-4f0a-9f6b-0d2c5c1f9e10");

        Assert.Equal("/signin?problem=OtherTenant&returnUrl=%2F", await new EntraBrowser(app).SignInAsync());
    }

    [Fact]
    public async Task An_issuer_must_be_that_of_the_tokens_own_tenant()
    {
        Allow(EntraDouble.Tenant);
        entra.Claims = x => x["iss"] = "https://login.test/8d6d7f0a-7a52-4f0a-9f6b-0d2c5c1f9e10/v2.0";

        Assert.StartsWith("/signin?problem=Refused", await new EntraBrowser(app).SignInAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_the_server_does_not_start_and_names_all_that_is_missing()
    {
        entra.Settings.Clear();

        var error = Assert.Throws<OptionsValidationException>(app.CreateClient).Message;

        foreach (var key in new[] { "AzureAd:TenantId", "AzureAd:ClientId", "AzureAd:ClientSecret" }) Assert.Contains(key, error, StringComparison.Ordinal);
    }

    private void Allow(string tenant)
    {
        entra.Settings["TenantId"] = "organizations";
        entra.Settings["AllowMultiTenant"] = "true";
        entra.Settings["AllowedTenants:0"] = tenant;
    }
}
