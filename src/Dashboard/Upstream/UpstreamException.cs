namespace Dashboard.Upstream;

/// <summary>A read from an upstream failed, retries included. Its message may be shown: it holds no address with a query, no token and no secret.</summary>
public sealed class UpstreamException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="failure">The kind of failure.</param>
    /// <param name="message">What happened, without secrets.</param>
    /// <param name="inner">The cause, or null. Never one whose message holds an address with a query.</param>
    public UpstreamException(UpstreamFailure failure, string message, Exception? inner = null) : base(message, inner) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public UpstreamFailure Failure { get; }

    /// <summary>How long the upstream asks to wait, where it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Kinds of failed reads.</summary>
public enum UpstreamFailure
{
    /// <summary>No answer: refused, reset, timed out.</summary>
    Unreachable,

    /// <summary>The token or secret was refused.</summary>
    Unauthorised,

    /// <summary>Too many requests, even after waiting.</summary>
    Throttled,

    /// <summary>The upstream says that there is no such thing, or that a parameter is wrong.</summary>
    Refused,

    /// <summary>An answer that can't be understood, or a 5xx.</summary>
    Unclear,
}
