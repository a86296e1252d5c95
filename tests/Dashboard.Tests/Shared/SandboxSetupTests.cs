using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Tests.Shared;

public sealed class SandboxSetupTests
{
    [Fact]
    public async Task In_Production_it_is_refused_naming_both_keys()
    {
        var builder = Builder("Production", ("Sandbox:Enabled", "true"));

        var e = await Assert.ThrowsAsync<InvalidOperationException>(builder.AddSandboxAsync);

        Assert.Contains("Sandbox:Enabled", e.Message, StringComparison.Ordinal);
        Assert.Contains("Sandbox:AllowInProduction=true", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "true")]
    [InlineData("Development", "false")]
    [InlineData("Staging", "false")]
    public async Task Where_it_is_allowed_both_clients_are_pointed_at_it(string environment, string allowed)
    {
        var builder = Builder(environment, ("Sandbox:Enabled", "true"), ("Sandbox:AllowInProduction", allowed), ("Sandbox:Url", "http://127.0.0.1:5090"), ("Incs:Token", "a-real-token"));

        await builder.AddSandboxAsync();

        var configuration = builder.Configuration;
        Assert.Equal(("http://127.0.0.1:5090", "http://127.0.0.1:5090"), (configuration["Incs:BaseUrl"], configuration["Wshoto:BaseUrl"]));
        Assert.Equal(("sandbox-token", "sandbox-app", "sandbox-secret"), (configuration["Incs:Token"], configuration["Wshoto:AppId"], configuration["Wshoto:AppSecret"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("false")]
    public async Task Unless_it_is_enabled_the_clients_keep_their_own_addresses(string? enabled)
    {
        var builder = Builder("Production", ("Sandbox:Enabled", enabled), ("Incs:BaseUrl", "https://api.incsapp.com"), ("Incs:Token", "a-real-token"));

        await builder.AddSandboxAsync();

        Assert.Equal(("https://api.incsapp.com", "a-real-token", null), (builder.Configuration["Incs:BaseUrl"], builder.Configuration["Incs:Token"], builder.Configuration["Wshoto:BaseUrl"]));
    }

    [Fact]
    public async Task Without_an_address_it_starts_beside_the_app_and_ends_with_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        var builder = Builder("Development", ("Sandbox:Enabled", "true"), ("ConnectionStrings:Dashboard", database.ConnectionString));
        await builder.AddSandboxAsync();
        using var http = new HttpClient { BaseAddress = new Uri(builder.Configuration["Wshoto:BaseUrl"]!) };
        var token = new Uri("/openapi/access_token?appid=sandbox-app&app_secret=sandbox-secret", UriKind.Relative);

        Assert.Contains("\"code\":0", await http.GetStringAsync(token), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(database.Folder, "sandbox")));
        await ((IHostedService)builder.Services.Single(x => x.ServiceType == typeof(IHostedService)).ImplementationInstance!).StopAsync(default);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(token));
    }

    private static WebApplicationBuilder Builder(string environment, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        return builder;
    }
}
