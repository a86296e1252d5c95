using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.Support;

/// <summary>An identity provider in memory with Entra ID's addresses, which signs what a test wants it to.</summary>
public sealed class EntraDouble
{
    public const string Secret = "client-secret-7f3a";
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> codes = new();
    private RsaSecurityKey key = NewKey();

    public EntraDouble() => Server = new Endpoints(this);

    public static string Tenant => "0b1f7b5e-2f7d-4a55-9c0f-6a6f0c6c7d11";

    public static string ClientId => "5c0e51b1-34a5-4a5c-8d0a-8d4d4f0f2a22";

    public static string Issuer => $"https://login.test/{Tenant}/v2.0";

    /// <summary>The section <c>AzureAd</c> of an application registered here.</summary>
    public Dictionary<string, string> Settings { get; } = new()
    {
        ["Instance"] = "https://login.test/", ["TenantId"] = Tenant, ["ClientId"] = ClientId, ["ClientSecret"] = Secret,
    };

    public HttpMessageHandler Server { get; }

    /// <summary>The key of the next signatures; the only one that is published.</summary>
    public RsaSecurityKey Key => key;

    /// <summary>Whether nobody answers.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether it takes every question and never answers.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Roles of the person who signs in.</summary>
    public string[] Roles { get; set; } = ["Manager"];

    /// <summary>Changes the id_token before it is signed.</summary>
    public Action<Dictionary<string, object>> Claims { get; set; } = _ => { };

    /// <summary>Signs in place of the provider: takes the claims, returns the token.</summary>
    public Func<Dictionary<string, object>, string>? Sign { get; set; }

    /// <summary>What the token endpoint answers instead; null: as it should.</summary>
    public Func<HttpResponseMessage>? TokenAnswer { get; set; }

    /// <summary>What the application proves itself with; by the secret unless told otherwise.</summary>
    public Func<Dictionary<string, string>, bool> IsProof { get; set; } = form => form.GetValueOrDefault("client_secret") == Secret;

    /// <summary>Fields of the last request to the token endpoint.</summary>
    public Dictionary<string, string> Proof { get; private set; } = [];

    /// <summary>Every id_token, access token and refresh token that was given out, and every code.</summary>
    public ConcurrentBag<string> Secrets { get; } = [Secret];

    /// <summary>How often each path was asked.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public void RotateKey() => key = NewKey();

    public static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    /// <summary>What the person's browser would bring back: the fields of the form.</summary>
    public Dictionary<string, string> Answer(Uri authorize)
    {
        ArgumentNullException.ThrowIfNull(authorize);
        var query = QueryHelpers.ParseQuery(authorize.Query);
        var code = "code-" + Guid.NewGuid().ToString("N");
        codes[code] = (query["nonce"]!, query["code_challenge"]!);
        Secrets.Add(code);
        return new() { ["code"] = code, ["state"] = query["state"]! };
    }

    public static string Sha256Half(string text) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(text))[..16]);

    public string SignRs256(Dictionary<string, object> claims, SecurityKey? with = null, string algorithm = SecurityAlgorithms.RsaSha256) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(JsonSerializer.Serialize(claims), new SigningCredentials(with ?? key, algorithm));

    private string IdToken(string nonce, string accessToken)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Dictionary<string, object> claims = new()
        {
            ["iss"] = Issuer, ["aud"] = ClientId, ["iat"] = now, ["nbf"] = now, ["exp"] = now + 3600, ["sub"] = "subject-1", ["oid"] = "object-1", ["tid"] = Tenant,
            ["name"] = "Mei Manager", ["preferred_username"] = "mei@contoso.test", ["roles"] = Roles, ["sid"] = "provider-session-1", ["at_hash"] = Sha256Half(accessToken),
        };
        if (nonce.Length > 0) claims["nonce"] = nonce;
        Claims(claims);
        return Sign is null ? SignRs256(claims) : Sign(claims);
    }

    private HttpResponseMessage Token(Dictionary<string, string> form)
    {
        Proof = form;
        if (!IsProof(form)) return Json(new { error = "invalid_client" }, HttpStatusCode.Unauthorized);
        var nonce = "";
        if (form["grant_type"] == "authorization_code")
        {
            var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"])));
            if (!codes.TryRemove(form["code"], out var asked) || asked.Challenge != challenge) return Json(new { error = "invalid_grant" }, HttpStatusCode.BadRequest);
            nonce = asked.Nonce;
        }
        else if (!Secrets.Contains(form["refresh_token"]))
        {
            return Json(new { error = "invalid_grant" }, HttpStatusCode.BadRequest);
        }
        var access = "access-" + Guid.NewGuid().ToString("N");
        var refresh = "refresh-" + Guid.NewGuid().ToString("N");
        var id = IdToken(nonce, access);
        foreach (var secret in new[] { access, refresh, id }) Secrets.Add(secret);
        return Json(new
        {
            token_type = "Bearer", scope = "openid profile offline_access", expires_in = 3600, access_token = access, refresh_token = refresh, id_token = id,
            client_info = Base64UrlEncoder.Encode($$"""{"uid":"object-1","utid":"{{Tenant}}"}"""),
        });
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        Asked.Enqueue(path);
        if (IsDown) throw new HttpRequestException("Nobody answers.");
        if (IsSilent) await Task.Delay(Timeout.Infinite, cancellationToken);
        return path.Split('/')[^1] switch
        {
            "openid-configuration" => Json(new
            {
                issuer = Settings["TenantId"] == Tenant ? Issuer : "https://login.test/{tenantid}/v2.0", authorization_endpoint = "https://login.test/authorize", token_endpoint = "https://login.test/token",
                end_session_endpoint = "https://login.test/logout", jwks_uri = "https://login.test/keys",
            }),
            "keys" => Json(new { keys = new[] { PublicKey() } }),
            "token" when TokenAnswer is not null => TokenAnswer(),
            "token" => Token((await new FormReader(await request.Content!.ReadAsStringAsync(cancellationToken)).ReadFormAsync(cancellationToken)).ToDictionary(x => x.Key, x => x.Value.ToString())),
            _ => new(HttpStatusCode.NotFound),
        };
    }

    private object PublicKey()
    {
        var rsa = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = key.KeyId, n = Base64UrlEncoder.Encode(rsa.Modulus), e = Base64UrlEncoder.Encode(rsa.Exponent) };
    }

    private static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };

    private sealed class Endpoints(EntraDouble entra) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => entra.AnswerAsync(request, cancellationToken);
    }
}
