using System.ComponentModel.DataAnnotations;

namespace Dashboard.Shared;

/// <summary>Section <c>RateLimits</c>: how often somebody may ask for what costs much, or guess.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "RateLimits";

    /// <summary>Sign-ins begun from one address, in a minute.</summary>
    [Range(1, 100_000)] public int SignInsPerMinute { get; set; } = 60;

    /// <summary>Sheets that one person uploads, in a minute.</summary>
    [Range(1, 100_000)] public int UploadsPerMinute { get; set; } = 30;

    /// <summary>Files that one person downloads, in a minute.</summary>
    [Range(1, 100_000)] public int ExportsPerMinute { get; set; } = 30;
}
