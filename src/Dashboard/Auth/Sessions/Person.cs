namespace Dashboard.Auth.Sessions;

/// <summary>Who signed in: no more than the dashboard needs.</summary>
/// <param name="Name">Display name.</param>
/// <param name="Account">Account name, for the audit log.</param>
/// <param name="Roles">App roles that the dashboard knows; may be none.</param>
public sealed record Person(string Name, string Account, IReadOnlyList<string> Roles)
{
    /// <summary>The person's id in the directory (<c>oid</c>), or null.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The directory's id (<c>tid</c>), or null.</summary>
    public string? TenantId { get; init; }

    /// <summary>The session at the provider (<c>sid</c>), or null.</summary>
    public string? ProviderSession { get; init; }
}
