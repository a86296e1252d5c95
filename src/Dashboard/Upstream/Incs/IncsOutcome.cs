namespace Dashboard.Upstream.Incs;

/// <summary>What became of one create POST: a closed set.</summary>
public abstract record IncsOutcome
{
    private IncsOutcome()
    {
    }

    /// <summary>INCS has created the task.</summary>
    /// <param name="Task">The task as answered.</param>
    public sealed record Created(IncsTask Task) : IncsOutcome;

    /// <summary>INCS refused it; no task was created.</summary>
    /// <param name="Message">The upstream's words.</param>
    public sealed record Refused(string Message) : IncsOutcome;

    /// <summary>INCS refused it because the customer has a task that is not finished.</summary>
    /// <param name="Message">The upstream's words.</param>
    public sealed record OpenTask(string Message) : IncsOutcome;

    /// <summary>The token was refused (401 or 403, by the envelope or by HTTP); no task was created.</summary>
    /// <param name="Message">The upstream's words.</param>
    public sealed record Unauthorised(string Message) : IncsOutcome;

    /// <summary>Too many requests (429); no task was created.</summary>
    /// <param name="RetryAfter">How long to wait, where the answer says so.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : IncsOutcome;

    /// <summary>The request surely did not reach the application: connection refused, DNS, TLS before the request.</summary>
    /// <param name="Why">What happened, without secrets.</param>
    public sealed record NotSent(string Why) : IncsOutcome;

    /// <summary>No clear answer: the task may or may not exist.</summary>
    /// <param name="Cause">The kind of unclearness.</param>
    /// <param name="Why">What happened, without secrets.</param>
    public sealed record Unknown(UnknownCause Cause, string Why) : IncsOutcome;
}

/// <summary>Why an outcome is unknown.</summary>
public enum UnknownCause
{
    /// <summary>No answer within <c>Incs:TimeoutSeconds</c>.</summary>
    TimedOut,

    /// <summary>The connection broke before a whole answer came.</summary>
    ConnectionLost,

    /// <summary>A 5xx, a gateway's page, cut or foreign JSON.</summary>
    UnclearAnswer,
}

/// <summary>One POST and its outcome.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="HttpStatus">HTTP status, or null when no answer came.</param>
/// <param name="Message">The upstream's message or what happened, at most 500 characters, without secrets; or null.</param>
/// <param name="StartedAt">When it began (UTC).</param>
/// <param name="Duration">How long it took.</param>
public sealed record IncsAttempt(IncsOutcome Outcome, int? HttpStatus, string? Message, DateTimeOffset StartedAt, TimeSpan Duration);
