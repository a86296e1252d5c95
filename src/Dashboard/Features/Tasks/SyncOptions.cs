using System.ComponentModel.DataAnnotations;

namespace Dashboard.Features.Tasks;

/// <summary>Section <c>Sync</c>: how the mirror is kept fresh.</summary>
public sealed class SyncOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Sync";

    /// <summary>Seconds between two passes.</summary>
    [Range(1, 3600)] public int IntervalSeconds { get; set; } = 15;

    /// <summary>How many days back the mirror reaches.</summary>
    [Range(1, 3650)] public int LookbackDays { get; set; } = 30;

    /// <summary>Hours between two full checks of the mirror against what INCS counts.</summary>
    [Range(1, 168)] public int CheckHours { get; set; } = 6;
}
