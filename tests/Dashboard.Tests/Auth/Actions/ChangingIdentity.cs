using System.Security.Claims;
using Dashboard.Auth;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>Somebody whose roles change while a page is open, which knows of it only when it asks.</summary>
internal sealed class ChangingIdentity : ClaimsIdentity
{
    public const string Account = "pat@test";

    public ChangingIdentity() : base("test", "name", Roles.ClaimType) => Become(Roles.Admin);

    /// <inheritdoc/>
    public override bool IsAuthenticated => Claims.Any();

    /// <summary>From now on they have one role, none, or are nobody.</summary>
    public void Become(string who)
    {
        foreach (var claim in Claims.ToList()) RemoveClaim(claim);
        if (who == ActionMatrixTests.Nobody) return;
        AddClaims([new("name", "Pat"), new("preferred_username", Account)]);
        if (who != ActionMatrixTests.WithoutRole) AddClaim(new(Roles.ClaimType, who));
    }
}
