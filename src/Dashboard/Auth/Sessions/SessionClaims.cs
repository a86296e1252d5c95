using System.Security.Claims;
using Dashboard.Data;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Dashboard.Auth.Sessions;

/// <summary>A session as the person that pages and endpoints see.</summary>
public static class SessionClaims
{
    private const string IdType = "session";

    /// <summary>The person with the session's roles.</summary>
    public static ClaimsPrincipal ToPrincipal(this Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        List<Claim> claims = [new("name", session.Name), new("preferred_username", session.Account), new(IdType, session.Id)];
        if (session.ObjectId is not null) claims.Add(new("oid", session.ObjectId));
        if (session.TenantId is not null) claims.Add(new("tid", session.TenantId));
        claims.AddRange(session.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(x => new Claim(Roles.ClaimType, x)));
        return new(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme, "name", Roles.ClaimType));
    }

    /// <summary>Id of the session that somebody is signed in with, or null.</summary>
    public static string? SessionId(this ClaimsPrincipal user) => user.FindFirstValue(IdType);

    /// <summary>Whether somebody still has just the roles of the session.</summary>
    public static bool HasRolesOf(this ClaimsPrincipal user, Session session)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(session);
        return string.Join(' ', user.FindAll(Roles.ClaimType).Select(x => x.Value)) == session.Roles;
    }
}
