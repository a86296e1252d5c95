using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Tests.Support;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.Auth.EntraId;

/// <summary>How the application proves itself at the token endpoint, beside its secret.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private readonly EntraDouble entra = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-credential-");
    private readonly DashboardApp app;

    public CredentialTests()
    {
        app = new() { Entra = entra };
        entra.Settings.Remove("ClientSecret");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory, InlineData("pfx"), InlineData("pem"), InlineData("base64")]
    public async Task A_certificate_signs_the_proof(string form)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=dashboard", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Use(form, certificate, key);
        entra.IsProof = x => IsSignedBy(x.GetValueOrDefault("client_assertion"), key);

        Assert.Equal("/", await new EntraBrowser(app).SignInAsync());
    }

    [Theory, InlineData("StoreWithThumbprint"), InlineData("StoreWithDistinguishedName")]
    public async Task A_certificate_in_the_store_signs_the_proof_and_of_two_of_a_name_the_one_that_is_valid_longer(string source)
    {
        using var old = new StoredCertificate("CN=dashboard-" + folder.Name, -30, -1);
        using var stored = new StoredCertificate("CN=dashboard-" + folder.Name, -1, 1);
        Set(("SourceType", source), ("CertificateStorePath", "CurrentUser/My"), ("CertificateThumbprint", stored.Thumbprint), ("CertificateDistinguishedName", stored.Name));
        entra.IsProof = x => IsSignedBy(x.GetValueOrDefault("client_assertion"), stored.Key);

        Assert.Equal("/", await new EntraBrowser(app).SignInAsync());
    }

    [Theory]
    [InlineData("StoreWithThumbprint", "CertificateThumbprint"), InlineData("StoreWithDistinguishedName", "CertificateDistinguishedName")]
    public void An_expired_certificate_in_the_store_stops_the_start_by_the_name_of_its_key(string source, string key)
    {
        using var stored = new StoredCertificate("CN=dashboard-" + folder.Name, -30, -3);
        Set(("SourceType", source), ("CertificateStorePath", "CurrentUser/My"), ("CertificateThumbprint", stored.Thumbprint), ("CertificateDistinguishedName", stored.Name));

        var refused = Assert.Throws<OptionsValidationException>(() => app.CreateClient());

        Assert.StartsWith($"AzureAd:ClientCredentials:0:{key}: the certificate expired on ", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_machines_identity_proves_it_as_on_an_app_service()
    {
        await using var identity = await IdentityEndpoint.StartAsync("from the machine");
        Set(("SourceType", "SignedAssertionFromManagedIdentity"), ("ManagedIdentityClientId", "11111111-2222-3333-4444-555555555555"));
        entra.IsProof = x => x.GetValueOrDefault("client_assertion") == "from the machine";

        Assert.Equal("/", await new EntraBrowser(app).SignInAsync());

        Assert.Equal(("api://AzureADTokenExchange", "11111111-2222-3333-4444-555555555555", true), Assert.Single(identity.Asked));
    }

    [Fact]
    public async Task An_assertion_in_a_file_is_read_anew_each_time()
    {
        var file = Path.Combine(folder.FullName, "token");
        Set(("SourceType", "SignedAssertionFilePath"), ("SignedAssertionFileDiskPath", file));
        entra.IsProof = x => x.GetValueOrDefault("client_assertion") == "second";
        await File.WriteAllTextAsync(file, "first", TestContext.Current.CancellationToken);
        Assert.StartsWith("/signin?problem=Refused", await new EntraBrowser(app).SignInAsync(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, "second", TestContext.Current.CancellationToken);

        Assert.Equal("/", await new EntraBrowser(app).SignInAsync());
    }

    [Fact]
    public async Task A_file_that_is_gone_is_no_error_page()
    {
        Set(("SourceType", "SignedAssertionFilePath"), ("SignedAssertionFileDiskPath", Path.Combine(folder.FullName, "nothing")));

        Assert.StartsWith("/signin?problem=Refused", await new EntraBrowser(app).SignInAsync(), StringComparison.Ordinal);
    }

    private void Use(string form, X509Certificate2 certificate, RSA key)
    {
        var file = Path.Combine(folder.FullName, "certificate." + form);
        switch (form)
        {
            case "base64":
                Set(("SourceType", "Base64Encoded"), ("Base64EncodedValue", Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12, "pass"))), ("CertificatePassword", "pass"));
                return;
            case "pem":
                File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
                break;
            default:
                File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "pass"));
                break;
        }
        Set(("SourceType", "Path"), ("CertificateDiskPath", file), ("CertificatePassword", "pass"));
    }

    private void Set(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings) entra.Settings[$"ClientCredentials:0:{key}"] = value;
    }

    private static bool IsSignedBy(string? assertion, RSA key) => assertion is not null && new JsonWebTokenHandler().ValidateTokenAsync(assertion, new()
    {
        IssuerSigningKey = new RsaSecurityKey(key), ValidIssuer = EntraDouble.ClientId, ValidateAudience = false, TryAllIssuerSigningKeys = true,
    }).GetAwaiter().GetResult().IsValid;
}
