using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Data;

/// <summary>Section <c>DataProtection</c>: the certificate that encrypts the keys of cookies in the database, so that a copy of the database is not enough to sign in.</summary>
public sealed class KeyProtectionOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "DataProtection";

    /// <summary>File of a PKCS#12 certificate with its private key; none: the keys lie in the database as they are.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>Its password.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>File of the certificate before, with the same password, for keys that were encrypted with it; or none.</summary>
    public string? PreviousCertificatePath { get; set; }

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="InvalidOperationException">It can't be read; the text names the key.</exception>
    internal X509Certificate2 Read(string path, string key)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, CertificatePassword);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"DataProtection:{key} can't be read: a PKCS#12 file with a private key, and DataProtection:CertificatePassword its password.");
        }
    }
}

/// <summary>Applies <see cref="KeyProtectionOptions"/>.</summary>
internal static class KeyProtection
{
    /// <summary>Encrypts the keys, if there is a certificate.</summary>
    public static void ProtectKeys(this IDataProtectionBuilder builder, KeyProtectionOptions? options)
    {
        if (options is not { CertificatePath: { Length: > 0 } path }) return;
        builder.ProtectKeysWithCertificate(options.Read(path, nameof(options.CertificatePath)));
        if (options.PreviousCertificatePath is { Length: > 0 } previous) builder.UnprotectKeysWithAnyCertificate(options.Read(previous, nameof(options.PreviousCertificatePath)));
    }
}
