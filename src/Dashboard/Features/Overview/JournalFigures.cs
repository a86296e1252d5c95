using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Overview;

/// <summary>What the overview shows of the journal and of the upstreams' state.</summary>
public sealed record JournalFigures
{
    private const int MostBatches = 5;
    private const int MostReasons = 6;

    /// <summary>Batches that are not through, then the newest of the others.</summary>
    public required IReadOnlyList<BatchFigures> Batches { get; init; }

    /// <summary>How many batches are running.</summary>
    public required int Running { get; init; }

    /// <summary>Rejections of the days by reason, most first.</summary>
    public required IReadOnlyList<ReasonFigures> Rejections { get; init; }

    /// <summary>State of the sync; null before its first pass.</summary>
    public required SyncState? Sync { get; init; }

    /// <summary>What servers wait for now.</summary>
    public required IReadOnlyList<ServerWait> Waits { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="filter">Whose rejections, and which batch.</param>
    /// <param name="from">Rejections since (UTC).</param>
    /// <param name="until">Rejections before (UTC).</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    public static async Task<JournalFigures> ReadAsync(
        DashboardDb db, OverviewFilter filter, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        var since = now - ServerWait.GoneAfter;
        return new()
        {
            Batches = await BatchesAsync(db, filter.Batch, cancellationToken),
            Running = await Of(db, filter.Batch).CountAsync(x => x.State == BatchState.Running, cancellationToken),
            Rejections = await RejectionsAsync(db, filter, from, until, cancellationToken),
            Sync = await db.SyncStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken),
            Waits = await db.ServerWaits.AsNoTracking().Where(x => x.SeenAt > since).OrderBy(x => x.Server).ToListAsync(cancellationToken),
        };
    }

    private static IQueryable<Batch> Of(DashboardDb db, long? only) => only is { } id ? db.Batches.AsNoTracking().Where(x => x.Id == id) : db.Batches.AsNoTracking();

    private static async Task<IReadOnlyList<BatchFigures>> BatchesAsync(DashboardDb db, long? only, CancellationToken cancellationToken)
    {
        var all = Of(db, only);
        var batches = await all.Where(x => x.State == BatchState.Running || x.State == BatchState.Paused || x.State == BatchState.Stopped)
            .OrderByDescending(x => x.Id).Take(MostBatches).ToListAsync(cancellationToken);
        batches.AddRange(await all.Where(x => x.State == BatchState.Completed || x.State == BatchState.Cancelled)
            .OrderByDescending(x => x.Id).Take(MostBatches - batches.Count).ToListAsync(cancellationToken));
        var ids = batches.Select(x => x.Id).ToList();
        var counts = (await db.Assignments.Where(x => ids.Contains(x.BatchId)).GroupBy(x => new { x.BatchId, x.State })
            .Select(x => new { x.Key.BatchId, x.Key.State, Count = x.Count() }).ToListAsync(cancellationToken)).ToLookup(x => x.BatchId);
        return [.. batches.Select(x => new BatchFigures(x, counts[x.Id].ToDictionary(c => c.State, c => c.Count)))];
    }

    private static async Task<IReadOnlyList<ReasonFigures>> RejectionsAsync(
        DashboardDb db, OverviewFilter filter, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var rejected = db.Assignments.Where(x => x.State == AssignmentState.Rejected && x.ChangedAt >= from && x.ChangedAt < until);
        if (filter.Batch is { } batch) rejected = rejected.Where(x => x.BatchId == batch);
        if (filter.Template is { } template) rejected = rejected.Where(x => x.TemplateId == template);
        if (filter.AuthId is { } auth) rejected = rejected.Where(x => x.AuthId == auth);
        if (filter.Assignee is { } assignee) rejected = rejected.Where(x => x.AssigneeUsername == assignee);
        var reasons = await rejected.GroupBy(x => x.Reason).Select(x => new ReasonFigures(x.Key, x.Count(), x.Max(a => a.BatchId))).ToListAsync(cancellationToken);
        return [.. reasons.OrderByDescending(x => x.Count).ThenBy(x => x.Reason, StringComparer.Ordinal).Take(MostReasons)];
    }
}

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
/// <param name="NewestBatch">The newest batch that has one.</param>
public sealed record ReasonFigures(string? Reason, int Count, long NewestBatch);
