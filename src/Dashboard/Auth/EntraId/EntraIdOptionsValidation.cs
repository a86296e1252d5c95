using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth.EntraId;

/// <summary>Refuses to start on an <c>AzureAd</c> section with which nobody, or anybody, could sign in. All its errors are said at once, by key and without a value.</summary>
public sealed class EntraIdOptionsValidation(TimeProvider time) : IValidateOptions<EntraIdOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EntraIdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] errors = [.. Application(options), .. Tenant(options), .. Paths(options), .. Credential(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Application(EntraIdOptions options)
    {
        if (!Uri.TryCreate(options.Instance, UriKind.Absolute, out var instance) || instance is not { Scheme: "https", PathAndQuery: "/" })
            yield return "AzureAd:Instance must be an https address without a path, such as https://login.microsoftonline.com/.";
        if (string.IsNullOrWhiteSpace(options.ClientId)) yield return "AzureAd:ClientId is missing: the application (client) id of the app registration.";
    }

    private static IEnumerable<string> Tenant(EntraIdOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.TenantId))
            yield return "AzureAd:TenantId is missing: the directory (tenant) id of the app registration.";
        else if (options.TenantId.Any(x => !char.IsAsciiLetterOrDigit(x) && x is not ('-' or '.')))
            yield return "AzureAd:TenantId is neither an id nor a domain name.";
        if (options.IsMultiTenant && !options.AllowMultiTenant)
            yield return $"AzureAd:TenantId is {options.TenantId}, which lets in people of any directory. Name one directory; or set AzureAd:AllowMultiTenant=true and list directories in AzureAd:AllowedTenants.";
        if (options.AllowMultiTenant && options.AllowedTenants.Count == 0)
            yield return "AzureAd:AllowedTenants is empty, but AzureAd:AllowMultiTenant is true: list the ids of the directories whose people get in.";
        if (options.AllowedTenants.Any(x => !Guid.TryParse(x, out _)))
            yield return "AzureAd:AllowedTenants holds something that is not a directory (tenant) id.";
        if (options.AllowMultiTenant && !options.IsMultiTenant)
            yield return "AzureAd:AllowMultiTenant is true, but AzureAd:TenantId names one directory: set it to organizations, or AllowMultiTenant to false.";
    }

    private static IEnumerable<string> Paths(EntraIdOptions options)
    {
        if (!IsPath(options.CallbackPath)) yield return "AzureAd:CallbackPath must be a path such as /signin-oidc.";
        if (!IsPath(options.SignedOutCallbackPath)) yield return "AzureAd:SignedOutCallbackPath must be a path such as /signout-callback-oidc.";
        if (!IsPath(options.RemoteSignOutPath)) yield return "AzureAd:RemoteSignOutPath must be a path such as /signout-oidc.";
        string[] paths = [options.CallbackPath, options.SignedOutCallbackPath, options.RemoteSignOutPath];
        if (paths.Distinct(StringComparer.OrdinalIgnoreCase).Count() < paths.Length)
            yield return "AzureAd:CallbackPath, AzureAd:SignedOutCallbackPath and AzureAd:RemoteSignOutPath must differ.";
    }

    private static bool IsPath(string path) => path is ['/', not ('/' or '\\'), ..] && !path.AsSpan().ContainsAny("?#%\\");

    private IEnumerable<string> Credential(EntraIdOptions options)
    {
        var credential = options.Credential;
        var key = options.ClientCredentials.Count > 0 ? "AzureAd:ClientCredentials:0" : "AzureAd";
        if (options.ClientCredentials.Count > 0 && !string.IsNullOrEmpty(options.ClientSecret))
            yield return "AzureAd:ClientSecret and AzureAd:ClientCredentials are both set: remove one.";
        if (!Enum.TryParse<CredentialSource>(credential.SourceType, out var source) || !Enum.IsDefined(source))
        {
            yield return $"{key}:SourceType must be one of {string.Join(", ", Enum.GetNames<CredentialSource>())}.";
            yield break;
        }
        var missing = Needed(credential, source).Where(x => string.IsNullOrWhiteSpace(x.Value)).Select(x => x.Key).ToArray();
        foreach (var x in missing) yield return $"{key}:{x} is missing: {Why(options, source)}.";
        if (missing.Length == 0 && CertificateError(credential, source) is { } error) yield return $"{key}:{error}";
    }

    private static string Why(EntraIdOptions options, CredentialSource source) => options.ClientCredentials.Count > 0
        ? $"{source} needs it"
        : "the application's secret; or AzureAd:ClientCredentials says how else it proves itself";

    private static IEnumerable<(string Key, string? Value)> Needed(ClientCredential credential, CredentialSource source) => source switch
    {
        CredentialSource.ClientSecret => [(nameof(credential.ClientSecret), credential.ClientSecret)],
        CredentialSource.Path => [(nameof(credential.CertificateDiskPath), credential.CertificateDiskPath)],
        CredentialSource.Base64Encoded => [(nameof(credential.Base64EncodedValue), credential.Base64EncodedValue)],
        CredentialSource.StoreWithThumbprint =>
            [(nameof(credential.CertificateStorePath), credential.CertificateStorePath), (nameof(credential.CertificateThumbprint), credential.CertificateThumbprint)],
        CredentialSource.StoreWithDistinguishedName =>
            [(nameof(credential.CertificateStorePath), credential.CertificateStorePath), (nameof(credential.CertificateDistinguishedName), credential.CertificateDistinguishedName)],
        CredentialSource.SignedAssertionFromManagedIdentity => [],
        CredentialSource.SignedAssertionFilePath => [(nameof(credential.SignedAssertionFileDiskPath), credential.AssertionFile)],
    };

    // The key that names the certificate, and what is wrong with it.
    private string? CertificateError(ClientCredential credential, CredentialSource source)
    {
        var key = source switch
        {
            CredentialSource.Path => nameof(credential.CertificateDiskPath),
            CredentialSource.Base64Encoded => nameof(credential.Base64EncodedValue),
            CredentialSource.StoreWithThumbprint => nameof(credential.CertificateThumbprint),
            CredentialSource.StoreWithDistinguishedName => nameof(credential.CertificateDistinguishedName),
            CredentialSource.ClientSecret or CredentialSource.SignedAssertionFromManagedIdentity or CredentialSource.SignedAssertionFilePath => null,
        };
        if (key is null) return null;
        try
        {
            using var certificate = CredentialCertificate.Read(credential, source);
            var now = time.GetUtcNow();
            if (certificate.NotAfter.ToUniversalTime() < now) return Day(certificate.NotAfter, $"{key}: the certificate expired on");
            return certificate.NotBefore.ToUniversalTime() > now ? Day(certificate.NotBefore, $"{key}: the certificate is not valid before") : null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or FormatException)
        {
            return $"{key}: the certificate can't be read, or has no private key.";
        }

        static string Day(DateTime at, string what) => string.Create(CultureInfo.InvariantCulture, $"{what} {at.ToUniversalTime():yyyy-MM-dd}.");
    }
}
