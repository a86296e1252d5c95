namespace Dashboard.Data;

/// <summary>State of the sync: one row.</summary>
public sealed class SyncState
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>When a whole pass last succeeded (UTC), or null.</summary>
    public DateTimeOffset? FreshAt { get; set; }

    /// <summary>When a pass was last tried (UTC), or null.</summary>
    public DateTimeOffset? TriedAt { get; set; }

    /// <summary>Why the last pass failed, in words without secrets; null when it succeeded.</summary>
    public string? Error { get; set; }

    /// <summary>When the pass that runs began (UTC); null when none runs. A server that fell in the middle of one leaves it until the next begins.</summary>
    public DateTimeOffset? ReadingSince { get; set; }

    /// <summary>When the next pass is due (UTC), or null before the first.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>When the first of the passes failed that have failed since the last success (UTC); null when the last succeeded.</summary>
    public DateTimeOffset? DownSince { get; set; }

    /// <summary>Tasks that INCS counts in all windows that are to be filled; null when no fill is under way.</summary>
    public int? FillTotal { get; set; }

    /// <summary>Tasks of <see cref="FillTotal"/> that the mirror has.</summary>
    public int FillDone { get; set; }

    /// <summary>Tasks a second, of late; 0 when not known yet.</summary>
    public double FillPerSecond { get; set; }

    /// <summary>When somebody last asked for a full check (UTC), or null. One that began before that does not answer it.</summary>
    public DateTimeOffset? CheckAskedAt { get; set; }

    /// <summary>When a full check began (UTC), ended or not; null before the first.</summary>
    public DateTimeOffset? CheckStartedAt { get; set; }

    /// <summary>When a full check last ended (UTC), at its end or before; null while none has. One runs while this is before <see cref="CheckStartedAt"/>.</summary>
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>Why the last check did not get to its end, in words without secrets; null when it did.</summary>
    public string? CheckError { get; set; }

    /// <summary>Windows that the last check compared.</summary>
    public int CheckWindows { get; set; }

    /// <summary>Windows whose count was not that of INCS.</summary>
    public int CheckDiffered { get; set; }

    /// <summary>Tasks that the mirror did not have.</summary>
    public int CheckAdded { get; set; }

    /// <summary>Tasks that INCS does not have any more.</summary>
    public int CheckRemoved { get; set; }

    /// <summary>Windows whose count is not that of INCS though they were read again.</summary>
    public int CheckStillDiffering { get; set; }
}
