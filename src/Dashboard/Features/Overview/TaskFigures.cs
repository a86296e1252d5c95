namespace Dashboard.Features.Overview;

/// <summary>All figures that are about tasks.</summary>
public sealed record TaskFigures
{
    /// <summary>Ages at which open tasks come into the next group; the last group is open-ended.</summary>
    public static readonly IReadOnlyList<TimeSpan> Ages = [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <summary>The days, oldest first.</summary>
    public required IReadOnlyList<DayFigures> Days { get; init; }

    /// <summary>Tasks created in these days, and in as many before.</summary>
    public required Compared Created { get; init; }

    /// <summary>Finished tasks that were last changed in these days, and in as many before.</summary>
    public required Compared Finished { get; init; }

    /// <summary>Terminated tasks that were last changed in these days, and in as many before.</summary>
    public required Compared Terminated { get; init; }

    /// <summary>Tasks that are not final now, of any day, and that were not when the days began.</summary>
    public required Compared Open { get; init; }

    /// <summary>Of the open ones, those whose log has had no entry for too long.</summary>
    public required int Stale { get; init; }

    /// <summary>Open tasks by age: a group before each of <see cref="Ages"/>, and one for the older ones.</summary>
    public required IReadOnlyList<int> OpenByAge { get; init; }

    /// <summary>Those who have tasks that were created in these days, or open ones.</summary>
    public required IReadOnlyList<AssigneeFigures> Assignees { get; init; }

    /// <summary>Undocumented statuses that occur.</summary>
    public required IReadOnlyList<int> OtherStatuses { get; init; }
}

/// <summary>A number and what it was before.</summary>
/// <param name="Now">The number.</param>
/// <param name="Before">What it is compared with; null where no task is so old that it could be said.</param>
public readonly record struct Compared(int Now, int? Before);

/// <summary>One day.</summary>
/// <param name="Day">The day in the person's zone.</param>
/// <param name="NotStarted">Tasks created on it that are not started now.</param>
/// <param name="InProgress">Those in progress.</param>
/// <param name="Finished">Those finished.</param>
/// <param name="Terminated">Those terminated.</param>
/// <param name="Other">Those with a status that is not documented.</param>
/// <param name="Remarks">Remarks written on it, on tasks of any day.</param>
public sealed record DayFigures(DateOnly Day, int NotStarted, int InProgress, int Finished, int Terminated, int Other, int Remarks)
{
    /// <summary>Tasks created on it.</summary>
    public int Created => NotStarted + InProgress + Finished + Terminated + Other;
}

/// <summary>One assignee.</summary>
public sealed record AssigneeFigures
{
    /// <summary>The account.</summary>
    public required string Assignee { get; init; }

    /// <summary>Tasks created in the days.</summary>
    public required int Created { get; init; }

    /// <summary>Of those, the finished ones.</summary>
    public required int Finished { get; init; }

    /// <summary>Open tasks of any day.</summary>
    public required int Open { get; init; }

    /// <summary>Of those, the stale ones.</summary>
    public required int Stale { get; init; }

    /// <summary>Of the tasks created in the days: the median time until somebody did something; null when nobody has.</summary>
    public required TimeSpan? FirstAction { get; init; }

    /// <summary>Of the finished ones: the median time until they were; null when there are none.</summary>
    public required TimeSpan? Finish { get; init; }

    /// <summary>Share of finished tasks, 0 to 1; null without tasks.</summary>
    public double? Rate => Created == 0 ? null : (double)Finished / Created;
}
