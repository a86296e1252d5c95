namespace Dashboard.Auth.EntraId;

/// <summary>One of <c>AzureAd:ClientCredentials</c>, with the key names of Microsoft.Identity.Web.</summary>
public sealed class ClientCredential
{
    /// <summary>Name of a <see cref="CredentialSource"/>; it says which of the other keys count.</summary>
    public string SourceType { get; set; } = "";

    /// <summary>The secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>File of a certificate with its private key: PKCS#12, or PEM when it ends in <c>.pem</c>.</summary>
    public string? CertificateDiskPath { get; set; }

    /// <summary>Password of a PKCS#12 certificate.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>A PKCS#12 certificate with its private key, in Base64.</summary>
    public string? Base64EncodedValue { get; set; }

    /// <summary>A store such as <c>CurrentUser/My</c>.</summary>
    public string? CertificateStorePath { get; set; }

    /// <summary>Thumbprint (SHA-1, hexadecimal) of a certificate in the store.</summary>
    public string? CertificateThumbprint { get; set; }

    /// <summary>Distinguished name of a certificate in the store; the one that is valid longest is taken.</summary>
    public string? CertificateDistinguishedName { get; set; }

    /// <summary>Client id of a user-assigned managed identity; the system-assigned one when empty.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>Audience of the managed identity's assertion; <c>api://AzureADTokenExchange</c> when empty.</summary>
    public string? TokenExchangeUrl { get; set; }

    /// <summary>File of a signed assertion that the platform renews; when empty, the one that the environment variable <c>AZURE_FEDERATED_TOKEN_FILE</c> names.</summary>
    public string? SignedAssertionFileDiskPath { get; set; }

    /// <summary>The file of the signed assertion, or null when none is named.</summary>
    public string? AssertionFile => string.IsNullOrWhiteSpace(SignedAssertionFileDiskPath) ? Environment.GetEnvironmentVariable("AZURE_FEDERATED_TOKEN_FILE") : SignedAssertionFileDiskPath;
}

/// <summary>Values of <c>AzureAd:ClientCredentials:N:SourceType</c>.</summary>
public enum CredentialSource
{
    /// <summary>A secret.</summary>
    ClientSecret,

    /// <summary>A certificate in a file.</summary>
    Path,

    /// <summary>A certificate in the settings.</summary>
    Base64Encoded,

    /// <summary>A certificate in a store, by its thumbprint.</summary>
    StoreWithThumbprint,

    /// <summary>A certificate in a store, by its name.</summary>
    StoreWithDistinguishedName,

    /// <summary>An assertion of this machine's managed identity.</summary>
    SignedAssertionFromManagedIdentity,

    /// <summary>An assertion in a file, as a Kubernetes workload identity has it.</summary>
    SignedAssertionFilePath,
}
