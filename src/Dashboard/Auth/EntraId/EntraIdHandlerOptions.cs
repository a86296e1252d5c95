using Microsoft.AspNetCore.Authentication.OAuth;

namespace Dashboard.Auth.EntraId;

/// <summary>The framework's options of a remote sign-in, filled from <see cref="EntraIdOptions"/>.</summary>
public sealed class EntraIdHandlerOptions : OAuthOptions
{
    /// <summary>Nothing to check here: <see cref="EntraIdOptionsValidation"/> has done it, and the addresses come from discovery.</summary>
    public override void Validate()
    {
    }
}
