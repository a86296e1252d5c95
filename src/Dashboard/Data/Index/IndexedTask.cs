namespace Dashboard.Data.Index;

/// <summary>What the index holds of one task. Instants are UTC in Unix milliseconds, 0 for none; batch and template 0 for none.</summary>
public sealed record IndexedTask
{
    /// <summary>INCS task id.</summary>
    public required long Id { get; init; }

    /// <summary>INCS status.</summary>
    public required int Status { get; init; }

    /// <summary>Name of the task.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>Phone of the customer.</summary>
    public required string Phone { get; init; }

    /// <summary>Account that has the task.</summary>
    public required string Assignee { get; init; }

    /// <summary>Authorisation id.</summary>
    public required long AuthId { get; init; }

    /// <summary>Creation id.</summary>
    public required long CreationId { get; init; }

    /// <summary>Batch that it came from.</summary>
    public required long Batch { get; init; }

    /// <summary>Template of the batch's line.</summary>
    public required long Template { get; init; }

    /// <summary>When it was created.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required long UpdatedAt { get; init; }

    /// <summary>When its newest log entry was written.</summary>
    public required long LastLogAt { get; init; }

    /// <summary>When somebody first did something with it.</summary>
    public required long FirstActionAt { get; init; }

    /// <summary>When it became final.</summary>
    public required long EndedAt { get; init; }
}
