using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Tests.Auth.EntraId;

/// <summary>A certificate with its private key in the store of whoever runs the tests; taken out again at the end.</summary>
internal sealed class StoredCertificate : IDisposable
{
    private readonly X509Certificate2 certificate;

    public StoredCertificate(string name, int fromDay, int untilDay)
    {
        using var made = new CertificateRequest(name, Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(fromDay), DateTimeOffset.UtcNow.AddDays(untilDay));
        // Only a key that may be kept goes into a store.
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.PersistKeySet | X509KeyStorageFlags.Exportable);
        Change(x => x.Add(certificate));
    }

    public RSA Key { get; } = RSA.Create(2048);

    public string Name => certificate.Subject;

    public string Thumbprint => certificate.Thumbprint;

    public void Dispose()
    {
        Change(x => x.Remove(certificate));
        certificate.Dispose();
        Key.Dispose();
    }

    private static void Change(Action<X509Store> change)
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        change(store);
    }
}
