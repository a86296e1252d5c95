using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace Dashboard.Features.Settings;

/// <summary>Where a setting comes from.</summary>
public enum SecretSource
{
    /// <summary>It is not set.</summary>
    None,

    /// <summary>A variable of the environment.</summary>
    Environment,

    /// <summary>A file in the folder of <c>Secrets:Directory</c>.</summary>
    File,

    /// <summary>The user secrets of a developer.</summary>
    UserSecrets,

    /// <summary>The command line, which others on the machine can read.</summary>
    CommandLine,

    /// <summary>A settings file beside the program, which tends to be copied and checked in.</summary>
    SettingsFile,

    /// <summary>The product itself, such as for the sandbox.</summary>
    Product,
}

/// <summary>Finds out where settings come from, never what they are.</summary>
internal static class SecretSources
{
    private const string UserSecretsFile = "secrets.json";

    /// <summary>Where the value comes from that counts; a section counts as set when anything in it is.</summary>
    public static SecretSource Find(IConfiguration configuration, string key)
    {
        if (configuration is not IConfigurationRoot root) return SecretSource.None;
        foreach (var provider in root.Providers.Reverse())
        {
            if (provider is ChainedConfigurationProvider chained)
            {
                if (Find(chained.Configuration, key) is not SecretSource.None and var found) return found;
            }
            else if (Has(provider, key))
            {
                return Of(provider);
            }
        }
        return SecretSource.None;
    }

    // A value that is empty hides what stands in the sources below it, as it does when it is read.
    private static bool Has(IConfigurationProvider provider, string key) =>
        provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any();

    private static SecretSource Of(IConfigurationProvider provider) => provider switch
    {
        EnvironmentVariablesConfigurationProvider => SecretSource.Environment,
        KeyPerFileConfigurationProvider => SecretSource.File,
        CommandLineConfigurationProvider => SecretSource.CommandLine,
        JsonConfigurationProvider json when Path.GetFileName(json.Source.Path) == UserSecretsFile => SecretSource.UserSecrets,
        FileConfigurationProvider => SecretSource.SettingsFile,
        _ => SecretSource.Product,
    };
}
