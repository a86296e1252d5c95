using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace Dashboard.Auth.EntraId;

/// <summary>Asks Entra ID's token endpoint, through MSAL.</summary>
public sealed class TokenClient(IHttpClientFactory clients, IOptions<EntraIdOptions> options) : IMsalHttpClientFactory
{
    private static readonly string[] NoScopes = [];
    private readonly EntraIdOptions settings = options.Value;

    // Kept: it remembers the assertion for as long as that is valid.
    private readonly Lazy<IManagedIdentityApplication> managedIdentity = new(() => ManagedIdentityApplicationBuilder
        .Create(string.IsNullOrWhiteSpace(options.Value.Credential.ManagedIdentityClientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.WithUserAssignedClientId(options.Value.Credential.ManagedIdentityClientId))
        .Build());

    /// <summary>Redeems the code of an answer.</summary>
    /// <param name="code">The code; it works once.</param>
    /// <param name="verifier">The PKCE verifier of the sign-in that the code answers.</param>
    /// <param name="redirectUri">Where the answer came to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SignInFailedException">Entra ID refuses or does not answer, or this application can't prove itself.</exception>
    public Task<Tokens> RedeemAsync(string code, string verifier, string redirectUri, CancellationToken cancellationToken) =>
        AskAsync(client => client.AcquireTokenByAuthorizationCode(NoScopes, code).WithPkceCodeVerifier(verifier).ExecuteAsync(cancellationToken), null, redirectUri, cancellationToken);

    /// <summary>Gets new tokens for somebody who signed in before.</summary>
    /// <param name="grant"><see cref="Tokens.Grant"/> of the last ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SignInFailedException">As for a code. <see cref="SignInProblem.Expired"/>: the person would have to sign in again.</exception>
    public Task<Tokens> RenewAsync(byte[] grant, CancellationToken cancellationToken) =>
        AskAsync(
            async client =>
            {
#pragma warning disable CS0618 // One cache for one person: there is nobody else's account in it.
                var account = (await client.GetAccountsAsync()).SingleOrDefault() ?? throw new SignInFailedException(SignInProblem.Expired, "no account kept");
#pragma warning restore CS0618
                return await client.AcquireTokenSilent(NoScopes, account).WithForceRefresh(true).ExecuteAsync(cancellationToken);
            },
            grant, null, cancellationToken);

    /// <inheritdoc/>
    HttpClient IMsalHttpClientFactory.GetHttpClient() => clients.CreateClient(EntraIdDiscovery.Http);

    private async Task<Tokens> AskAsync(Func<IConfidentialClientApplication, Task<AuthenticationResult>> ask, byte[]? grant, string? redirectUri, CancellationToken cancellationToken)
    {
        try
        {
            // One client an exchange: a shared one keeps everybody's tokens in memory.
            var client = Build(redirectUri);
            client.UserTokenCache.SetBeforeAccess(access => { if (grant is not null) access.TokenCache.DeserializeMsalV3(grant); });
            client.UserTokenCache.SetAfterAccess(access => { if (access.HasStateChanged) grant = access.TokenCache.SerializeMsalV3(); });
            var answer = await ask(client);
            return new(answer.IdToken ?? throw new SignInFailedException(SignInProblem.Refused, "no id_token"), answer.AccessToken, grant is not null && HasRefreshToken(grant) ? grant : null);
        }
        catch (MsalUiRequiredException e)
        {
            throw new SignInFailedException(SignInProblem.Expired, $"token endpoint: {ErrorCode.Of(e.ErrorCode)}");
        }
        catch (MsalServiceException e)
        {
            throw new SignInFailedException(e.StatusCode is 0 or 408 or 429 or >= 500 ? SignInProblem.Unavailable : SignInProblem.Refused, $"token endpoint: HTTP {e.StatusCode}, {ErrorCode.Of(e.ErrorCode)}");
        }
        catch (MsalClientException e)
        {
            throw new SignInFailedException(SignInProblem.Refused, $"token endpoint: {ErrorCode.Of(e.ErrorCode)}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new SignInFailedException(SignInProblem.Unavailable, "token endpoint");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new SignInFailedException(SignInProblem.Refused, "AzureAd:ClientCredentials can't be read");
        }
    }

    private IConfidentialClientApplication Build(string? redirectUri)
    {
        var builder = ConfidentialClientApplicationBuilder.Create(settings.ClientId)
            .WithAuthority(settings.Authority, validateAuthority: false).WithInstanceDiscovery(false)
            .WithHttpClientFactory(this);
        if (redirectUri is not null) builder = builder.WithRedirectUri(redirectUri);
        var credential = settings.Credential;
        var source = Enum.Parse<CredentialSource>(credential.SourceType);
        return (source switch
        {
            CredentialSource.ClientSecret => builder.WithClientSecret(credential.ClientSecret),
            CredentialSource.SignedAssertionFilePath => builder.WithClientAssertion(x => File.ReadAllTextAsync(credential.AssertionFile!, x.CancellationToken)),
            CredentialSource.SignedAssertionFromManagedIdentity => builder.WithClientAssertion(x => AssertionAsync(credential, x.CancellationToken)),
            CredentialSource.Path or CredentialSource.Base64Encoded or CredentialSource.StoreWithThumbprint or CredentialSource.StoreWithDistinguishedName =>
                builder.WithCertificate(CredentialCertificate.Read(credential, source), settings.SendX5C),
        }).Build();
    }

    private static bool HasRefreshToken(byte[] grant)
    {
        using var cache = JsonDocument.Parse(grant);
        return cache.RootElement.TryGetProperty("RefreshToken", out var found) && found.ValueKind == JsonValueKind.Object && found.EnumerateObject().Any();
    }

    private async Task<string> AssertionAsync(ClientCredential credential, CancellationToken cancellationToken)
    {
        var audience = string.IsNullOrWhiteSpace(credential.TokenExchangeUrl) ? "api://AzureADTokenExchange" : credential.TokenExchangeUrl;
        return (await managedIdentity.Value.AcquireTokenForManagedIdentity(audience).ExecuteAsync(cancellationToken)).AccessToken;
    }
}

/// <summary>What Entra ID gave for a code or a renewal.</summary>
/// <param name="IdToken">Who it is; not yet checked.</param>
/// <param name="AccessToken">To hold its hash against the id_token; nothing is called with it.</param>
/// <param name="Grant">What new tokens can be got with, or null. A secret.</param>
public sealed record Tokens(string IdToken, string? AccessToken, byte[]? Grant);
