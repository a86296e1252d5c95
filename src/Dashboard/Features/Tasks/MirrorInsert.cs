using System.Data;
using System.Data.Common;
using Dashboard.Data;

namespace Dashboard.Features.Tasks;

/// <summary>Adds tasks that the mirror does not have, with their logs: hundreds of thousands when it is filled.</summary>
internal sealed class MirrorInsert(DbConnection connection) : IDisposable
{
    private readonly RowInsert addTasks = new(connection, "Tasks",
        ("Id", DbType.Int64), ("CreationId", DbType.Int64), ("AuthId", DbType.Int64), ("Type", DbType.Int32), ("Status", DbType.Int32), ("Name", DbType.String),
        ("Description", DbType.String), ("UserName", DbType.String), ("UserPhone", DbType.String), ("AssigneeUsername", DbType.String), ("ConversationId", DbType.Int64),
        ("CreatedAt", DbType.Int64), ("UpdatedAt", DbType.Int64), ("SyncedAt", DbType.Int64), ("LastLogId", DbType.Int64), ("LastLogAt", DbType.Int64),
        ("FirstActionAt", DbType.Int64), ("EndedAt", DbType.Int64), ("PurgedAt", DbType.Int64));

    private readonly RowInsert addLogs = new(connection, "TaskLogs",
        ("Id", DbType.Int64), ("TaskId", DbType.Int64), ("Type", DbType.Int32), ("Status", DbType.Int32), ("PreStatus", DbType.Int32),
        ("AssigneeUsername", DbType.String), ("Comment", DbType.String), ("CreatedAt", DbType.Int64));

    /// <summary>Adds them in their order.</summary>
    public async Task WriteAsync(DbTransaction transaction, IReadOnlyCollection<MirroredTask> tasks, CancellationToken cancellationToken)
    {
        await addTasks.WriteAsync(transaction, [.. tasks.Select(x => new object?[]
        {
            x.Id, x.CreationId, x.AuthId, x.Type, x.Status, x.Name, x.Description, x.UserName, x.UserPhone, x.AssigneeUsername, x.ConversationId,
            Stored(x.CreatedAt), Stored(x.UpdatedAt), Stored(x.SyncedAt), x.LastLogId, Stored(x.LastLogAt), Stored(x.FirstActionAt), Stored(x.EndedAt), Stored(x.PurgedAt),
        })], cancellationToken);
        await addLogs.WriteAsync(transaction, [.. tasks.SelectMany(x => x.Logs).Select(x => new object?[]
        {
            x.Id, x.TaskId, x.Type, x.Status, x.PreStatus, x.AssigneeUsername, x.Comment, Stored(x.CreatedAt),
        })], cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        addTasks.Dispose();
        addLogs.Dispose();
    }

    private static long? Stored(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();
}
