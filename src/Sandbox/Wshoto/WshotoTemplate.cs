using System.Text.Json.Nodes;

namespace Sandbox.Wshoto;

/// <summary>A simulated template, with the members of the seed document.</summary>
public sealed record WshotoTemplate
{
    /// <summary><c>template_id</c>.</summary>
    public required long Id { get; init; }

    /// <summary><c>template_name</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>template_type</c>.</summary>
    public required int Type { get; init; }

    /// <summary><c>priority</c>.</summary>
    public required int Priority { get; init; }

    /// <summary><c>create_user_id</c>.</summary>
    public required string Creator { get; init; }

    /// <summary><c>delay_type</c>.</summary>
    public required int DelayType { get; init; }

    /// <summary><c>create_time</c> (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>status</c>.</summary>
    public required int Status { get; init; }

    /// <summary><c>task_mode</c>.</summary>
    public required int TaskMode { get; init; }

    /// <summary><c>task_ext_type</c>; left out when null.</summary>
    public int? ExtType { get; init; }

    /// <summary><c>source</c>.</summary>
    public required int Source { get; init; }

    /// <summary><c>error_info</c>.</summary>
    public string ErrorInfo { get; init; } = "";

    /// <summary><c>filter_type</c>.</summary>
    public required int FilterType { get; init; }

    /// <summary><c>filter_range_info</c>: JSON in a string, or what stands there instead.</summary>
    public string? FilterRangeInfo { get; init; }

    /// <summary><c>explain</c>.</summary>
    public required JsonNode? Explain { get; init; }

    /// <summary><c>verbal_wrap</c>.</summary>
    public required JsonNode? VerbalWrap { get; init; }

    /// <summary>Whether its times are in milliseconds, as sibling APIs of the vendor write them.</summary>
    public bool Milliseconds { get; init; }

    /// <summary>How many employees carry it out.</summary>
    public int Employees { get; init; }
}
