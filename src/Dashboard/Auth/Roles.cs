using System.Security.Claims;

namespace Dashboard.Auth;

/// <summary>App roles, as in the <c>roles</c> claim; a higher one includes what the lower ones may do.</summary>
public static class Roles
{
    /// <summary>Sees grids and pages, with personal data masked.</summary>
    public const string Viewer = "Viewer";

    /// <summary>Sees everything; uploads, confirms, pauses, resumes, cancels and exports.</summary>
    public const string Manager = "Manager";

    /// <summary>All of that, the audit log and the settings.</summary>
    public const string Admin = "Admin";

    /// <summary>All of them, the lowest first.</summary>
    public static readonly IReadOnlyList<string> All = [Viewer, Manager, Admin];

    /// <summary>Claim type that carries the role.</summary>
    public const string ClaimType = "roles";

    /// <summary>Whether the user may see phones and amounts unmasked.</summary>
    public static bool MaySeePersonalData(this ClaimsPrincipal user) => user.IsInRole(Manager) || user.IsInRole(Admin);

    /// <summary>Account name for the audit log and for "uploaded by".</summary>
    public static string AccountName(this ClaimsPrincipal user) =>
        user.FindFirstValue("preferred_username") ?? user.Identity?.Name ?? "unknown";
}

/// <summary>Names of the authorisation policies.</summary>
public static class Policies
{
    /// <summary>Any role. The fallback: a page or endpoint that names no policy has this one.</summary>
    public const string View = "View";

    /// <summary>Manager or Admin.</summary>
    public const string Manage = "Manage";

    /// <summary>Admin only.</summary>
    public const string Administer = "Administer";
}
