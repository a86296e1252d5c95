using System.Text.Json;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>What the batch pages read.</summary>
public sealed class BatchQueries(IDbContextFactory<DashboardDb> databases, BatchProgressFeed feed)
{
    /// <summary>Rows of one page of the batch list.</summary>
    public const int BatchesAPage = 25;

    private const int LinesOfAnAssignment = 200;

    /// <summary>Rows of one page of a batch's assignments.</summary>
    public const int AssignmentsAPage = 50;

    /// <summary>One page of all sheets and batches, newest first, with their numbers.</summary>
    /// <param name="group">Which of them.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<BatchList> ListAsync(BatchGroup group, int page, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var count = await db.Batches.CountAsync(cancellationToken);
        BatchState[]? states = group switch
        {
            BatchGroup.All => null,
            BatchGroup.Drafts => [BatchState.Draft],
            BatchGroup.Open => [BatchState.Running, BatchState.Paused, BatchState.Stopped],
            BatchGroup.Finished => [BatchState.Completed, BatchState.Cancelled],
        };
        var matching = states is null ? count : await db.Batches.CountAsync(x => states.Contains(x.State), cancellationToken);
        var batches = await db.Batches.AsNoTracking()
            .Where(x => states == null || states.Contains(x.State))
            .OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id)
            .Skip((page - 1) * BatchesAPage).Take(BatchesAPage).ToListAsync(cancellationToken);
        // The numbers of a draft are the check's own.
        var progress = await feed.ReadAsync([.. batches.Where(x => x.State != BatchState.Draft).Select(x => x.Id)], cancellationToken);
        return new(count, matching, [.. batches.Select(x => new BatchRow(x, progress.GetValueOrDefault(x.Id)))]);
    }

    /// <summary>A confirmed batch; null when there is none.</summary>
    public async Task<Batch?> FindAsync(long batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Batches.AsNoTracking().FirstOrDefaultAsync(x => x.Id == batchId && x.State != BatchState.Draft, cancellationToken);
    }

    /// <summary>One page of a batch's assignments in the order of the sheet, with how many match in all.</summary>
    public async Task<AssignmentList> AssignmentsAsync(long batchId, AssignmentFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var query = db.Assignments.AsNoTracking().Where(x => x.BatchId == batchId);
        if (filter.State is { } state) query = query.Where(x => x.State == state);
        if (filter.Reason is { } reason) query = query.Where(x => x.Reason == reason);
        var count = await query.CountAsync(cancellationToken);
        query = filter.Descending ? query.OrderByDescending(x => x.FirstLine) : query.OrderBy(x => x.FirstLine);
        var rows = await query.Skip((filter.Page - 1) * AssignmentsAPage).Take(AssignmentsAPage).ToListAsync(cancellationToken);
        var openTasks = await OpenTasksAsync(db, rows, cancellationToken);
        return new(count, [.. rows.Select(x => new AssignmentRow(x, Orders(x), openTasks.GetValueOrDefault(x.Id)))]);
    }

    /// <summary>One assignment with its lines of the sheet and its attempts; null when the batch has none of that key.</summary>
    public async Task<AssignmentDetails?> DetailsAsync(long batchId, long assignmentId, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Assignments.AsNoTracking().SingleOrDefaultAsync(x => x.Id == assignmentId && x.BatchId == batchId, cancellationToken) is not { } assignment) return null;
        var headers = await db.Batches.Where(x => x.Id == batchId).Select(x => x.HeadersJson).SingleAsync(cancellationToken);
        var lines = await db.SheetLines.AsNoTracking().Where(x => x.AssignmentId == assignmentId).OrderBy(x => x.Number).Take(LinesOfAnAssignment).ToListAsync(cancellationToken);
        var attempts = await db.Attempts.AsNoTracking().Where(x => x.AssignmentId == assignmentId).OrderBy(x => x.Id).ToListAsync(cancellationToken);
        return new(assignment, JsonSerializer.Deserialize<string[]>(headers ?? "[]") ?? [],
            [.. lines.Select(x => (x.Number, (IReadOnlyList<string>)(JsonSerializer.Deserialize<string[]>(x.CellsJson) ?? [])))], attempts);
    }

    /// <summary>The templates that lines of a batch name, those of most assignments first.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="most">Most templates.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<IReadOnlyList<BatchTemplate>> TemplatesAsync(long batchId, int most, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counted = await db.Assignments.Where(x => x.BatchId == batchId && x.TemplateId != null).GroupBy(x => x.TemplateId!.Value)
            .Select(x => new { Id = x.Key, Count = x.Count() }).OrderByDescending(x => x.Count).ThenBy(x => x.Id).Take(most).ToListAsync(cancellationToken);
        var ids = counted.Select(x => x.Id).ToList();
        var names = await db.KnownTemplates.Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancellationToken);
        return [.. counted.Select(x => new BatchTemplate(x.Id, names.GetValueOrDefault(x.Id) ?? "", x.Count))];
    }

    /// <summary>How many held assignments have a task in INCS that may be theirs.</summary>
    public async Task<int> CandidatesAsync(long batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Assignments.CountAsync(x => x.BatchId == batchId && x.State == AssignmentState.Held && x.CandidateTaskId != null, cancellationToken);
    }

    /// <summary>Why assignments of a batch were rejected, are unknown or held, most frequent first; at most 50 reasons.</summary>
    public async Task<IReadOnlyList<ReasonCount>> ReasonsAsync(long batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Assignments
            .Where(x => x.BatchId == batchId && x.Reason != null
                && (x.State == AssignmentState.Rejected || x.State == AssignmentState.Unknown || x.State == AssignmentState.Held))
            .GroupBy(x => new { x.State, x.Reason })
            .OrderByDescending(x => x.Count()).ThenBy(x => x.Key.State).ThenBy(x => x.Key.Reason).Take(50)
            .Select(x => new ReasonCount(x.Key.State, x.Key.Reason!, x.Count()))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The unfinished task that stands in the way of each assignment that was rejected for one, as far as the mirror knows it.</summary>
    private static async Task<Dictionary<long, long?>> OpenTasksAsync(DashboardDb db, List<Assignment> rows, CancellationToken cancellationToken)
    {
        var blocked = rows.Where(x => x is { State: AssignmentState.Rejected, Reason: AssignmentReasons.OpenTask }).ToList();
        if (blocked.Count == 0) return [];
        var phones = blocked.Select(x => x.UserPhone).Where(x => x.Length > 0).Distinct().ToList();
        var tasks = await db.Tasks
            .Where(x => phones.Contains(x.UserPhone) && (x.Status == 0 || x.Status == 1))
            .Select(x => new { x.Id, x.AuthId, x.UserPhone }).ToListAsync(cancellationToken);
        return blocked.ToDictionary(x => x.Id, x => tasks.Where(t => t.AuthId == x.AuthId && t.UserPhone == x.UserPhone).Max(t => (long?)t.Id));
    }

    private static int Orders(Assignment assignment)
    {
        if (assignment.OrdersJson is null) return 0;
        using var json = JsonDocument.Parse(assignment.OrdersJson);
        return json.RootElement.GetArrayLength();
    }
}

/// <summary>An assignment and all that is known of it.</summary>
/// <param name="Assignment">It.</param>
/// <param name="Headers">Header cells of the sheet.</param>
/// <param name="Lines">Its lines: number and cells.</param>
/// <param name="Attempts">Its POSTs and searches, oldest first.</param>
public sealed record AssignmentDetails(Assignment Assignment, IReadOnlyList<string> Headers, IReadOnlyList<(int Number, IReadOnlyList<string> Cells)> Lines, IReadOnlyList<Attempt> Attempts);

/// <summary>Which assignments of a batch to show.</summary>
/// <param name="State">Only this state, or null for all.</param>
/// <param name="Reason">Only this reason, or null for all.</param>
/// <param name="Descending">Last line first.</param>
/// <param name="Page">From 1.</param>
public sealed record AssignmentFilter(AssignmentState? State, string? Reason, bool Descending, int Page);

/// <summary>Which batches to list.</summary>
public enum BatchGroup
{
    /// <summary>All.</summary>
    All = 0,

    /// <summary>Sheets that are not confirmed.</summary>
    Drafts = 1,

    /// <summary>Running, paused or stopped.</summary>
    Open = 2,

    /// <summary>Completed or cancelled.</summary>
    Finished = 3,
}

/// <summary>A page of the batch list.</summary>
/// <param name="Count">How many there are in all.</param>
/// <param name="Matching">How many of them are of the group.</param>
/// <param name="Rows">This page.</param>
public sealed record BatchList(int Count, int Matching, IReadOnlyList<BatchRow> Rows);

/// <summary>A sheet or batch in the list.</summary>
/// <param name="Batch">It.</param>
/// <param name="Progress">Its numbers; null for a draft.</param>
public sealed record BatchRow(Batch Batch, BatchProgress? Progress);

/// <summary>A page of assignments.</summary>
/// <param name="Count">How many match in all.</param>
/// <param name="Rows">This page.</param>
public sealed record AssignmentList(int Count, IReadOnlyList<AssignmentRow> Rows);

/// <summary>An assignment in the grid.</summary>
/// <param name="Assignment">It.</param>
/// <param name="Orders">How many orders it lists.</param>
/// <param name="OpenTaskId">The unfinished task it was rejected for, where known.</param>
public sealed record AssignmentRow(Assignment Assignment, int Orders, long? OpenTaskId);

/// <summary>How many assignments share a reason.</summary>
/// <param name="State">Their state.</param>
/// <param name="Reason">The upstream's words or an <see cref="AssignmentReasons"/> code.</param>
/// <param name="Count">How many.</param>
public sealed record ReasonCount(AssignmentState State, string Reason, int Count);

/// <summary>A Wshoto template that lines of a batch name.</summary>
/// <param name="Id">The template.</param>
/// <param name="Name">Its name; empty where it was never seen.</param>
/// <param name="Assignments">How many assignments of the batch are of it.</param>
public sealed record BatchTemplate(long Id, string Name, int Assignments);
