using AngleSharp.Dom;
using Bunit;
using Dashboard.Auth;
using Dashboard.Features.Settings;
using Dashboard.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Settings;

public sealed class SecretsCardTests : ComponentTest
{
    private readonly ConfigurationManager configuration = new();

    public SecretsCardTests() : base(Roles.Admin) => Services.AddSingleton<IConfiguration>(configuration);

    [Fact]
    public void A_secret_from_a_file_says_so_and_wins_over_one_from_the_command_line()
    {
        var folder = Directory.CreateTempSubdirectory("secrets-");
        File.WriteAllText(Path.Combine(folder.FullName, "Incs__Token"), "not-for-the-page\n");
        configuration.AddCommandLine(["--Incs:Token=other", "--Wshoto:AccessToken=not-for-the-page"]);
        configuration.AddKeyPerFile(folder.FullName, optional: false);

        var card = Open();

        Assert.Equal("not-for-the-page", configuration["Incs:Token"]);
        Assert.Equal(("File", "CommandLine"), (Row(card, "Incs:Token").GetAttribute("data-source"), Row(card, "Wshoto:AccessToken").GetAttribute("data-source")));
        Assert.DoesNotContain("not-for-the-page", card.Markup, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("appsettings.json", "SettingsFile"), InlineData("secrets.json", "UserSecrets")]
    public void A_secret_from_a_settings_file_is_told_from_one_of_a_developer(string file, string source)
    {
        var folder = Directory.CreateTempSubdirectory("settings-");
        File.WriteAllText(Path.Combine(folder.FullName, file), """{"Incs":{"Token":"x"}}""");
        configuration.AddJsonFile(Path.Combine(folder.FullName, file), optional: false, reloadOnChange: false);

        Assert.Equal(source, Row(Open(), "Incs:Token").GetAttribute("data-source"));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void What_lies_in_a_configuration_below_is_found_there()
    {
        var below = new ConfigurationBuilder().AddCommandLine(["--Incs:Token=x"]).Build();
        configuration.AddConfiguration(below);

        Assert.Equal("CommandLine", Row(Open(), "Incs:Token").GetAttribute("data-source"));
    }

    [Theory]
    [InlineData("Incs:Token", "", true)]
    [InlineData("Incs:Token", "--Incs:Token=", true)]
    [InlineData("Wshoto:AccessToken", "", true)]
    [InlineData("Wshoto:AccessToken", "--Wshoto:AppId=a --Wshoto:AppSecret=b", false)]
    [InlineData("Wshoto:AppSecret", "--Wshoto:AppId=a", true)]
    [InlineData("Wshoto:AppSecret", "--Wshoto:AccessToken=a", false)]
    [InlineData("AzureAd:ClientSecret", "", true)]
    [InlineData("AzureAd:ClientSecret", "--AzureAd:ClientCredentials:0:SourceType=SignedAssertionFromManagedIdentity", false)]
    public void What_is_missing_is_what_is_needed_as_things_are(string key, string arguments, bool isMissing)
    {
        configuration.AddCommandLine(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(isMissing ? "true" : "false", Row(Open(), key).GetAttribute("data-missing"));
    }

    private static IElement Row(IRenderedComponent<SecretsCard> card, string key) => card.Find($"tr[data-secret='{key}']");

    private IRenderedComponent<SecretsCard> Open() => Render<SecretsCard>();
}
