using Bunit;
using Dashboard.Auth;
using Dashboard.Features.Settings;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Incs;
using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Settings;

public sealed class SettingsPageTests() : ComponentTest(Roles.Admin)
{
    [Fact]
    public void Of_a_secret_the_page_shows_only_that_it_is_set()
    {
        var configuration = new ConfigurationManager();
        configuration["Incs:Token"] = "token-that-nobody-may-see";
        configuration["Wshoto:AppId"] = "app-that-nobody-may-see";
        configuration["Wshoto:AppSecret"] = "secret-that-nobody-may-see";
        Services.AddSingleton<IConfiguration>(configuration);
        Services.Configure<IncsOptions>(options => options.Token = "token-that-nobody-may-see");
        Services.Configure<WshotoOptions>(options => { options.AppId = "app-that-nobody-may-see"; options.AppSecret = "secret-that-nobody-may-see"; });
        Services.Configure<SignInOptions>(options => options.Mode = SignInMode.Development);
        ComponentFactories.AddStub<SavedMappingList>();
        ComponentFactories.AddStub<MirrorCheckCard>();

        var page = Render<SettingsPage>();

        Assert.DoesNotContain("nobody-may-see", page.Markup, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".badge-green").Count);
    }
}
