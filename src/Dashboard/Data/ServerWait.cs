namespace Dashboard.Data;

/// <summary>What a server's jobs wait for, so that the pages of other servers can say so too. Its row is there only while it waits.</summary>
public sealed class ServerWait
{
    /// <summary>A server that has not said so for this long is gone; clocks of servers differ a little.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(15);

    /// <summary>Names the server's process.</summary>
    public required string Server { get; set; }

    /// <summary>When the server last said so (UTC).</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Number of the <c>LaneCondition</c> for which sending waits; null while it does not.</summary>
    public int? Lane { get; set; }

    /// <summary>When sending tries again (UTC), where that is known.</summary>
    public DateTimeOffset? LaneNextTry { get; set; }

    /// <summary>Why INCS can't be searched; null while it can.</summary>
    public string? SearchWhy { get; set; }

    /// <summary>When it is searched again (UTC).</summary>
    public DateTimeOffset? SearchNextTry { get; set; }
}
