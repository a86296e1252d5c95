using Dashboard.Auth;
using Dashboard.Data;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Settings;

/// <summary>Which secrets are set and where they come from, for administrators; never what they are.</summary>
public sealed partial class SecretsCard(IConfiguration configuration, IOptions<SignInOptions> signIn)
{
    private IEnumerable<Secret> Secrets
    {
        get
        {
            var hasWshotoToken = IsSet("Wshoto:AccessToken");
            var hasWshotoApp = IsSet("Wshoto:AppId") && IsSet("Wshoto:AppSecret");
            yield return Of("Incs:Token", "Incs", isNeeded: true);
            yield return Of("Wshoto:AppId", "Wshoto", !hasWshotoToken);
            yield return Of("Wshoto:AppSecret", "Wshoto", !hasWshotoToken);
            yield return Of("Wshoto:AccessToken", "Wshoto", !hasWshotoApp && !IsSet("Wshoto:AppId") && !IsSet("Wshoto:AppSecret"));
            var isEntraId = signIn.Value.Mode == SignInMode.EntraId;
            yield return Of("AzureAd:ClientSecret", "EntraId", isEntraId && !IsSet("AzureAd:ClientCredentials"));
            yield return Of("AzureAd:ClientCredentials", "EntraId", isEntraId && !IsSet("AzureAd:ClientSecret"));
            if (DataSetup.IsPostgres(configuration.GetConnectionString("Dashboard") ?? "")) yield return Of("ConnectionStrings:Dashboard", "Database", isNeeded: true);
        }
    }

    private static string Tone(Secret secret) => secret switch
    {
        { IsMissing: true } => "amber",
        { Source: SecretSource.None } => "grey",
        { Source: SecretSource.SettingsFile or SecretSource.CommandLine } => "amber",
        _ => "green",
    };

    private static string Icon(Secret secret) => secret switch
    {
        { IsMissing: true } or { Source: SecretSource.SettingsFile or SecretSource.CommandLine } => "warning",
        { Source: SecretSource.None } => "block",
        _ => "key",
    };

    private bool IsSet(string key) => Source(key) != SecretSource.None;

    private Secret Of(string key, string need, bool isNeeded)
    {
        var source = Source(key);
        return new(key, source, need, isNeeded && source == SecretSource.None);
    }

    private SecretSource Source(string key) =>
        !configuration.GetSection(key).GetChildren().Any() && string.IsNullOrEmpty(configuration[key]) ? SecretSource.None : SecretSources.Find(configuration, key);

    private sealed record Secret(string Key, SecretSource Source, string Need, bool IsMissing);
}
