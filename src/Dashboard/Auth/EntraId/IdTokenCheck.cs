using Dashboard.Auth.Sessions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Auth.EntraId;

/// <summary>Says whose id_token it is, if it is one that Entra ID has signed for this application, this sign-in and a directory whose people get in.</summary>
public sealed class IdTokenCheck(EntraIdDiscovery discovery, IOptions<EntraIdOptions> options)
{
    // Nothing symmetric: keys that everybody can read would do as secrets.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler tokens = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 64 * 1024 };
    private readonly EntraIdOptions settings = options.Value;

    /// <summary>Checks issuer, tenant, audience, signature, lifetime and hash of the access token; the nonce if there is one to hold it against.</summary>
    /// <param name="answer">The tokens.</param>
    /// <param name="nonce">The sign-in's nonce; null for renewed tokens, which need none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SignInFailedException">It is not to be trusted, or the keys can't be read.</exception>
    public async Task<Person> ReadAsync(Tokens answer, string? nonce, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var known = await discovery.ReadAsync(cancellationToken);
        var result = await ValidateAsync(answer.IdToken, known);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            known = await discovery.ReadAgainAsync(cancellationToken);
            result = await ValidateAsync(answer.IdToken, known);
        }
        if (!result.IsValid) throw Refused(result.Exception);
        var token = (JsonWebToken)result.SecurityToken;
        CheckProtocol(answer, token, nonce);
        CheckTenant(token, known.Issuer);
        return token.ToPerson();
    }

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration known) => tokens.ValidateTokenAsync(token, new()
    {
        ValidAudience = settings.ClientId,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = known.SigningKeys,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        IssuerValidator = (issuer, securityToken, _) => issuer == Issuer(known.Issuer, ((JsonWebToken)securityToken).Text("tid"))
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("Another issuer."),
    });

    // The shared addresses of several directories have a placeholder in their issuer.
    private static string Issuer(string known, string? tenant) => known.Replace("{tenantid}", tenant, StringComparison.OrdinalIgnoreCase);

    private void CheckTenant(JsonWebToken token, string issuer)
    {
        var tenant = token.Text("tid");
        var allowed = Guid.TryParse(tenant, out var id) && (settings.IsMultiTenant
            ? settings.AllowedTenants.Any(x => Guid.Parse(x) == id)
            : Guid.TryParse(settings.TenantId, out var own) ? own == id : issuer.Contains($"/{tenant}/", StringComparison.OrdinalIgnoreCase));
        if (!allowed) throw new SignInFailedException(SignInProblem.OtherTenant, "id_token: tid");
    }

    private void CheckProtocol(Tokens answer, JsonWebToken token, string? nonce)
    {
        try
        {
            new OpenIdConnectProtocolValidator { RequireNonce = nonce is not null, RequireStateValidation = false, RequireTimeStampInNonce = false }.ValidateTokenResponse(new()
            {
                ClientId = settings.ClientId,
                // A renewed token may repeat the first one's, which nothing is held against any more.
                Nonce = nonce ?? token.Text("nonce"),
                ProtocolMessage = new() { IdToken = answer.IdToken, AccessToken = answer.AccessToken },
                ValidatedIdToken = new(answer.IdToken),
            });
        }
        catch (OpenIdConnectProtocolInvalidNonceException)
        {
            throw new SignInFailedException(SignInProblem.Expired, "id_token: nonce");
        }
        catch (OpenIdConnectProtocolException e)
        {
            throw Refused(e);
        }
    }

    // The kind only: the texts repeat what the token holds.
    private static SignInFailedException Refused(Exception e) => new(SignInProblem.Refused, $"id_token: {e.GetType().Name}");
}
