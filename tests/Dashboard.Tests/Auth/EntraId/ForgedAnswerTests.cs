using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.Auth.EntraId;

/// <summary>Answers that are not what the provider says to this browser's sign-in: nobody is signed in, and nothing secret is logged.</summary>
public sealed class ForgedAnswerTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Action<Dictionary<string, object>>> Claims = new()
    {
        ["another nonce"] = x => x["nonce"] = "another",
        ["no nonce"] = x => x.Remove("nonce"),
        ["another audience"] = x => x["aud"] = Guid.NewGuid().ToString(),
        ["no audience"] = x => x.Remove("aud"),
        ["another issuer"] = x => x["iss"] = "https://evil.example/v2.0",
        ["the issuer of another tenant"] = x => x["iss"] = $"https://login.test/{Guid.NewGuid()}/v2.0",
        ["no issuer"] = x => x.Remove("iss"),
        ["another tenant"] = x => x["tid"] = Guid.NewGuid().ToString(),
        ["no tenant"] = x => x.Remove("tid"),
        ["expired"] = x => x["exp"] = Now - 3600,
        ["no expiry"] = x => x.Remove("exp"),
        ["not yet valid"] = x => x["nbf"] = Now + 3600,
        ["another at_hash"] = x => x["at_hash"] = EntraDouble.Sha256Half("another access token"),
        ["no subject"] = x => x.Remove("sub"),
    };

    private static readonly RsaSecurityKey OtherKey = EntraDouble.NewKey();

    private static readonly Dictionary<string, Func<EntraDouble, Dictionary<string, object>, string>> Signatures = new()
    {
        ["another key"] = (entra, x) => entra.SignRs256(x, OtherKey),
        ["another key under the id of the provider's"] = (entra, x) => entra.SignRs256(x, new RsaSecurityKey(OtherKey.Rsa) { KeyId = entra.Key.KeyId }),
        ["alg none"] = (_, x) => Unsigned(x, "none") + ".",
        ["alg None"] = (_, x) => Unsigned(x, "None") + ".",
        ["no alg and no signature"] = (_, x) => Unsigned(x, "") + ".",
        ["RS256 without a signature"] = (_, x) => Unsigned(x, "RS256") + ".",
        ["HS256 with the public key as PEM"] = (entra, x) => Hs256(x, entra, Encoding.ASCII.GetBytes(entra.Key.Rsa.ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the public key as DER"] = (entra, x) => Hs256(x, entra, entra.Key.Rsa.ExportSubjectPublicKeyInfo()),
        ["HS256 with the modulus"] = (entra, x) => Hs256(x, entra, entra.Key.Rsa.ExportParameters(false).Modulus!),
        ["HS256 with the client secret"] = (entra, x) => Hs256(x, entra, Encoding.ASCII.GetBytes(EntraDouble.Secret)),
        ["a changed role under the old signature"] = (entra, x) => Swap(entra.SignRs256(x), x),
        ["a key that the token brings along"] = (_, x) => WithOwnKey(x),
    };

    private readonly EntraDouble entra = new();
    private readonly RecordedLogs logs = new();
    private readonly DashboardApp app;
    private readonly EntraBrowser browser;

    public ForgedAnswerTests()
    {
        app = new() { Entra = entra, Logs = logs };
        browser = new(app);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public static TheoryData<string> ForgedClaims() => [.. Claims.Keys];

    public static TheoryData<string> ForgedSignatures() => [.. Signatures.Keys];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory, MemberData(nameof(ForgedClaims))]
    public async Task A_token_that_is_not_for_this_sign_in_is_refused(string forgery)
    {
        entra.Claims = Claims[forgery];

        await AssertRefusedAsync(await browser.SignInAsync());
    }

    [Theory, MemberData(nameof(ForgedSignatures))]
    public async Task A_token_that_the_provider_has_not_signed_is_refused(string forgery)
    {
        entra.Sign = claims => Signatures[forgery](entra, claims);

        await AssertRefusedAsync(await browser.SignInAsync());
    }

    [Theory, InlineData("not a token"), InlineData("a.b.c"), InlineData("")]
    public async Task What_is_no_token_is_refused(string token)
    {
        entra.Sign = _ => token;

        await AssertRefusedAsync(await browser.SignInAsync());
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        var answer = entra.Answer(await browser.LeaveAsync());
        Assert.Equal("/", await browser.ComeBackAsync(answer));

        Assert.StartsWith("/signin?problem=Expired", await browser.ComeBackAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_was_used_before_is_refused()
    {
        var first = entra.Answer(await new EntraBrowser(app).LeaveAsync());
        var answer = entra.Answer(await browser.LeaveAsync());
        answer["code"] = first["code"];

        await AssertRefusedAsync(await browser.ComeBackAsync(answer));
    }

    [Fact]
    public async Task The_answer_to_another_browser_is_refused()
    {
        var attacker = new EntraBrowser(app);
        var answer = entra.Answer(await attacker.LeaveAsync());
        await browser.LeaveAsync();

        await AssertRefusedAsync(await browser.ComeBackAsync(answer));
    }

    [Fact]
    public async Task An_answer_with_a_changed_state_is_refused()
    {
        var answer = entra.Answer(await browser.LeaveAsync());
        answer["state"] = answer["state"][..^4] + "AAAA";

        await AssertRefusedAsync(await browser.ComeBackAsync(answer));
    }

    [Fact]
    public async Task An_answer_without_a_state_is_refused()
    {
        var answer = entra.Answer(await browser.LeaveAsync());
        answer.Remove("state");

        await AssertRefusedAsync(await browser.ComeBackAsync(answer));
    }

    [Fact]
    public async Task An_answer_in_the_address_is_refused()
    {
        var answer = entra.Answer(await browser.LeaveAsync());

        using var page = await browser.GetAsync($"/signin-oidc?code=made-up&state={Uri.EscapeDataString(answer["state"])}");

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        await AssertRefusedAsync(page.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_not_read()
    {
        await browser.LeaveAsync();

        await AssertRefusedAsync(await browser.ComeBackAsync(new() { ["state"] = new string('a', 100_000), ["code"] = "x" }));
    }

    private async Task AssertRefusedAsync(string target)
    {
        Assert.StartsWith("/signin?problem=", target, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"signin-problem\"", await browser.ReadAsync(target), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        Assert.Equal((0, 0), (await db.Sessions.CountAsync(Cancel), await db.AuditEntries.CountAsync(Cancel)));
        Assert.Contains(logs.Entries, x => x.Text.Contains("A sign-in did not work: ", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Entries, x => entra.Secrets.Any(secret => secret.Length > 0 && x.Text.Contains(secret, StringComparison.Ordinal)));
    }

    private static string Unsigned(Dictionary<string, object> claims, string algorithm) =>
        Part(algorithm.Length == 0 ? new() { ["typ"] = "JWT" } : new() { ["typ"] = "JWT", ["alg"] = algorithm }) + "." + Part(claims);

    private static string Part(Dictionary<string, object> part) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(part));

    private static string Hs256(Dictionary<string, object> claims, EntraDouble entra, byte[] secret)
    {
        var text = Part(new() { ["typ"] = "JWT", ["alg"] = "HS256", ["kid"] = entra.Key.KeyId }) + "." + Part(claims);
        return text + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)));
    }

    private static string Swap(string token, Dictionary<string, object> claims)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{Part(new(claims) { ["roles"] = new[] { "Admin" } })}.{parts[2]}";
    }

    private static string WithOwnKey(Dictionary<string, object> claims)
    {
        var rsa = OtherKey.Rsa.ExportParameters(includePrivateParameters: false);
        var jwk = new { kty = "RSA", kid = OtherKey.KeyId, n = Base64UrlEncoder.Encode(rsa.Modulus), e = Base64UrlEncoder.Encode(rsa.Exponent) };
        var text = Part(new() { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = OtherKey.KeyId, ["jwk"] = jwk, ["jku"] = "https://evil.example/keys" }) + "." + Part(claims);
        return text + "." + Base64UrlEncoder.Encode(OtherKey.Rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
