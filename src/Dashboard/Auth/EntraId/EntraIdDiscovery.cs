using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dashboard.Auth.EntraId;

/// <summary>Entra ID's addresses and signing keys, read when first needed and kept. While they can't be read, each use tries again.</summary>
public sealed class EntraIdDiscovery : IDisposable
{
    /// <summary>Name of the <see cref="HttpClient"/> with which Entra ID is called.</summary>
    public const string Http = "EntraId";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TimeProvider time;
    private readonly HttpClient client;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> configuration;

    // Else a changed key is read in the background, and the first sign-in with it fails.
    static EntraIdDiscovery() => AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

    /// <summary>Reads nothing yet.</summary>
    public EntraIdDiscovery(IHttpClientFactory clients, IOptions<EntraIdOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(options);
        this.time = time;
        client = clients.CreateClient(Http);
        configuration = new($"{options.Value.Authority}/v2.0/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(client))
        {
            RefreshInterval = TimeSpan.FromSeconds(5),
        };
    }

    /// <summary>What is known; read now if it is not.</summary>
    /// <exception cref="SignInFailedException">Entra ID does not answer, or not in a way that can be read.</exception>
    public async Task<OpenIdConnectConfiguration> ReadAsync(CancellationToken cancellationToken)
    {
        // Those who come while it hangs wait for one try, not for each other's.
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var found = await configuration.GetConfigurationAsync(either.Token);
            return IsHttps(found.AuthorizationEndpoint) && IsHttps(found.EndSessionEndpoint ?? found.AuthorizationEndpoint) && !string.IsNullOrEmpty(found.Issuer)
                ? found
                : throw new SignInFailedException(SignInProblem.Unavailable, "discovery without usable addresses");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is InvalidOperationException or OperationCanceledException or HttpRequestException or IOException)
        {
            throw new SignInFailedException(SignInProblem.Unavailable, "discovery");
        }
    }

    /// <summary>What Entra ID says now, for a signature by a key that is not known.</summary>
    /// <exception cref="SignInFailedException">As <see cref="ReadAsync"/>.</exception>
    public Task<OpenIdConnectConfiguration> ReadAgainAsync(CancellationToken cancellationToken)
    {
        configuration.RequestRefresh();
        return ReadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static bool IsHttps(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
