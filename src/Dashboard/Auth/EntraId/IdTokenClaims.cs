using Dashboard.Auth.Sessions;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Dashboard.Auth.EntraId;

/// <summary>Reads a person from a checked id_token.</summary>
internal static class IdTokenClaims
{
    /// <summary>A claim's text, or null when there is none.</summary>
    public static string? Text(this JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) && value.Length > 0 ? value : null;

    /// <summary>The person; of the roles, those that the dashboard knows.</summary>
    /// <exception cref="SignInFailedException">There is nothing to know the person by.</exception>
    public static Person ToPerson(this JsonWebToken token)
    {
        var id = token.Text("oid") ?? token.Text("sub") ?? throw new SignInFailedException(SignInProblem.Refused, "id_token: no oid");
        var account = token.Text("preferred_username") ?? token.Text("email") ?? id;
        var roles = token.Claims.Where(x => x.Type == Roles.ClaimType).Select(x => x.Value).Intersect(Roles.All, StringComparer.Ordinal);
        return new(token.Text("name") ?? account, account, [.. roles]) { ObjectId = id, TenantId = token.Text("tid"), ProviderSession = token.Text("sid") };
    }
}
