namespace Dashboard.Data;

/// <summary>A view of the task grid that was saved under a name: its filters, order and columns.</summary>
public sealed class SavedView
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>Who has it for himself, as the audit log names people; null for the whole team.</summary>
    public string? Owner { get; set; }

    /// <summary>The grid's query, without <c>?</c>, page and open panel.</summary>
    public required string Query { get; set; }

    /// <summary>Where it stands among its owner's or the team's, ascending.</summary>
    public int Position { get; set; }

    /// <summary>Whether it stands in the menu.</summary>
    public bool Pinned { get; set; }

    /// <summary>Who saved it last.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>When it was saved last (UTC).</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
