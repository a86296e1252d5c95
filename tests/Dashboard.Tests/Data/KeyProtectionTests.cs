using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Data;

public sealed class KeyProtectionTests
{
    [Fact]
    public async Task With_a_certificate_the_keys_lie_encrypted_in_the_database_and_can_be_read_with_the_next_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (first, second) = (Certificate(database.Folder, "first.pfx"), Certificate(database.Folder, "second.pfx"));

        var text = Protector(database, new() { CertificatePath = first, CertificatePassword = "pass" }).Protect("session");

        await using var db = database.CreateDbContext();
        var key = await db.DataProtectionKeys.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Contains("EncryptedData", key.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key.Xml, StringComparison.Ordinal);
        Assert.Equal("session", Protector(database, new() { CertificatePath = second, PreviousCertificatePath = first, CertificatePassword = "pass" }).Unprotect(text));
        Assert.Throws<CryptographicException>(() => Protector(database, new() { CertificatePath = second, CertificatePassword = "pass" }).Unprotect(text));
    }

    [Fact]
    public void A_certificate_that_can_not_be_read_is_named_by_its_key() => Assert.StartsWith(
        "DataProtection:CertificatePath ",
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddDataProtection().ProtectKeys(new() { CertificatePath = "/nowhere.pfx" })).Message,
        StringComparison.Ordinal);

    private static IDataProtector Protector(TestDatabase database, KeyProtectionOptions options)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("Dashboard").ProtectKeys(options);
        services.Configure<KeyManagementOptions>(x => x.XmlRepository = new DatabaseKeys(database));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    private static string Certificate(string folder, string name)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "pass"));
        return path;
    }
}
