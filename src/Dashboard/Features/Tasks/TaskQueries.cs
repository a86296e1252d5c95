using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>Reads the mirror: the index says which tasks match and in which order, the database gives the rows that are shown.</summary>
public sealed class TaskQueries(TaskIndexSource source, IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    private const int MostAssignees = 200;
    private const int OtherTasks = 10;
    private const int RowsAtOnce = 2000;

    /// <summary>One page of the tasks that match, and how many do.</summary>
    /// <param name="filter">Which tasks.</param>
    /// <param name="zone">Zone of the person, for the days of the filter.</param>
    /// <param name="wholePhones">Whether the person may see whole phones, and so search any ending of them.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<TaskList> ListAsync(TaskFilter filter, TimeZoneInfo zone, bool wholePhones, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var index = await source.CurrentAsync(cancellationToken);
        var criteria = await CriteriaAsync(filter, zone, wholePhones, cancellationToken);
        var hits = index.Find(criteria, filter.Order(wholePhones), filter.Page, filter.Size);
        var rows = await RowsAsync(hits.Ids, cancellationToken);
        return new(hits.Total, hits.Page, [.. hits.Ids.Where(rows.ContainsKey).Select(x => rows[x])]);
    }

    /// <summary>Ids of all matches, in order.</summary>
    public async Task<IReadOnlyList<long>> IdsAsync(TaskFilter filter, TimeZoneInfo zone, bool wholePhones, CancellationToken cancellationToken) =>
        (await source.CurrentAsync(cancellationToken)).All(await CriteriaAsync(filter, zone, wholePhones, cancellationToken), filter.Order(wholePhones));

    /// <summary>Rows of tasks in the order of their ids, read in portions that keep memory flat.</summary>
    public async IAsyncEnumerable<TaskRow> AllAsync(IReadOnlyList<long> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(RowsAtOnce))
        {
            var rows = await RowsAsync(some, cancellationToken);
            // What was removed meanwhile is no match any more.
            foreach (var id in some)
            {
                if (rows.TryGetValue(id, out var row)) yield return row;
            }
        }
    }

    // What the filter means now, for the index.
    private async Task<TaskCriteria> CriteriaAsync(TaskFilter filter, TimeZoneInfo zone, bool wholePhones, CancellationToken cancellationToken)
    {
        var criteria = filter.Criteria(zone, time.GetUtcNow(), wholePhones);
        if (string.IsNullOrWhiteSpace(filter.LogText)) return criteria;
        var found = await RemarkedAsync(filter.LogText.Trim(), wholePhones, cancellationToken);
        return criteria with { Ids = criteria.Ids is { } ids ? ids.Intersect(found).ToFrozenSet() : found };
    }

    /// <summary>Rows of the grid by their ids.</summary>
    public async Task<IReadOnlyDictionary<long, TaskRow>> RowsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return FrozenDictionary<long, TaskRow>.Empty;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await TaskRowReader.ReadAsync(db, ids, cancellationToken);
    }

    /// <summary>One task with its log and where it came from, or null when the mirror has none of that id.</summary>
    public async Task<TaskDetails?> FindAsync(long taskId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await WithLogAsync(db, taskId, cancellationToken) is not { } task) return null;
        var assignment = await db.Assignments.AsNoTracking().SingleOrDefaultAsync(x => x.TaskId == taskId, cancellationToken);
        var batch = assignment is null ? null : await db.Batches.AsNoTracking().SingleAsync(x => x.Id == assignment.BatchId, cancellationToken);
        var attempts = assignment is null ? [] : await db.Attempts.AsNoTracking().Where(x => x.AssignmentId == assignment.Id).OrderBy(x => x.Number).ToListAsync(cancellationToken);
        // Tasks without a customer are not of the same one.
        var others = task.UserPhone.Length == 0 ? [] : await db.Tasks.AsNoTracking().Where(x => x.UserPhone == task.UserPhone && x.Id != taskId)
            .OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id).Take(OtherTasks).ToListAsync(cancellationToken);
        var othersTotal = others.Count < OtherTasks ? others.Count : await db.Tasks.CountAsync(x => x.UserPhone == task.UserPhone && x.Id != taskId, cancellationToken);
        var template = assignment?.TemplateId is { } id ? await db.KnownTemplates.Where(x => x.Id == id).Select(x => x.Name).SingleOrDefaultAsync(cancellationToken) : null;
        return new(task, assignment, batch, attempts, others, othersTotal) { TemplateName = template };
    }

    /// <summary>One task with its log only, or null when the mirror has none of that id.</summary>
    public async Task<MirroredTask?> FindWithLogAsync(long taskId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await WithLogAsync(db, taskId, cancellationToken);
    }

    /// <summary>Accounts that have tasks and whose name contains a text, in order: at most some hundred, for the filter's suggestions.</summary>
    public async Task<IReadOnlyList<string>> AssigneesAsync(CancellationToken cancellationToken, string part = "") =>
        (await source.ReadyAsync(cancellationToken)).AssigneesLike(part, MostAssignees);

    /// <summary>How fresh the mirror is; null before the first pass.</summary>
    public async Task<SyncState?> FreshnessAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SyncStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    private static async Task<MirroredTask?> WithLogAsync(DashboardDb db, long taskId, CancellationToken cancellationToken)
    {
        if (await db.Tasks.AsNoTracking().SingleOrDefaultAsync(x => x.Id == taskId, cancellationToken) is not { } task) return null;
        task.Logs = await db.TaskLogs.AsNoTracking().Where(x => x.TaskId == taskId).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancellationToken);
        return task;
    }

    // Remarks are in the database only: a search through all their texts.
    private async Task<FrozenSet<long>> RemarkedAsync(string text, bool wholePhones, CancellationToken cancellationToken)
    {
        // Letters beyond A to Z are found as they are written.
        var lower = QueryText.Lower(text);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
#pragma warning disable CA1862, CA1304, CA1311 // the comparison is the database's
        var found = from log in db.TaskLogs
                    where log.Type == 4 && log.Comment.ToLower().Contains(lower)
                    join task in db.Tasks on log.Id equals task.LastLogId
                    select new { task.Id, log.Comment };
#pragma warning restore CA1862, CA1304, CA1311
        if (wholePhones || !text.Any(char.IsDigit)) return (await found.Select(x => x.Id).ToListAsync(cancellationToken)).ToFrozenSet();
        // Whoever sees the remark masked finds it by what stands in the mask only.
        return (await found.ToListAsync(cancellationToken)).Where(x => QueryText.Lower(Masking.MaskedText(x.Comment)).Contains(lower, StringComparison.Ordinal)).Select(x => x.Id).ToFrozenSet();
    }
}

/// <summary>One page of tasks.</summary>
/// <param name="Total">How many match in all.</param>
/// <param name="Page">Which page it is, from 1.</param>
/// <param name="Rows">This page's.</param>
public sealed record TaskList(int Total, int Page, IReadOnlyList<TaskRow> Rows);

/// <summary>A task in the grid.</summary>
/// <param name="Task">The task, without its log.</param>
/// <param name="LastLog">Its newest log entry, or null.</param>
/// <param name="BatchId">The batch it came from, or null.</param>
/// <param name="TemplateId">The template of the batch's line, or null.</param>
/// <param name="Line">The first line of the sheet that it was made from, or null.</param>
public sealed record TaskRow(MirroredTask Task, MirroredLog? LastLog, long? BatchId, long? TemplateId = null, int? Line = null);

/// <summary>A task and all that is known of it.</summary>
/// <param name="Task">The task with its log, oldest first.</param>
/// <param name="Assignment">The assignment it came from, or null when it was made elsewhere.</param>
/// <param name="Batch">The assignment's batch, or null.</param>
/// <param name="Attempts">The assignment's POSTs.</param>
/// <param name="Others">The newest other tasks of the same phone, newest first.</param>
/// <param name="OthersTotal">How many others there are in all.</param>
public sealed record TaskDetails(MirroredTask Task, Assignment? Assignment, Batch? Batch, IReadOnlyList<Attempt> Attempts, IReadOnlyList<MirroredTask> Others, int OthersTotal)
{
    /// <summary>Name of the assignment's template, where it was ever seen; or null.</summary>
    public string? TemplateName { get; init; }
}
