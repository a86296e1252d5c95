using Microsoft.Extensions.Options;

namespace Dashboard.Auth;

/// <summary>Section <c>Authentication</c>: how people sign in.</summary>
public sealed class SignInOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Authentication";

    /// <summary>Key <c>Authentication:Mode</c>.</summary>
    public SignInMode Mode { get; set; } = SignInMode.EntraId;
}

/// <summary>Values of <c>Authentication:Mode</c>.</summary>
public enum SignInMode
{
    /// <summary>Microsoft Entra ID.</summary>
    EntraId,

    /// <summary>A choice of personas without a password: only in the Development environment, only from this machine.</summary>
    Development,
}

/// <summary>Refuses to start on a sign-in that would let anybody in, or nobody.</summary>
public sealed class SignInOptionsValidation(IHostEnvironment environment) : IValidateOptions<SignInOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Mode switch
        {
            SignInMode.Development when environment.IsDevelopment() => ValidateOptionsResult.Success,
            SignInMode.Development => ValidateOptionsResult.Fail(
                $"Authentication:Mode is Development, which lets anyone in, but the environment is {environment.EnvironmentName}. Set Authentication:Mode=EntraId."),
            SignInMode.EntraId => ValidateOptionsResult.Fail(
                "Authentication:Mode is EntraId, which this version can't do yet. Nobody could sign in; use the Development environment with Authentication:Mode=Development."),
        };
    }
}
