using Microsoft.Extensions.Options;

namespace Dashboard.Auth;

/// <summary>Section <c>Authentication</c>: how people sign in.</summary>
public sealed class SignInOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Authentication";

    /// <summary>Key <c>Authentication:Mode</c>.</summary>
    public SignInMode Mode { get; set; } = SignInMode.EntraId;

    /// <summary>Key <c>Authentication:SessionIdleHours</c>: after how many hours without a request somebody is signed out.</summary>
    public double SessionIdleHours { get; set; } = 10;

    /// <summary>Key <c>Authentication:SessionHours</c>: after how many hours somebody has to sign in again, whatever they do.</summary>
    public double SessionHours { get; set; } = 24;

    /// <summary>Key <c>Authentication:RoleCheckMinutes</c>: how often the provider is asked whether somebody with an open page still has their roles.</summary>
    public double RoleCheckMinutes { get; set; } = 3;

    /// <summary><see cref="RoleCheckMinutes"/> as a time.</summary>
    public TimeSpan RoleCheck => TimeSpan.FromMinutes(RoleCheckMinutes);

    /// <summary><see cref="SessionIdleHours"/> as a time.</summary>
    public TimeSpan SessionIdle => TimeSpan.FromHours(SessionIdleHours);

    /// <summary><see cref="SessionHours"/> as a time.</summary>
    public TimeSpan SessionLimit => TimeSpan.FromHours(SessionHours);
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
        string[] errors = [.. Errors(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(SignInOptions options)
    {
        if (options.Mode == SignInMode.Development && !environment.IsDevelopment())
            yield return $"Authentication:Mode is Development, which lets anyone in, but the environment is {environment.EnvironmentName}. Set Authentication:Mode=EntraId.";
        if (options.SessionIdleHours is not (> 0 and <= 24 * 30)) yield return "Authentication:SessionIdleHours must be more than 0 and at most 720.";
        if (options.RoleCheckMinutes is not (> 0 and <= 3)) yield return "Authentication:RoleCheckMinutes must be more than 0 and at most 3.";
        if (options.SessionHours is not (> 0 and <= 24 * 30)) yield return "Authentication:SessionHours must be more than 0 and at most 720.";
    }
}
