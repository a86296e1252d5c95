using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Overview;

/// <summary>The overview's figures, from the mirror and the journal.</summary>
public sealed class OverviewQueries(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    private const int MostAssignees = 12;
    private const int MostBatches = 5;
    private const int MostReasons = 5;

    /// <summary>Figures of today and of the days before, in the person's zone.</summary>
    /// <param name="days">How many days, today included.</param>
    /// <param name="zone">The person's zone.</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    public async Task<OverviewFigures> ReadAsync(int days, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var bounds = Bounds(days, zone);
        var perDay = new List<DayFigures>(days);
        for (var i = 0; i < days; i++)
        {
            var (from, to) = (bounds[i].Start, bounds[i + 1].Start);
            var counts = await db.Tasks.Where(x => x.CreatedAt >= from && x.CreatedAt < to).GroupBy(x => x.Status)
                .Select(x => new { Status = x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Status, x => x.Count, cancellationToken);
            perDay.Add(new(bounds[i].Day, counts));
        }
        var (yesterday, today) = (bounds[^3].Start, bounds[^2].Start);
        return new()
        {
            Days = perDay,
            FinishedToday = await EndedAsync(db, 2, today, null, cancellationToken),
            FinishedYesterday = await EndedAsync(db, 2, yesterday, today, cancellationToken),
            TerminatedToday = await EndedAsync(db, 3, today, null, cancellationToken),
            NotStarted = await db.Tasks.CountAsync(x => x.Status == 0, cancellationToken),
            InProgress = await db.Tasks.CountAsync(x => x.Status == 1, cancellationToken),
            Open = await db.Tasks.Where(x => x.Status == 0 || x.Status == 1).GroupBy(x => x.AssigneeUsername)
                .Select(x => new AssigneeFigures(x.Key, x.Count(t => t.Status == 0), x.Count(t => t.Status == 1)))
                .ToListAsync(cancellationToken) is var open ? [.. open.OrderByDescending(x => x.NotStarted + x.InProgress).ThenBy(x => x.Assignee, StringComparer.Ordinal).Take(MostAssignees)] : [],
            Batches = await BatchesAsync(db, cancellationToken),
            Rejections = await RejectionsAsync(db, bounds[0].Start, cancellationToken),
            Sync = await db.SyncStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken),
        };
    }

    // Day and its midnight, oldest first, with tomorrow at the end.
    private List<(DateOnly Day, DateTimeOffset Start)> Bounds(int days, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).Date);
        return [.. Enumerable.Range(1 - days, days + 1).Select(i => (today.AddDays(i), ClientContext.StartOf(today.AddDays(i), zone)))];
    }

    private static Task<int> EndedAsync(DashboardDb db, int status, DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var until = to ?? DateTimeOffset.MaxValue;
        return db.Tasks.CountAsync(x => x.Status == status && x.UpdatedAt >= from && x.UpdatedAt < until, cancellationToken);
    }

    private static async Task<IReadOnlyList<BatchFigures>> BatchesAsync(DashboardDb db, CancellationToken cancellationToken)
    {
        var batches = await db.Batches.AsNoTracking().Where(x => x.State != BatchState.Draft).OrderByDescending(x => x.Id).Take(MostBatches).ToListAsync(cancellationToken);
        var ids = batches.Select(x => x.Id).ToList();
        var counts = (await db.Assignments.Where(x => ids.Contains(x.BatchId)).GroupBy(x => new { x.BatchId, x.State })
            .Select(x => new { x.Key.BatchId, x.Key.State, Count = x.Count() }).ToListAsync(cancellationToken)).ToLookup(x => x.BatchId);
        return [.. batches.Select(x => new BatchFigures(x, counts[x.Id].ToDictionary(c => c.State, c => c.Count)))];
    }

    private static async Task<IReadOnlyList<ReasonFigures>> RejectionsAsync(DashboardDb db, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var reasons = await db.Assignments.Where(x => x.State == AssignmentState.Rejected && x.ChangedAt >= since).GroupBy(x => x.Reason)
            .Select(x => new ReasonFigures(x.Key, x.Count())).ToListAsync(cancellationToken);
        return [.. reasons.OrderByDescending(x => x.Count).ThenBy(x => x.Reason, StringComparer.Ordinal).Take(MostReasons)];
    }
}

/// <summary>All figures of the overview.</summary>
public sealed record OverviewFigures
{
    /// <summary>Tasks by the day they were created, oldest first; the last is today.</summary>
    public required IReadOnlyList<DayFigures> Days { get; init; }

    /// <summary>Tasks finished today.</summary>
    public required int FinishedToday { get; init; }

    /// <summary>Tasks finished yesterday.</summary>
    public required int FinishedYesterday { get; init; }

    /// <summary>Tasks terminated today.</summary>
    public required int TerminatedToday { get; init; }

    /// <summary>Tasks nobody has begun, of any day.</summary>
    public required int NotStarted { get; init; }

    /// <summary>Tasks in progress, of any day.</summary>
    public required int InProgress { get; init; }

    /// <summary>Open tasks by assignee, most first.</summary>
    public required IReadOnlyList<AssigneeFigures> Open { get; init; }

    /// <summary>The newest batches.</summary>
    public required IReadOnlyList<BatchFigures> Batches { get; init; }

    /// <summary>Rejections of the range by reason, most first.</summary>
    public required IReadOnlyList<ReasonFigures> Rejections { get; init; }

    /// <summary>Freshness of the mirror; null before the first pass.</summary>
    public required SyncState? Sync { get; init; }
}

/// <summary>Tasks created on one day.</summary>
/// <param name="Day">The day in the person's zone.</param>
/// <param name="ByStatus">How many have which status now.</param>
public sealed record DayFigures(DateOnly Day, IReadOnlyDictionary<int, int> ByStatus)
{
    /// <summary>How many in all.</summary>
    public int Total => ByStatus.Values.Sum();

    /// <summary>How many have a status.</summary>
    public int Of(int status) => ByStatus.GetValueOrDefault(status);
}

/// <summary>Open tasks of one assignee.</summary>
/// <param name="Assignee">The account.</param>
/// <param name="NotStarted">Not begun.</param>
/// <param name="InProgress">Begun.</param>
public sealed record AssigneeFigures(string Assignee, int NotStarted, int InProgress);

/// <summary>A batch and its assignments by state.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="ByState">How many are in which state.</param>
public sealed record BatchFigures(Batch Batch, IReadOnlyDictionary<AssignmentState, int> ByState)
{
    /// <summary>How many assignments in all.</summary>
    public int Total => ByState.Values.Sum();

    /// <summary>How many are in a state.</summary>
    public int Of(AssignmentState state) => ByState.GetValueOrDefault(state);
}

/// <summary>Rejections for one reason.</summary>
/// <param name="Reason">Our code or the upstream's words; null when it gave none.</param>
/// <param name="Count">How many.</param>
public sealed record ReasonFigures(string? Reason, int Count);
