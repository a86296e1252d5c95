using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Auth.EntraId;

/// <summary>The certificate with which the application proves itself. It is read at each use: a renewed one counts without a restart.</summary>
internal static class CredentialCertificate
{
    /// <summary>Reads the certificate that a credential names.</summary>
    /// <exception cref="CryptographicException">It can't be read, or has no private key.</exception>
    /// <exception cref="IOException">Its file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its file may not be read.</exception>
    /// <exception cref="FormatException">It is not Base64.</exception>
    public static X509Certificate2 Read(ClientCredential credential, CredentialSource source)
    {
        var certificate = source switch
        {
            CredentialSource.Path when credential.CertificateDiskPath!.EndsWith(".pem", StringComparison.OrdinalIgnoreCase) =>
                X509Certificate2.CreateFromPemFile(credential.CertificateDiskPath),
            CredentialSource.Path => X509CertificateLoader.LoadPkcs12FromFile(credential.CertificateDiskPath!, credential.CertificatePassword),
            CredentialSource.Base64Encoded => X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(credential.Base64EncodedValue!), credential.CertificatePassword),
            CredentialSource.StoreWithThumbprint => FromStore(credential.CertificateStorePath!, X509FindType.FindByThumbprint, credential.CertificateThumbprint!),
            CredentialSource.StoreWithDistinguishedName => FromStore(credential.CertificateStorePath!, X509FindType.FindBySubjectDistinguishedName, credential.CertificateDistinguishedName!),
            CredentialSource.ClientSecret or CredentialSource.SignedAssertionFromManagedIdentity or CredentialSource.SignedAssertionFilePath =>
                throw new ArgumentOutOfRangeException(nameof(source), source, "It has no certificate."),
        };
        if (certificate.HasPrivateKey) return certificate;
        certificate.Dispose();
        throw new CryptographicException("The certificate has no private key.");
    }

    private static X509Certificate2 FromStore(string path, X509FindType by, string value)
    {
        if (path.Split('/') is not [var place, var name] || !Enum.TryParse<StoreLocation>(place, ignoreCase: true, out var location))
            throw new CryptographicException("The store is not named as CurrentUser/My.");
        using var store = new X509Store(name, location);
        store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        var found = store.Certificates.Find(by, value, validOnly: false);
        return found.OrderByDescending(x => x.NotAfter).FirstOrDefault() ?? throw new CryptographicException("The store has no such certificate.");
    }
}
