using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Auth;

/// <summary>What whoever sits before an open page may do.</summary>
public static class Rights
{
    /// <summary>Whether they may, at this moment: their roles may have changed since the page was opened.</summary>
    /// <param name="authorization">Decides.</param>
    /// <param name="authentication">Who sits before the page, as it cascades.</param>
    /// <param name="policy">One of <see cref="Policies"/>.</param>
    public static async Task<bool> MayAsync(this IAuthorizationService authorization, Task<AuthenticationState> authentication, string policy)
    {
        ArgumentNullException.ThrowIfNull(authentication);
        return await authorization.MayAsync((await authentication).User, policy);
    }

    /// <summary>Whether somebody may.</summary>
    /// <param name="authorization">Decides.</param>
    /// <param name="user">Who.</param>
    /// <param name="policy">One of <see cref="Policies"/>.</param>
    public static async Task<bool> MayAsync(this IAuthorizationService authorization, ClaimsPrincipal user, string policy) => (await authorization.AuthorizeAsync(user, policy)).Succeeded;
}
