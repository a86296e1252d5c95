using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Tasks;

/// <summary>Takes the customer out of final tasks that have not changed for long: phone, name, description and remarks go; ids, statuses, times, accounts and all counts stay.
/// <see cref="TaskMirror"/> does not bring them back.</summary>
public sealed class TaskRetention(IDbContextFactory<DashboardDb> databases, MirrorFeed feed, IOptions<RetentionOptions> options, TimeProvider time, ILogger<TaskRetention> log) : IRetention
{
    // Short transactions with a rest between them: SQLite has one writer, and whoever waits for it must get his turn, also when a million tasks are due at once.
    private const int TasksAtOnce = 2000;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a task's time has come.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="changedAt">When it last changed (UTC), remarks included.</param>
    /// <param name="limit">What is older is kept no longer.</param>
    public static bool IsDue(int status, DateTimeOffset changedAt, DateTimeOffset limit) => MirroredTask.IsFinal(status) && changedAt < limit;

    /// <inheritdoc/>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var (limit, removed) = (options.Value.Limit(time.GetUtcNow()), 0);
        foreach (var status in MirroredTask.FinalStatuses)
        {
            // Those that only a late remark keeps are passed over once.
            for (var last = (UpdatedAt: DateTimeOffset.UnixEpoch, Id: 0L); ;)
            {
                var some = await DueAsync(status, last, limit, cancellationToken);
                if (some.Count == 0) break;
                last = some[^1];
                var ids = await Conflicts.RetryAsync(time, () => RemoveAsync([.. some.Select(x => x.Id)], status, limit, cancellationToken), cancellationToken);
                removed += ids.Count;
                if (ids.Count > 0) feed.Publish(new(ids), feed.FirstFill);
                await Task.Delay(Rest, cancellationToken);
            }
        }
        if (removed > 0) log.LogInformation("The customers' data of {Count} final tasks is removed", removed);
    }

    // A stretch of the index of the tasks that still have theirs: what was done is not met again.
    private async Task<List<(DateTimeOffset UpdatedAt, long Id)>> DueAsync(int status, (DateTimeOffset UpdatedAt, long Id) last, DateTimeOffset limit, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Tasks.Where(x => x.PurgedAt == null && x.Status == status && x.UpdatedAt < limit && x.UpdatedAt >= last.UpdatedAt && (x.UpdatedAt > last.UpdatedAt || x.Id > last.Id))
            .OrderBy(x => x.UpdatedAt).ThenBy(x => x.Id).Take(TasksAtOnce).Select(x => new { x.UpdatedAt, x.Id }).ToListAsync(cancellationToken);
        return [.. due.Select(x => (x.UpdatedAt, x.Id))];
    }

    private async Task<IReadOnlySet<long>> RemoveAsync(IReadOnlyList<long> some, int status, DateTimeOffset limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The sync may have changed one since it was found.
        await db.Tasks.Where(x => some.Contains(x.Id) && x.PurgedAt == null && x.Status == status && x.UpdatedAt < limit && (x.LastLogAt == null || x.LastLogAt < limit))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.UserPhone, "").SetProperty(x => x.UserName, "").SetProperty(x => x.Description, "")
                .SetProperty(x => x.PurgedAt, now).SetProperty(x => x.SyncedAt, now), cancellationToken);
        var ids = await db.Tasks.Where(x => some.Contains(x.Id) && x.PurgedAt != null).Select(x => x.Id).ToHashSetAsync(cancellationToken);
        await db.TaskLogs.Where(x => ids.Contains(x.TaskId) && x.Comment != "").ExecuteUpdateAsync(set => set.SetProperty(x => x.Comment, ""), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ids;
    }
}
