using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Auth.EntraId;

namespace Dashboard.Tests.Auth.EntraId;

public sealed class EntraIdOptionsValidationTests
{
    private const string Tenant = "0b1f7b5e-2f7d-4a55-9c0f-6a6f0c6c7d11";

    [Fact]
    public void A_registered_application_with_a_secret_is_all_right() => Assert.Empty(Errors(Good()));

    [Fact]
    public void All_that_is_missing_is_said_at_once_by_key()
    {
        var errors = Errors(new() { Instance = "http://login.test", CallbackPath = "signin", SignedOutCallbackPath = "//evil.example" });

        foreach (var key in new[] { "Instance", "ClientId", "TenantId", "ClientSecret", "CallbackPath", "SignedOutCallbackPath" })
            Assert.Contains(errors, x => x.StartsWith($"AzureAd:{key} ", StringComparison.Ordinal));
    }

    [Theory, InlineData("common"), InlineData("organizations"), InlineData("consumers"), InlineData("Common")]
    public void A_tenant_of_everybody_is_refused_unless_allowed_by_name(string tenant)
    {
        var options = Good();
        options.TenantId = tenant;

        Assert.Contains("AzureAd:AllowMultiTenant", Assert.Single(Errors(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tenant_of_everybody_needs_the_list_of_those_who_get_in()
    {
        var options = Good();
        (options.TenantId, options.AllowMultiTenant) = ("organizations", true);

        Assert.Contains("AzureAd:AllowedTenants", Assert.Single(Errors(options)), StringComparison.Ordinal);
        options.AllowedTenants = [Tenant];
        Assert.Empty(Errors(options));
        options.AllowedTenants = [Tenant, "contoso.com"];
        Assert.Contains("AzureAd:AllowedTenants", Assert.Single(Errors(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ClientSecret", "ClientSecret")]
    [InlineData("Path", "CertificateDiskPath")]
    [InlineData("Base64Encoded", "Base64EncodedValue")]
    [InlineData("StoreWithThumbprint", "CertificateThumbprint")]
    [InlineData("StoreWithDistinguishedName", "CertificateDistinguishedName")]
    [InlineData("KeyVault", "SourceType")]
    [InlineData("", "SourceType")]
    [InlineData("7", "SourceType")]
    public void A_credential_names_what_it_lacks(string source, string key) =>
        Assert.Contains(Errors(With(new() { SourceType = source })), x => x.StartsWith($"AzureAd:ClientCredentials:0:{key} ", StringComparison.Ordinal));

    [Fact]
    public void A_managed_identity_needs_nothing_else() => Assert.Empty(Errors(With(new() { SourceType = "SignedAssertionFromManagedIdentity" })));

    [Fact]
    public void A_signed_assertion_needs_its_file() =>
        Assert.Empty(Errors(With(new() { SourceType = "SignedAssertionFilePath", SignedAssertionFileDiskPath = "/var/run/secrets/token" })));

    [Theory, InlineData("Base64Encoded"), InlineData("Path")]
    public void A_certificate_that_can_be_read_is_all_right(string source)
    {
        using var certificate = Certificate();
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "pass"));

        Assert.Empty(Errors(With(new()
        {
            SourceType = source, CertificateDiskPath = file, CertificatePassword = "pass", Base64EncodedValue = Convert.ToBase64String(File.ReadAllBytes(file)),
        })));
        File.Delete(file);
    }

    [Theory, InlineData("Base64Encoded", "Base64EncodedValue"), InlineData("Path", "CertificateDiskPath")]
    public void A_certificate_that_can_not_be_read_is_named_without_its_value(string source, string key)
    {
        var error = Assert.Single(Errors(With(new() { SourceType = source, CertificateDiskPath = "/nowhere/secret.pfx", Base64EncodedValue = "c2VjcmV0" })));

        Assert.StartsWith($"AzureAd:ClientCredentials:0:{key}: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Theory, InlineData(-30, -3, "expired on"), InlineData(3, 30, "is not valid before")]
    public void A_certificate_that_is_not_valid_now_is_named_by_its_key_and_day(int from, int until, string words)
    {
        using var certificate = Certificate(from, until);

        var error = Assert.Single(Errors(With(new() { SourceType = "Base64Encoded", Base64EncodedValue = Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12)) })));

        Assert.StartsWith($"AzureAd:ClientCredentials:0:Base64EncodedValue: the certificate {words} {DateTimeOffset.UtcNow.AddDays(from == 3 ? 3 : -3):yyyy-MM-dd}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_beside_other_credentials_is_refused()
    {
        var options = With(new() { SourceType = "SignedAssertionFromManagedIdentity" });
        options.ClientSecret = "left over";

        Assert.Contains("remove one", Assert.Single(Errors(options)), StringComparison.Ordinal);
    }

    private static X509Certificate2 Certificate(int from = -1, int until = 1)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=dashboard", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(until));
    }

    private static EntraIdOptions Good() => new() { TenantId = Tenant, ClientId = "5c0e51b1-34a5-4a5c-8d0a-8d4d4f0f2a22", ClientSecret = "secret" };

    private static EntraIdOptions With(ClientCredential credential) => new() { TenantId = Tenant, ClientId = "5c0e51b1-34a5-4a5c-8d0a-8d4d4f0f2a22", ClientCredentials = [credential] };

    private static string[] Errors(EntraIdOptions options) => [.. new EntraIdOptionsValidation(TimeProvider.System).Validate(null, options).Failures ?? []];
}
