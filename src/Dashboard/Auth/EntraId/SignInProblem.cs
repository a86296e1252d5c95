namespace Dashboard.Auth.EntraId;

/// <summary>Why a sign-in did not work, as far as the person at the browser can do something about it.</summary>
public enum SignInProblem
{
    /// <summary>The person gave up at Entra ID, or did not consent.</summary>
    Cancelled,

    /// <summary>Entra ID does not answer.</summary>
    Unavailable,

    /// <summary>The answer belongs to no sign-in that this browser has begun: it took too long, came twice, or began elsewhere.</summary>
    Expired,

    /// <summary>The account belongs to a directory whose people are not let in.</summary>
    OtherTenant,

    /// <summary>Entra ID refused, or its answer can't be trusted.</summary>
    Refused,
}

/// <summary>A sign-in that did not work. Its text is for the log and holds no value of any answer.</summary>
/// <param name="problem">What the person is told.</param>
/// <param name="reason">What the log says: a step or the kind of error, never a token or an exception's text.</param>
public sealed class SignInFailedException(SignInProblem problem, string reason) : Exception($"{problem} ({reason})")
{
    /// <summary>What the person is told.</summary>
    public SignInProblem Problem { get; } = problem;
}
