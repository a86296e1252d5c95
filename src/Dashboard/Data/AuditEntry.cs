namespace Dashboard.Data;

/// <summary>One line of the audit log: who did what, when, to what, from where. Never changed once written.</summary>
public sealed class AuditEntry
{
    /// <summary>Key, ascending in time.</summary>
    public long Id { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Account that acted.</summary>
    public required string Who { get; set; }

    /// <summary>What was done, such as <c>batch.confirm</c>.</summary>
    public required string Action { get; set; }

    /// <summary>What it was done to, such as <c>batch 12</c>; or null.</summary>
    public string? Target { get; set; }

    /// <summary>Figures and codes in no language (<c>rows=20; end=Completed</c>) or a name, never personal data; or null.</summary>
    public string? Detail { get; set; }

    /// <summary>Remote address of the request, or null where there was none.</summary>
    public string? Address { get; set; }
}
