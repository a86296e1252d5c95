using System.Globalization;

namespace Dashboard.Features.Assign;

/// <summary>When a batch is to start.</summary>
public enum StartTime
{
    /// <summary>At once.</summary>
    Now,

    /// <summary>After a short while in which the confirmation can be undone.</summary>
    Hold,

    /// <summary>At a set time.</summary>
    Later,
}

/// <summary>What a person chose in the review; becomes <see cref="StartOptions"/> at the moment of confirming.</summary>
public sealed class StartChoice
{
    /// <summary>How long <see cref="StartTime.Hold"/> waits.</summary>
    public const int HoldSeconds = 60;

    /// <summary>When.</summary>
    public StartTime When { get; set; }

    /// <summary>The set time as a date field writes it, in the person's zone.</summary>
    public string? LocalTime { get; set; }

    /// <summary>Whether the first few are sent before the rest.</summary>
    public bool Canary { get; set; }

    /// <summary>How many they are.</summary>
    public int CanaryCount { get; set; } = 20;

    /// <summary>Whether it pauses by itself when many are rejected.</summary>
    public bool PauseOnRejections { get; set; } = true;

    /// <summary>How many percent that is.</summary>
    public int PausePercent { get; set; } = StartOptions.UsualPausePercent;

    /// <summary>Text of what is wrong with it, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The options as of now; null with a <see cref="Problem"/> when the time can't be met.</summary>
    public StartOptions? Options(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        Problem = null;
        var at = When switch { StartTime.Now => null, StartTime.Hold => now.AddSeconds(HoldSeconds), StartTime.Later => Later(zone) };
        if (When == StartTime.Later && at is null) Problem = "StartNoTime";
        else if (When == StartTime.Later && at <= now) Problem = "StartPast";
        return Problem is not null ? null : new()
        {
            At = at, FirstOnly = Canary ? CanaryCount : null, PauseAtRejectedPercent = PauseOnRejections ? PausePercent : null,
        };
    }

    private DateTimeOffset? Later(TimeZoneInfo zone) =>
        DateTime.TryParse(LocalTime, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime() : null;
}
