using Dashboard.Data.Index;

namespace Dashboard.Features.Tasks;

/// <summary>The rows that an open grid shows, and what has come since. News change rows where they stand and never move them: what is new is counted until
/// the person asks for it.</summary>
/// <param name="List">The rows as they are shown.</param>
/// <param name="Criteria">Which tasks match, as of the loading.</param>
/// <param name="ByLog">Whether the criteria hold for the loading only, because logs were searched: then nothing new is counted.</param>
public sealed record ShownTasks(TaskList List, TaskCriteria Criteria, bool ByLog = false)
{
    /// <summary>Tasks that match now and did not when the rows were loaded.</summary>
    public int New { get; private init; }

    /// <summary>Ids of the rows that the last news changed.</summary>
    public IReadOnlySet<long> Changed { get; private init; } = new HashSet<long>();

    /// <summary>Ids of the shown rows that are otherwise now, in the order in which they stand.</summary>
    public IReadOnlyList<long> Touched(IEnumerable<TaskChange> changes)
    {
        var ids = changes.Select(x => x.After.Id).ToHashSet();
        return [.. List.Rows.Select(x => x.Task.Id).Where(ids.Contains)];
    }

    /// <summary>How many of the changes concern what the grid shows or could show.</summary>
    public int Concerned(IEnumerable<TaskChange> changes) => changes.Count(x => Criteria.Holds(x.After) || (x.Before is { } before && Criteria.Holds(before)));

    /// <summary>The same grid after news.</summary>
    /// <param name="changes">What has changed.</param>
    /// <param name="rows">The changed rows; those of other tasks are passed over.</param>
    /// <param name="filling">Whether past tasks are being read for the first time: they are no news.</param>
    public ShownTasks With(IReadOnlyList<TaskChange> changes, IReadOnlyDictionary<long, TaskRow> rows, bool filling = false)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(rows);
        var touched = Touched(changes).Where(rows.ContainsKey).ToHashSet();
        var (come, gone) = (0, 0);
        foreach (var change in ByLog ? [] : changes)
        {
            var (before, after) = (change.Before is { } was && Criteria.Holds(was), Criteria.Holds(change.After));
            if (after && !before) come++;
            if (before && !after) gone++;
        }
        return this with
        {
            List = List with { Total = Math.Max(List.Total + come - gone, 0), Rows = touched.Count == 0 ? List.Rows : [.. List.Rows.Select(x => rows.GetValueOrDefault(x.Task.Id, x))] },
            New = filling ? New : New + come,
            Changed = touched,
        };
    }

    /// <summary>The same grid without marks.</summary>
    public ShownTasks Unmarked() => this with { Changed = new HashSet<long>() };
}
