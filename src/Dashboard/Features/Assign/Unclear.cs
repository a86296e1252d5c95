using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>An assignment without a clear answer, and when its task can have been created.</summary>
/// <param name="Assignment">It, Unknown.</param>
/// <param name="IsCancelled">Whether its batch was cancelled: then it is not sent again.</param>
/// <param name="Attempts">How many POSTs of it got no clear answer.</param>
internal sealed record Unclear(Assignment Assignment, bool IsCancelled, int Attempts)
{
    /// <summary>By what INCS is searched for it: a customer has at most one assignment without a clear answer.</summary>
    public (long AuthId, string Phone) Customer => (Assignment.AuthId, Assignment.UserPhone);

    /// <summary>Its task is not older than this (UTC).</summary>
    public DateTimeOffset From => Assignment.FirstClaimedAt ?? Assignment.ClaimedAt ?? Assignment.ChangedAt;

    /// <summary>From here on INCS has all the time it gets to create the task (UTC): no POST of it can leave or be answered any more.</summary>
    /// <param name="timeout"><c>Incs:TimeoutSeconds</c>.</param>
    public DateTimeOffset SilentSince(TimeSpan timeout)
    {
        // A process that was only cut off, not dead, may send what it has claimed until the lease is over, and wait for the answer.
        var last = Assignment.Reason == AssignmentReasons.OwnerLost && Assignment.ClaimedAt is { } claimed ? claimed + Lane.Lease + timeout : Assignment.ChangedAt;
        return last > Assignment.ChangedAt ? last : Assignment.ChangedAt;
    }

    /// <summary>Whether a task of INCS is its own, by everything that was sent.</summary>
    public bool Matches(Upstream.Incs.IncsTask task) => Assignment.Name == task.Name && Assignment.AssigneeUsername == task.AssigneeUsername;
}

/// <summary>What a search came to for one of them.</summary>
/// <param name="Of">The one.</param>
/// <param name="To">The state it goes to; Unknown: it is searched for again.</param>
/// <param name="Reason">Its reason there.</param>
/// <param name="Task">The task that was found, or null.</param>
/// <param name="Looked">Whether the search counts as one that proves absence.</param>
internal sealed record Verdict(Unclear Of, AssignmentState To, string? Reason, Upstream.Incs.IncsTask? Task, bool Looked);
