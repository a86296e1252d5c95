using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Dashboard.Auth.EntraId;

/// <summary>Signs people in at Entra ID: authorization code with PKCE and a nonce, answered by a POST of a form. State, correlation cookie and PKCE are the framework's.</summary>
public sealed class EntraIdHandler(
    IOptionsMonitor<EntraIdHandlerOptions> options, ILoggerFactory logs, UrlEncoder encoder, EntraIdDiscovery discovery, TokenClient tokens, IdTokenCheck check)
    : OAuthHandler<EntraIdHandlerOptions>(options, logs, encoder)
{

    /// <summary>Parameter of the ticket's properties with the <see cref="Sessions.Person"/>, for whoever begins the session.</summary>
    internal const string PersonParameter = "person";

    /// <summary>Parameter of the ticket's properties with the <see cref="Tokens"/>.</summary>
    internal const string TokensParameter = "tokens";

    /// <summary>Item of the properties with the id of the session that the browser has had so far, or null.</summary>
    internal const string SessionBeforeItem = "before";

    private const string NonceItem = "nonce";
    private string authorize = "";

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        try
        {
            authorize = (await discovery.ReadAsync(Context.RequestAborted)).AuthorizationEndpoint;
        }
        catch (SignInFailedException e)
        {
            SignInFailures.Log(Logger, e);
            Response.Redirect(Links.SignInProblem(e.Problem.ToString(), properties.RedirectUri));
            return;
        }
        properties.Items[NonceItem] = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    /// <inheritdoc/>
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var query = QueryHelpers.ParseQuery(new Uri(base.BuildChallengeUrl(properties, redirectUri)).Query);
        query["nonce"] = properties.Items[NonceItem];
        query["response_mode"] = "form_post";
        return QueryHelpers.AddQueryString(authorize, query);
    }

    /// <inheritdoc/>
    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        var form = await ReadFormAsync();
        if (Options.StateDataFormat.Unprotect(form["state"]) is not { } properties) return Failed(SignInProblem.Expired, "state", null);
        // Deletes the cookie: an answer counts once, in the browser that asked.
        if (!ValidateCorrelationId(properties)) return Failed(SignInProblem.Expired, "correlation", properties);
        if (form["error"].ToString() is { Length: > 0 } error) return Failed(ProblemOf(error), $"authorize: {ErrorCode.Of(error)}", properties);
        if (form["code"].ToString() is not { Length: > 0 } code) return Failed(SignInProblem.Refused, "authorize: no code", properties);
        try
        {
            var answer = await tokens.RedeemAsync(code, properties.Items[OAuthConstants.CodeVerifierKey]!, BuildRedirectUri(Options.CallbackPath), Context.RequestAborted);
            var person = await check.ReadAsync(answer, properties.Items[NonceItem], Context.RequestAborted);
            var kept = new AuthenticationProperties { RedirectUri = properties.RedirectUri };
            kept.Items[SessionBeforeItem] = properties.Items.TryGetValue(SessionBeforeItem, out var before) ? before : null;
            kept.SetParameter(TokensParameter, answer);
            kept.SetParameter(PersonParameter, person);
            return HandleRequestResult.Success(new(new ClaimsPrincipal(), kept, Scheme.Name));
        }
        catch (SignInFailedException e)
        {
            return HandleRequestResult.Fail(e, properties);
        }
    }

    // Anybody can post here: no more is read than an answer needs.
    private async Task<IFormCollection> ReadFormAsync()
    {
        if (!HttpMethods.IsPost(Request.Method) || !Request.HasFormContentType) return FormCollection.Empty;
        if (Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = 64 * 1024;
        try
        {
            return await Request.ReadFormAsync(new FormOptions { ValueCountLimit = 32, KeyLengthLimit = 256, ValueLengthLimit = 32 * 1024 }, Context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return FormCollection.Empty;
        }
    }

    private static SignInProblem ProblemOf(string error) => error switch
    {
        "access_denied" or "consent_required" or "interaction_required" or "login_required" => SignInProblem.Cancelled,
        "temporarily_unavailable" or "server_error" => SignInProblem.Unavailable,
        _ => SignInProblem.Refused,
    };

    private static HandleRequestResult Failed(SignInProblem problem, string reason, AuthenticationProperties? properties) =>
        HandleRequestResult.Fail(new SignInFailedException(problem, reason), properties);
}
