using Dashboard.Data;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Assign;

/// <summary>Colour, icon and words of states and reasons; colour never stands alone.</summary>
public static class BatchLook
{
    /// <summary>States in the order in which bars and legends show them.</summary>
    public static readonly IReadOnlyList<AssignmentState> Order =
    [
        AssignmentState.Assigned, AssignmentState.Rejected, AssignmentState.Unknown, AssignmentState.Held,
        AssignmentState.Cancelled, AssignmentState.Sending, AssignmentState.Pending,
    ];

    /// <summary>Tone and icon of an assignment's state.</summary>
    public static (string Tone, string Icon) Of(AssignmentState state) => state switch
    {
        AssignmentState.Pending => ("grey", "schedule"),
        AssignmentState.Sending => ("blue", "send"),
        AssignmentState.Assigned => ("green", "check_circle"),
        AssignmentState.Rejected => ("red", "block"),
        AssignmentState.Unknown => ("violet", "help"),
        AssignmentState.Held => ("amber", "front_hand"),
        AssignmentState.Cancelled => ("grey", "cancel"),
    };

    /// <summary>Tone and icon of a batch's state.</summary>
    public static (string Tone, string Icon) Of(BatchState state) => state switch
    {
        BatchState.Draft => ("grey", "draft"),
        BatchState.Running => ("blue", "send"),
        BatchState.Paused => ("amber", "pause_circle"),
        BatchState.Completed => ("green", "check_circle"),
        BatchState.Cancelled => ("grey", "cancel"),
        BatchState.Stopped => ("red", "report"),
    };

    /// <summary>A reason in plain words: ours in the reader's language, the upstream's as they are.</summary>
    public static string Reason(AssignmentState state, string? reason, IStringLocalizer<BatchText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (string.IsNullOrEmpty(reason)) return "";
        if (state == AssignmentState.Rejected && reason != AssignmentReasons.OpenTask) return reason;
        var text = texts["Reason_" + reason];
        return text.ResourceNotFound ? reason : text;
    }
}
