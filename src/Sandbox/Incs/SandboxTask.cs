namespace Sandbox.Incs;

/// <summary>A task as it was created. What became of it since is <see cref="TaskFate"/>.</summary>
public sealed record SandboxTask
{
    /// <summary>Task id.</summary>
    public required long Id { get; init; }

    /// <summary>Creation id, another with each create call.</summary>
    public required long CreationId { get; init; }

    /// <summary>Authorisation id.</summary>
    public required long AuthId { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Description, or empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Customer's name, or empty.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Customer's phone.</summary>
    public required string UserPhone { get; init; }

    /// <summary>Who has it.</summary>
    public required string AssigneeUsername { get; init; }

    /// <summary>When it was created, by INCS's clock (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was created, by the real clock (UTC).</summary>
    public required DateTimeOffset ReallyCreatedAt { get; init; }

    /// <summary>How slowly it moves: 1 for within minutes.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>Number of the POST that made it; 0 for a seeded one.</summary>
    public int Post { get; init; }
}
