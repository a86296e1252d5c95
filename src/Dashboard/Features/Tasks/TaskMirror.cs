using Dashboard.Data;
using Dashboard.Upstream.Incs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>Writes tasks that were read into the mirror, only what changed, in short transactions: the dispatcher writes to the same database.</summary>
public sealed class TaskMirror(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    private const int Tries = 3;

    /// <summary>Inserts and updates the tasks and their logs; returns the ids of those that are new or changed.</summary>
    public async Task<IReadOnlySet<long>> WriteAsync(IReadOnlyCollection<IncsTask> tasks, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await WriteOnceAsync(tasks, cancellationToken);
            }
            catch (DbUpdateException) when (tried < Tries)
            {
                // The dispatcher has just inserted one of them from its create answer: now it is there to be updated.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * tried), time, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlySet<long>> WriteOnceAsync(IReadOnlyCollection<IncsTask> tasks, CancellationToken cancellationToken)
    {
        var changed = new HashSet<long>();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = tasks.Select(x => x.Id).ToList();
        var known = await db.Tasks.Include(x => x.Logs).Where(x => ids.Contains(x.Id)).AsSplitQuery().ToDictionaryAsync(x => x.Id, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var task in tasks.DistinctBy(x => x.Id).OrderBy(x => x.Id))
        {
            if (!known.TryGetValue(task.Id, out var row))
            {
                row = new MirroredTask { Id = task.Id, Name = "", Description = "", UserName = "", UserPhone = "", AssigneeUsername = "" };
                db.Tasks.Add(row);
            }
            if (Apply(task, row, now)) changed.Add(task.Id);
        }
        if (changed.Count > 0) await db.SaveChangesAsync(cancellationToken);
        return changed;
    }

    private static bool Apply(IncsTask task, MirroredTask row, DateTimeOffset now)
    {
        var have = row.Logs.Select(x => x.Id).ToHashSet();
        var news = task.Logs.Where(x => !have.Contains(x.Id)).DistinctBy(x => x.Id).ToList();
        var same = row.SyncedAt != default && row.Status == task.Status && row.UpdatedAt == task.UpdatedAt && row.AssigneeUsername == task.AssigneeUsername
            && row.CreatedAt == task.CreatedAt && row.Name == task.Name && row.Description == task.Description && row.UserName == task.UserName
            && row.ConversationId == task.ConversationId;
        if (same && news.Count == 0 && !row.Summarise()) return false;
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
        row.Logs.AddRange(news.Select(x => new MirroredLog
        {
            Id = x.Id, TaskId = task.Id, Type = x.Type, Status = x.Status, PreStatus = x.PreStatus, AssigneeUsername = x.AssigneeUsername, Comment = x.Comment, CreatedAt = x.CreatedAt,
        }));
        row.Summarise();
        return true;
    }
}
