namespace Dashboard.Features.Templates;

/// <summary>Parts of a range of created times that the API takes: at most 90 days at once (source: pageQueryTaskInfoList, start_time and end_time).</summary>
public static class CreatedRange
{
    /// <summary>The longest range of one call.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>The parts, the newest first.</summary>
    /// <remarks>A part begins with the very second that the one before it ends with: the document does not say whether the API's ends are inclusive, nor whether
    /// it keeps parts of a second. Whoever reads them counts a template by its id once.</remarks>
    /// <param name="from">First second (UTC).</param>
    /// <param name="until">Last second (UTC).</param>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Parts(DateTimeOffset from, DateTimeOffset until)
    {
        var parts = new List<(DateTimeOffset, DateTimeOffset)>();
        for (var end = until; end >= from && (parts.Count == 0 || end > from);)
        {
            var start = end - Longest > from ? end - Longest : from;
            parts.Add((start, end));
            end = start;
        }
        return parts;
    }
}
