using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>How the audit log names an assignment whose value was shown.</summary>
public static class AssignmentTarget
{
    /// <summary>An assignment's batch, as the audit log names it.</summary>
    public static string Batch(Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return string.Create(CultureInfo.InvariantCulture, $"batch {assignment.BatchId}");
    }

    /// <summary>An assignment within its batch, as a detail of the audit log.</summary>
    public static string Part(Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return AuditDetail.Of(("assignment", assignment.Id));
    }
}
