namespace Dashboard.Data;

/// <summary>How far the mirror has read, in windows of the tasks' created time.</summary>
public sealed class SyncWindow
{
    /// <summary>Start of the window (UTC, inclusive); the key.</summary>
    public DateTimeOffset StartAt { get; set; }

    /// <summary>End of the window (UTC, exclusive).</summary>
    public DateTimeOffset EndAt { get; set; }

    /// <summary>When it was last read whole (UTC).</summary>
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>Tasks in it that were not final at <see cref="ReadAt"/>, or were counted but not seen; 0 means it need not be read again once it is a day old.</summary>
    public int OpenTasks { get; set; }
}
