using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>When and how a confirmed batch starts.</summary>
public sealed record StartOptions
{
    /// <summary>Of the last outcomes, so many percent rejected pause a batch by itself unless chosen otherwise.</summary>
    public const int UsualPausePercent = 50;

    /// <summary>At once, all of it, with the automatic pause.</summary>
    public static readonly StartOptions Now = new();

    /// <summary>Nothing is sent before this (UTC); null for at once.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many are sent before a person is asked; null for all.</summary>
    public int? FirstOnly { get; init; }

    /// <summary>The draft's revision that the person saw; null for any. A draft that was changed since is not confirmed.</summary>
    public int? Revision { get; init; }

    /// <summary>Pauses by itself when so many percent of the last outcomes are rejections; null for never.</summary>
    public int? PauseAtRejectedPercent { get; init; } = UsualPausePercent;

    /// <summary>For the audit log: what was confirmed, and how it starts.</summary>
    public string Detail(Batch draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return AuditDetail.Of(("assignments", draft.AssignmentCount), ("left_behind", draft.ErrorLineCount), ("start", At?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "now"),
            ("first", FirstOnly), ("pause_at", PauseAtRejectedPercent ?? (object)"never"));
    }
}

/// <summary>What a person decides on a held assignment.</summary>
public enum HeldDecision
{
    /// <summary>Send it (once more).</summary>
    Send,

    /// <summary>Do not send it.</summary>
    LeaveOut,

    /// <summary>The task in INCS that may be its own is.</summary>
    TakeTask,
}
