namespace Dashboard.Data;

/// <summary>A Wshoto template as a list or a page last saw it, kept for when Wshoto can't be read; and whether it is a favourite of the team.</summary>
public sealed class KnownTemplate
{
    /// <summary>Template id; beyond 2^53 (source: <c>template_id</c>).</summary>
    public long Id { get; set; }

    /// <summary>Name; empty where it was never seen.</summary>
    public required string Name { get; set; }

    /// <summary>Type as Wshoto numbers it.</summary>
    public int? Type { get; set; }

    /// <summary>Status as Wshoto numbers it.</summary>
    public int? Status { get; set; }

    /// <summary>Priority as Wshoto numbers it.</summary>
    public int? Priority { get; set; }

    /// <summary>Who made it, as Wshoto names people.</summary>
    public required string Creator { get; set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it was last changed (UTC).</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>When it ends (UTC).</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>When Wshoto last gave it so (UTC), a few minutes exact; null where it never did.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>Who made it a favourite of the team, as the audit log names people; null where it is none.</summary>
    public string? FavouriteBy { get; set; }

    /// <summary>When it was made a favourite (UTC); null where it is none.</summary>
    public DateTimeOffset? FavouriteAt { get; set; }
}
