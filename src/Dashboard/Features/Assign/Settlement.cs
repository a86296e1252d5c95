using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>What became of a claimed assignment, to be written to the journal.</summary>
/// <param name="Assignment">The assignment as claimed.</param>
/// <param name="To">The state it goes to from <see cref="AssignmentState.Sending"/>.</param>
/// <param name="Reason">Its <see cref="Assignment.Reason"/>, or null.</param>
/// <param name="Attempt">The POST, or null when none was made.</param>
public sealed record Settlement(Assignment Assignment, AssignmentState To, string? Reason, IncsAttempt? Attempt)
{
    /// <summary>The created task, or null.</summary>
    public IncsTask? Task => (Attempt?.Outcome as IncsOutcome.Created)?.Task;

    /// <summary>Whether INCS refused the token.</summary>
    public bool IsUnauthorised => Attempt?.Outcome is IncsOutcome.Unauthorised;

    /// <summary>Whether it was surely never sent: the claim does not count as an attempt.</summary>
    public bool IsUnsent => Attempt is null && To != AssignmentState.Unknown;

    /// <summary>A claim that is given back unsent.</summary>
    public static Settlement Released(Assignment assignment) => new(assignment, AssignmentState.Pending, null, null);

    /// <summary>By the outcome of the POST: only what surely created nothing may be sent again or counts as refused.</summary>
    public static Settlement Of(Assignment assignment, IncsAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        ArgumentNullException.ThrowIfNull(attempt);
        var (state, reason) = attempt.Outcome switch
        {
            // The open task may be the one that an earlier attempt without a clear answer created: it is looked for before this counts.
            IncsOutcome.OpenTask when assignment.FirstUnknownAt is not null => (AssignmentState.Unknown, AssignmentReasons.OpenTaskLater),
            IncsOutcome.Created => (AssignmentState.Assigned, null),
            IncsOutcome.Refused refused => (AssignmentState.Rejected, refused.Message),
            IncsOutcome.OpenTask => (AssignmentState.Rejected, AssignmentReasons.OpenTask),
            IncsOutcome.Unauthorised or IncsOutcome.Throttled or IncsOutcome.NotSent => (AssignmentState.Pending, null),
            IncsOutcome.Unknown { Cause: UnknownCause.TimedOut } => (AssignmentState.Unknown, AssignmentReasons.TimedOut),
            IncsOutcome.Unknown { Cause: UnknownCause.ConnectionLost } => (AssignmentState.Unknown, AssignmentReasons.ConnectionLost),
            _ => (AssignmentState.Unknown, (string?)AssignmentReasons.UnclearAnswer),
        };
        return new(assignment, state, reason, attempt);
    }
}
