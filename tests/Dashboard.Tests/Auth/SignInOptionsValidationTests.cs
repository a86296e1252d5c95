using Dashboard.Auth;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Tests.Auth;

public sealed class SignInOptionsValidationTests
{
    [Fact]
    public void Development_sign_in_is_allowed_in_the_Development_environment() =>
        Assert.True(Validate("Development", SignInMode.Development).Succeeded);

    [Theory, InlineData("Production"), InlineData("Staging")]
    public void Development_sign_in_is_refused_in_any_other_environment_naming_the_key(string environment) =>
        Assert.Contains("Authentication:Mode", Validate(environment, SignInMode.Development).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Signing_in_at_Entra_ID_is_allowed_in_any_environment() => Assert.True(Validate("Production", SignInMode.EntraId).Succeeded);

    [Theory, InlineData(0, 24, "SessionIdleHours"), InlineData(10, -1, "SessionHours"), InlineData(double.NaN, 24, "SessionIdleHours"), InlineData(10, 1e9, "SessionHours")]
    public void Hours_that_make_no_session_are_refused_naming_the_key(double idle, double limit, string key) => Assert.StartsWith(
        $"Authentication:{key} ",
        new SignInOptionsValidation(new Environment("Production")).Validate(null, new() { SessionIdleHours = idle, SessionHours = limit }).FailureMessage,
        StringComparison.Ordinal);

    [Theory, InlineData(0), InlineData(3.1), InlineData(double.NaN)]
    public void Roles_that_would_be_looked_at_too_seldom_are_refused_naming_the_key(double minutes) => Assert.StartsWith(
        "Authentication:RoleCheckMinutes ",
        new SignInOptionsValidation(new Environment("Production")).Validate(null, new() { RoleCheckMinutes = minutes }).FailureMessage,
        StringComparison.Ordinal);

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(string environment, SignInMode mode) =>
        new SignInOptionsValidation(new Environment(environment)).Validate(null, new() { Mode = mode });

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Dashboard";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
