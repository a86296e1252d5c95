using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Where a batch stands, in numbers.</summary>
public sealed record BatchProgress
{
    /// <summary>The batch.</summary>
    public required long BatchId { get; init; }

    /// <summary>Its state.</summary>
    public BatchState State { get; init; }

    /// <summary>Why it is in that state (a <see cref="BatchReasons"/> code), or null.</summary>
    public string? StateReason { get; init; }

    /// <summary>When it was finished (UTC), or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Nothing is sent before this (UTC); null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Whether only its first few are sent before a person is asked.</summary>
    public bool IsCanary { get; init; }

    /// <summary>Waiting to be sent.</summary>
    public int Pending { get; init; }

    /// <summary>On the wire, or about to be.</summary>
    public int Sending { get; init; }

    /// <summary>INCS has the task.</summary>
    public int Assigned { get; init; }

    /// <summary>INCS refused it.</summary>
    public int Rejected { get; init; }

    /// <summary>No clear answer.</summary>
    public int Unknown { get; init; }

    /// <summary>A person must decide.</summary>
    public int Held { get; init; }

    /// <summary>Cancelled before it was sent.</summary>
    public int Cancelled { get; init; }

    /// <summary>Outcomes a second over the last seconds; null while it is not known.</summary>
    public double? PerSecond { get; init; }

    /// <summary>All assignments.</summary>
    public int Total => Pending + Sending + Unknown + Settled;

    /// <summary>Those with which the server is done.</summary>
    public int Settled => Assigned + Rejected + Held + Cancelled;

    /// <summary>Whole percent that is settled, rounded down: 100 means all.</summary>
    public int Percent => Total == 0 ? 0 : (int)(100L * Settled / Total);

    /// <summary>How long the rest takes at <see cref="PerSecond"/>; null while that is not known or nothing is left.</summary>
    public TimeSpan? TimeLeft => PerSecond is > 0 and var rate && Total > Settled ? TimeSpan.FromSeconds((Total - Settled) / rate) : null;

    /// <summary>The number in one state.</summary>
    public int Of(AssignmentState state) => state switch
    {
        AssignmentState.Pending => Pending,
        AssignmentState.Sending => Sending,
        AssignmentState.Assigned => Assigned,
        AssignmentState.Rejected => Rejected,
        AssignmentState.Unknown => Unknown,
        AssignmentState.Held => Held,
        AssignmentState.Cancelled => Cancelled,
    };

    /// <summary>From the numbers by state.</summary>
    public static BatchProgress From(Batch batch, IReadOnlyDictionary<AssignmentState, int> counts)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(counts);
        return new()
        {
            BatchId = batch.Id,
            State = batch.State,
            StateReason = batch.StateReason,
            FinishedAt = batch.FinishedAt,
            StartAt = batch.StartAt,
            IsCanary = batch.CanaryLastId is not null,
            Pending = counts.GetValueOrDefault(AssignmentState.Pending),
            Sending = counts.GetValueOrDefault(AssignmentState.Sending),
            Assigned = counts.GetValueOrDefault(AssignmentState.Assigned),
            Rejected = counts.GetValueOrDefault(AssignmentState.Rejected),
            Unknown = counts.GetValueOrDefault(AssignmentState.Unknown),
            Held = counts.GetValueOrDefault(AssignmentState.Held),
            Cancelled = counts.GetValueOrDefault(AssignmentState.Cancelled),
        };
    }
}
