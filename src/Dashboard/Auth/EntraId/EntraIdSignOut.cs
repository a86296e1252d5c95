using System.Security.Cryptography;
using Dashboard.Data;
using Dashboard.Auth.Sessions;
using Dashboard.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth.EntraId;

/// <summary>The way to sign out at Entra ID too, and back.</summary>
public sealed class EntraIdSignOut(EntraIdDiscovery discovery, SessionStore sessions, IOptions<EntraIdOptions> options, IDataProtectionProvider protection, ILogger<EntraIdSignOut> log)
{
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Dashboard.SignOut.State").ToTimeLimitedDataProtector();

    /// <summary>Where to sign out at Entra ID; null when it can't be reached or does not offer it.</summary>
    /// <param name="session">The session, before it ends: the address holds its id_token, so that Entra ID need not ask.</param>
    /// <param name="origin">Scheme and host under which the browser knows this server.</param>
    /// <param name="returnUrl">An address of ours.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ProviderSignOut?> FindAsync(Session session, string origin, string returnUrl, CancellationToken cancellationToken)
    {
        try
        {
            if ((await discovery.ReadAsync(cancellationToken)).EndSessionEndpoint is not { Length: > 0 } endpoint) return null;
            var query = new Dictionary<string, string?>
            {
                ["post_logout_redirect_uri"] = origin + options.Value.SignedOutCallbackPath,
                ["state"] = protector.Protect(returnUrl, TimeSpan.FromHours(1)),
                ["id_token_hint"] = sessions.IdTokenOf(session),
            };
            return new(endpoint, QueryHelpers.AddQueryString(endpoint, query.Where(x => x.Value is not null)));
        }
        catch (SignInFailedException e)
        {
            log.LogWarning("Somebody is signed out here only: {Reason}", e.Message);
            return null;
        }
    }

    /// <summary>Where somebody wanted to go who comes back from signing out; the sign-in page when that can't be told.</summary>
    public string ReturnUrl(string? state)
    {
        try
        {
            return Links.LocalOr(string.IsNullOrEmpty(state) ? null : protector.Unprotect(state), Links.SignIn);
        }
        catch (CryptographicException)
        {
            return Links.SignIn;
        }
    }
}

/// <summary>Signing out at the provider.</summary>
/// <param name="Address">Its page, without anything secret.</param>
/// <param name="WithHint">The page with the id_token: for a header only.</param>
public sealed record ProviderSignOut(string Address, string WithHint);
