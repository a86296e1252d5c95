using Dashboard.Data;

namespace Dashboard.Features.Tasks;

/// <summary>How the time of a task was spent, by its log.</summary>
/// <param name="Spans">The statuses it had, one after the other, from its creation on.</param>
/// <param name="Since">When it came to its status (UTC); where the log does not tell, when it was last changed.</param>
/// <param name="ToFirstAction">From its creation to the first change of status or remark, or null before that.</param>
/// <param name="ToEnd">From its creation to its end, or null while it is open.</param>
/// <param name="Total">From its creation to its end, or to now while it is open.</param>
public sealed record TaskTimes(IReadOnlyList<TaskSpan> Spans, DateTimeOffset Since, TimeSpan? ToFirstAction, TimeSpan? ToEnd, TimeSpan Total)
{
    /// <summary>Computes it from a task with its log, oldest first.</summary>
    public static TaskTimes Of(MirroredTask task, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(task);
        var changes = task.Logs.Where(x => x.Type == 3).ToList();
        var starts = new List<(int Status, DateTimeOffset At)> { (changes.Count > 0 ? changes[0].PreStatus : 0, task.CreatedAt) };
        foreach (var change in changes)
        {
            if (change.Status != starts[^1].Status) starts.Add((change.Status, change.CreatedAt));
        }
        // The log may come later than the status.
        if (task.Status != starts[^1].Status) starts.Add((task.Status, task.UpdatedAt));

        var (status, since) = starts[^1];
        var ended = MirroredTask.IsFinal(status) ? since : (DateTimeOffset?)null;
        var ends = starts.Skip(1).Select(x => x.At).Append(ended ?? now);
        var spans = starts.Zip(ends, (start, end) => new TaskSpan(start.Status, NotNegative(end - start.At))).ToList();
        var first = task.Logs.FirstOrDefault(x => x.Type is 3 or 4)?.CreatedAt;
        return new(spans, since, NotNegative(first - task.CreatedAt), NotNegative(ended - task.CreatedAt), NotNegative((ended ?? now) - task.CreatedAt));
    }

    // INCS's clock may be ahead of ours.
    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static TimeSpan? NotNegative(TimeSpan? span) => span is { } x ? NotNegative(x) : null;
}

/// <summary>A time that a task had a status.</summary>
/// <param name="Status">INCS task status.</param>
/// <param name="Length">How long.</param>
public sealed record TaskSpan(int Status, TimeSpan Length);
