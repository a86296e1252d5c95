using System.ComponentModel.DataAnnotations;

namespace Dashboard.Shared;

/// <summary>Section <c>Tasks</c>: what counts as stale.</summary>
public sealed class TasksOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Tasks";

    /// <summary>A task that is not final is stale when its log has no entry for longer than this, in hours.</summary>
    [Range(1, 8760)] public int StaleAfterHours { get; set; } = 48;

    /// <summary>The same as a span.</summary>
    public TimeSpan StaleAfter => TimeSpan.FromHours(StaleAfterHours);

    /// <summary>The same as the task grid's address writes it.</summary>
    public string StaleAfterText => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{StaleAfterHours}h");
}
