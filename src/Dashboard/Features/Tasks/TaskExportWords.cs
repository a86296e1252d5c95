using System.Globalization;

namespace Dashboard.Features.Tasks;

/// <summary>What an export was filtered by, for the audit log: what may be a customer's is left out.</summary>
public static class TaskExportWords
{
    private const string Hidden = "***";

    /// <summary>The query without personal data, or <c>all</c>.</summary>
    public static string Of(TaskFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var hidden = filter with
        {
            Page = 1, Size = TaskFilter.DefaultSize, Columns = null, Compact = false, Ids = [], Name = Hide(filter.Name), Phone = Hide(filter.Phone), Search = Hide(filter.Search), LogText = Hide(filter.LogText),
        };
        var query = Uri.UnescapeDataString(hidden.Address("").TrimStart('?'));
        if (filter.Ids.Count > 0) query = string.Create(CultureInfo.InvariantCulture, $"{filter.Ids.Count} ids {query}").TrimEnd();
        return query.Length == 0 ? "all" : query;
    }

    private static string? Hide(string? text) => string.IsNullOrWhiteSpace(text) ? null : Hidden;
}
