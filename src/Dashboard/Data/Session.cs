namespace Dashboard.Data;

/// <summary>Somebody who is signed in in a browser: what every server goes by, whatever the browser's cookie says.</summary>
public sealed class Session
{
    /// <summary>Random; the cookie holds it.</summary>
    public required string Id { get; set; }

    /// <summary>Account name.</summary>
    public required string Account { get; set; }

    /// <summary>Display name.</summary>
    public required string Name { get; set; }

    /// <summary>The person's id in the directory (<c>oid</c>), or null for a development sign-in.</summary>
    public string? ObjectId { get; set; }

    /// <summary>The directory's id (<c>tid</c>), or null for a development sign-in.</summary>
    public string? TenantId { get; set; }

    /// <summary>The session at the provider (<c>sid</c>), or null.</summary>
    public string? ProviderSession { get; set; }

    /// <summary>App roles, separated by spaces; may be none.</summary>
    public required string Roles { get; set; }

    /// <summary>When the person signed in (UTC).</summary>
    public DateTimeOffset IssuedAt { get; set; }

    /// <summary>When a request last came with it (UTC), give or take a minute.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When the provider was last asked whether the person still has these roles (UTC), answered or not.</summary>
    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>When the person signed out, or the provider withdrew (UTC); null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The last id_token, encrypted, for signing out at the provider; null for a development sign-in or after the end.</summary>
    public byte[]? IdToken { get; set; }

    /// <summary>With what the provider is asked again, encrypted; null when it can't be, or after the end.</summary>
    public byte[]? Grant { get; set; }
}
