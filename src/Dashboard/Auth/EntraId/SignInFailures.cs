namespace Dashboard.Auth.EntraId;

/// <summary>What the log says of sign-ins that did not work.</summary>
internal static class SignInFailures
{
    /// <summary>Writes the step and the kind of error.</summary>
    public static void Log(ILogger log, SignInFailedException failure) => log.LogWarning("A sign-in did not work: {Reason}", failure.Message);
}
