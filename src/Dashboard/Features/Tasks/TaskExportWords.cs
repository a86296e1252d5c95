using Dashboard.Auth;

namespace Dashboard.Features.Tasks;

/// <summary>What an export was filtered by, for the audit log: what may be a customer's is left out.</summary>
public static class TaskExportWords
{
    private const string Hidden = "***";

    /// <summary>How many were picked, and the query without personal data or <c>all</c>.</summary>
    public static string Of(TaskFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var hidden = filter with
        {
            Page = 1, Size = TaskFilter.DefaultSize, Columns = null, Compact = false, Ids = [], Name = Hide(filter.Name), Phone = Hide(filter.Phone), Search = Hide(filter.Search), LogText = Hide(filter.LogText),
        };
        var query = Uri.UnescapeDataString(hidden.Address("").TrimStart('?'));
        return AuditDetail.Of(("picked", filter.Ids.Count > 0 ? filter.Ids.Count : null), ("filter", query.Length > 0 ? query : filter.Ids.Count > 0 ? null : "all"));
    }

    private static string? Hide(string? text) => string.IsNullOrWhiteSpace(text) ? null : Hidden;
}
