using System.Data.Common;
using Dashboard.Data;
using Dashboard.Shared;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Tasks;

/// <summary>Writes tasks that were read into the mirror, only what changed, in short transactions: the dispatcher writes to the same database. Of a customer that was forgotten,
/// and of a task that is over for longer than customers' data is kept, it takes neither phone nor name nor words.</summary>
public sealed class TaskMirror(IDbContextFactory<DashboardDb> databases, TimeProvider time, ForgottenCustomers? forgotten = null, IOptions<RetentionOptions>? retention = null)
{
    private const int Tries = 3;

    /// <summary>Inserts and updates the tasks and their logs; returns the ids of those that are new or changed.</summary>
    public async Task<IReadOnlySet<long>> WriteAsync(IReadOnlyCollection<IncsTask> tasks, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                if (await WriteOnceAsync(tasks, cancellationToken) is { } changed) return changed;
                // Somebody was forgotten meanwhile, who may be among them.
                tried = 0;
            }
            catch (Exception e) when (tried < Tries && e is DbUpdateException or DbException)
            {
                // The dispatcher has just inserted one of them from its create answer: now it is there to be updated.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * tried), time, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlySet<long>?> WriteOnceAsync(IReadOnlyCollection<IncsTask> tasks, CancellationToken cancellationToken)
    {
        var (changed, added, now) = (new HashSet<long>(), new List<MirroredTask>(), time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var gone = forgotten is null ? ForgottenSet.Empty : await forgotten.ReadAsync(db, cancellationToken);
        var limit = retention?.Value.Limit(now) ?? DateTimeOffset.MinValue;
        var ofForgotten = await ForgottenAsync(db, tasks, gone, cancellationToken);
        var known = await KnownAsync(db, [.. tasks.Select(x => x.Id)], cancellationToken);
        // What comes twice was read twice: the later is the newer.
        foreach (var read in tasks.Reverse().DistinctBy(x => x.Id).OrderBy(x => x.Id))
        {
            var row = known.GetValueOrDefault(read.Id);
            var purged = ofForgotten.Contains(read.Id) || TaskRetention.IsDue(read.Status, ChangedAt(read), limit) || row is not null && IsStillPurged(read, row);
            var task = purged ? Anonymous(read) : read;
            if (row is null)
            {
                added.Add(row = new() { Id = task.Id, Name = "", Description = "", UserName = "", UserPhone = "", AssigneeUsername = "" });
            }
            else
            {
                // Most have not changed, and need not be watched for changes.
                if (!IsNews(task, row) && purged == row.PurgedAt is not null) continue;
                db.Attach(row).State = EntityState.Modified;
            }
            Apply(task, row, now);
            row.PurgedAt = purged ? row.PurgedAt ?? now : null;
            changed.Add(task.Id);
        }
        if (changed.Count == 0) return changed;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await ForgottenCustomers.HoldAsync(db, alone: false, cancellationToken);
        if (forgotten is not null && await ForgottenCustomers.VersionAsync(db, cancellationToken) != gone.Version) return null;
        if (changed.Count > added.Count) await db.SaveChangesAsync(cancellationToken);
        using var insert = new MirrorInsert(db.Database.GetDbConnection());
        await insert.WriteAsync(transaction.GetDbTransaction(), added, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    private static async Task<Dictionary<long, MirroredTask>> KnownAsync(DashboardDb db, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var known = await db.Tasks.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken);
        if (known.Count == 0) return known;
        await foreach (var log in db.TaskLogs.AsNoTracking().Where(x => ids.Contains(x.TaskId)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (known.TryGetValue(log.TaskId, out var task)) task.Logs.Add(log);
        }
        return known;
    }

    // An assignment of ours that still names a forgotten customer was made after the forgetting, by somebody who saw the warning: that is a new relation.
    private static async Task<IReadOnlySet<long>> ForgottenAsync(DashboardDb db, IReadOnlyCollection<IncsTask> tasks, ForgottenSet gone, CancellationToken cancellationToken)
    {
        var theirs = gone.Count == 0 ? [] : tasks.Where(x => gone.Contains(x.UserPhone)).Select(x => x.Id).ToHashSet();
        if (theirs.Count > 0) theirs.ExceptWith(await db.Assignments.Where(x => x.TaskId != null && theirs.Contains(x.TaskId.Value) && x.UserPhone != "").Select(x => x.TaskId!.Value).ToListAsync(cancellationToken));
        return theirs;
    }

    private static DateTimeOffset ChangedAt(IncsTask task) => task.Logs.Select(x => x.CreatedAt).Append(task.UpdatedAt).Max();

    // What was removed once is not brought back by a longer time of keeping; but what goes on is a new matter.
    private static bool IsStillPurged(IncsTask task, MirroredTask row) =>
        row.PurgedAt is not null && MirroredTask.IsFinal(task.Status) && row.Status == task.Status && row.UpdatedAt == task.UpdatedAt && task.Logs.All(x => row.Logs.Exists(have => have.Id == x.Id));

    private static IncsTask Anonymous(IncsTask task) => task with
    {
        UserPhone = "", UserName = "", Description = "", Logs = [.. task.Logs.Select(x => x with { Comment = "" })],
    };

    private static bool IsNews(IncsTask task, MirroredTask row)
    {
        var same = row.Status == task.Status && row.UpdatedAt == task.UpdatedAt && row.AssigneeUsername == task.AssigneeUsername
            && row.CreatedAt == task.CreatedAt && row.Name == task.Name && row.Description == task.Description && row.UserName == task.UserName
            && row.ConversationId == task.ConversationId && row.UserPhone == task.UserPhone;
        return !same || task.Logs.Any(x => !row.Logs.Exists(have => have.Id == x.Id)) || row.Summarise();
    }

    private static void Apply(IncsTask task, MirroredTask row, DateTimeOffset now)
    {
        row.CreationId = task.CreationId;
        row.AuthId = task.AuthId;
        row.Type = task.Type;
        row.Status = task.Status;
        row.Name = task.Name;
        row.Description = task.Description;
        row.UserName = task.UserName;
        row.UserPhone = task.UserPhone;
        row.AssigneeUsername = task.AssigneeUsername;
        row.ConversationId = task.ConversationId;
        row.CreatedAt = task.CreatedAt;
        row.UpdatedAt = task.UpdatedAt;
        row.SyncedAt = now;
        row.Logs.AddRange(task.Logs.DistinctBy(x => x.Id).Where(x => !row.Logs.Exists(have => have.Id == x.Id)).Select(x => new MirroredLog
        {
            Id = x.Id, TaskId = task.Id, Type = x.Type, Status = x.Status, PreStatus = x.PreStatus, AssigneeUsername = x.AssigneeUsername, Comment = x.Comment, CreatedAt = x.CreatedAt,
        }).ToList());
        row.Summarise();
    }
}
