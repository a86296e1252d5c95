using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>Reads the mirror.</summary>
public sealed class TaskQueries(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    private const int MostAssignees = 200;
    private const int OtherTasks = 10;

    /// <summary>One page of the tasks that match, and how many do.</summary>
    /// <param name="filter">Which tasks.</param>
    /// <param name="zone">Zone of the person, for the days of the filter.</param>
    /// <param name="wholePhones">Whether the person may see whole phones, and so search any ending of them.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<TaskList> ListAsync(TaskFilter filter, TimeZoneInfo zone, bool wholePhones, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var matches = db.Tasks.AsNoTracking().Where(filter, db, zone, time.GetUtcNow(), wholePhones);
        var total = await matches.CountAsync(cancellationToken);
        // What shrinks meanwhile, or an old link, leads to the last page there is.
        var page = Math.Clamp(filter.Page, 1, Math.Max((total + filter.Size - 1) / filter.Size, 1));
        var tasks = await matches.Sorted(filter.Sort).Skip((page - 1) * filter.Size).Take(filter.Size).ToListAsync(cancellationToken);
        return new(total, page, await RowsAsync(db, tasks, cancellationToken));
    }

    /// <summary>All matches, newest first, in portions that keep memory flat.</summary>
    public async IAsyncEnumerable<MirroredTask> AllAsync(TaskFilter filter, TimeZoneInfo zone, bool wholePhones, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int portion = 2000;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        (DateTimeOffset At, long Id)? last = null;
        for (var read = portion; read == portion;)
        {
            var rest = db.Tasks.AsNoTracking().Where(filter, db, zone, time.GetUtcNow(), wholePhones);
            if (last is { } l) rest = rest.Where(x => x.CreatedAt < l.At || (x.CreatedAt == l.At && x.Id < l.Id));
            var tasks = await rest.OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id).Take(portion).ToListAsync(cancellationToken);
            foreach (var task in tasks) yield return task;
            read = tasks.Count;
            if (read > 0) last = (tasks[^1].CreatedAt, tasks[^1].Id);
        }
    }

    /// <summary>One task with its log and where it came from, or null when the mirror has none of that id.</summary>
    public async Task<TaskDetails?> FindAsync(long taskId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Tasks.AsNoTracking().SingleOrDefaultAsync(x => x.Id == taskId, cancellationToken) is not { } task) return null;
        task.Logs = await db.TaskLogs.AsNoTracking().Where(x => x.TaskId == taskId).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancellationToken);
        var assignment = await db.Assignments.AsNoTracking().SingleOrDefaultAsync(x => x.TaskId == taskId, cancellationToken);
        var batch = assignment is null ? null : await db.Batches.AsNoTracking().SingleAsync(x => x.Id == assignment.BatchId, cancellationToken);
        var attempts = assignment is null ? [] : await db.Attempts.AsNoTracking().Where(x => x.AssignmentId == assignment.Id).OrderBy(x => x.Number).ToListAsync(cancellationToken);
        var others = await db.Tasks.AsNoTracking().Where(x => x.UserPhone == task.UserPhone && x.Id != taskId)
            .OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id).Take(OtherTasks).ToListAsync(cancellationToken);
        return new(task, assignment, batch, attempts, others);
    }

    /// <summary>Accounts that have tasks, for the filter's suggestions.</summary>
    public async Task<IReadOnlyList<string>> AssigneesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Tasks.Select(x => x.AssigneeUsername).Distinct().OrderBy(x => x).Take(MostAssignees).ToListAsync(cancellationToken);
    }

    /// <summary>How fresh the mirror is; null before the first pass.</summary>
    public async Task<SyncState?> FreshnessAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SyncStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<TaskRow>> RowsAsync(DashboardDb db, List<MirroredTask> tasks, CancellationToken cancellationToken)
    {
        var ids = tasks.Select(x => x.Id).ToList();
        var logs = (await db.TaskLogs.AsNoTracking().Where(x => ids.Contains(x.TaskId)).ToListAsync(cancellationToken)).ToLookup(x => x.TaskId);
        var sources = await db.Assignments.AsNoTracking().Where(x => x.TaskId != null && ids.Contains(x.TaskId.Value))
            .Select(x => new { TaskId = x.TaskId!.Value, x.BatchId }).ToDictionaryAsync(x => x.TaskId, x => x.BatchId, cancellationToken);
        return [.. tasks.Select(x => new TaskRow(x, logs[x.Id].OrderBy(l => l.CreatedAt).ThenBy(l => l.Id).LastOrDefault(), sources.TryGetValue(x.Id, out var batch) ? batch : null))];
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
public sealed record TaskRow(MirroredTask Task, MirroredLog? LastLog, long? BatchId);

/// <summary>A task and all that is known of it.</summary>
/// <param name="Task">The task with its log, oldest first.</param>
/// <param name="Assignment">The assignment it came from, or null when it was made elsewhere.</param>
/// <param name="Batch">The assignment's batch, or null.</param>
/// <param name="Attempts">The assignment's POSTs.</param>
/// <param name="Others">Other tasks of the same phone, newest first.</param>
public sealed record TaskDetails(MirroredTask Task, Assignment? Assignment, Batch? Batch, IReadOnlyList<Attempt> Attempts, IReadOnlyList<MirroredTask> Others);
