namespace Dashboard.Auth.EntraId;

/// <summary>Section <c>AzureAd</c>: the application registered at Microsoft Entra ID. Key names are those of Microsoft.Identity.Web.</summary>
public sealed class EntraIdOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "AzureAd";

    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "EntraId";

    /// <summary>Where people sign in, such as <c>https://login.microsoftonline.com/</c> or a sovereign cloud's address.</summary>
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>The directory: its id, or one of its domain names. <c>common</c> and the like need <see cref="AllowMultiTenant"/>.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The application's (client's) id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The application's secret, unless <see cref="ClientCredentials"/> says how else it proves itself.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>How the application proves itself; the first one counts.</summary>
    public IReadOnlyList<ClientCredential> ClientCredentials { get; set; } = [];

    /// <summary>Whether a certificate's chain is sent along, for registrations that trust an issuer instead of one certificate.</summary>
    public bool SendX5C { get; set; }

    /// <summary>Path to which Entra ID posts its answer; registered there as a redirect URI.</summary>
    public string CallbackPath { get; set; } = "/signin-oidc";

    /// <summary>Path to which Entra ID leads back after signing out; registered there as a redirect URI too.</summary>
    public string SignedOutCallbackPath { get; set; } = "/signout-callback-oidc";

    /// <summary>Path that Entra ID calls in a hidden frame when somebody signs out elsewhere; registered there as the front-channel logout URL.</summary>
    public string RemoteSignOutPath { get; set; } = "/signout-oidc";

    /// <summary>Whether <see cref="TenantId"/> may be <c>common</c>, <c>organizations</c> or <c>consumers</c>; then <see cref="AllowedTenants"/> says whose people get in.</summary>
    public bool AllowMultiTenant { get; set; }

    /// <summary>Ids of the directories whose people get in when <see cref="AllowMultiTenant"/> is set.</summary>
    public IReadOnlyList<string> AllowedTenants { get; set; } = [];

    /// <summary>Instance and tenant, such as <c>https://login.microsoftonline.com/contoso.onmicrosoft.com</c>.</summary>
    public string Authority => $"{Instance.TrimEnd('/')}/{TenantId}";

    /// <summary>Whether the tenant stands for many directories.</summary>
    public bool IsMultiTenant => TenantId.ToUpperInvariant() is "COMMON" or "ORGANIZATIONS" or "CONSUMERS";

    /// <summary>What the application proves itself with: the first of <see cref="ClientCredentials"/>, else <see cref="ClientSecret"/>.</summary>
    public ClientCredential Credential => ClientCredentials.Count > 0 ? ClientCredentials[0] : new() { SourceType = nameof(CredentialSource.ClientSecret), ClientSecret = ClientSecret };
}
