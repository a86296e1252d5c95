using System.Data;
using System.Data.Common;
using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>Puts tasks that INCS has just answered into the mirror, in the transaction of whoever learned of them.</summary>
internal sealed class MirrorStatements(DbConnection connection) : IDisposable
{
    // What the sync read later stays. That it was written is told in any case: the task has its batch now.
    private readonly RowStatement addTask = new(connection, """
        INSERT INTO "Tasks" ("Id", "CreationId", "AuthId", "Type", "Status", "Name", "Description", "UserName", "UserPhone", "AssigneeUsername",
          "ConversationId", "CreatedAt", "UpdatedAt", "SyncedAt", "LastLogId", "LastLogAt")
        VALUES (@id, @creation, @auth, @type, @status, @name, @description, @user, @phone, @assignee, @conversation, @created, @updated, @now, @log, @logged)
        ON CONFLICT ("Id") DO UPDATE SET "SyncedAt" = excluded."SyncedAt",
          "Status" = CASE WHEN excluded."UpdatedAt" > "Tasks"."UpdatedAt" THEN excluded."Status" ELSE "Tasks"."Status" END,
          "UpdatedAt" = CASE WHEN excluded."UpdatedAt" > "Tasks"."UpdatedAt" THEN excluded."UpdatedAt" ELSE "Tasks"."UpdatedAt" END
        """,
        ("@id", DbType.Int64), ("@creation", DbType.Int64), ("@auth", DbType.Int64), ("@type", DbType.Int32), ("@status", DbType.Int32),
        ("@name", DbType.String), ("@description", DbType.String), ("@user", DbType.String), ("@phone", DbType.String), ("@assignee", DbType.String),
        ("@conversation", DbType.Int64), ("@created", DbType.Int64), ("@updated", DbType.Int64), ("@now", DbType.Int64),
        ("@log", DbType.Int64), ("@logged", DbType.Int64));

    private readonly RowStatement addLog = new(connection, """
        INSERT INTO "TaskLogs" ("Id", "TaskId", "Type", "Status", "PreStatus", "AssigneeUsername", "Comment", "CreatedAt")
        VALUES (@id, @task, @type, @status, @before, @assignee, @comment, @created)
        ON CONFLICT ("Id") DO NOTHING
        """,
        ("@id", DbType.Int64), ("@task", DbType.Int64), ("@type", DbType.Int32), ("@status", DbType.Int32), ("@before", DbType.Int32),
        ("@assignee", DbType.String), ("@comment", DbType.String), ("@created", DbType.Int64));

    /// <summary>Adds the tasks and their logs.</summary>
    public async Task WriteAsync(IReadOnlyCollection<IncsTask> tasks, long now, DbTransaction transaction, CancellationToken cancellationToken)
    {
        // In the order in which the sync writes them, so that neither waits for the other in a circle.
        await addTask.RunAsync(transaction, [.. tasks.OrderBy(x => x.Id).Select(x => new object?[]
        {
            x.Id, x.CreationId, x.AuthId, x.Type, x.Status, x.Name, x.Description, x.UserName, x.UserPhone, x.AssigneeUsername,
            x.ConversationId, x.CreatedAt.ToUnixTimeMilliseconds(), x.UpdatedAt.ToUnixTimeMilliseconds(), now,
            Newest(x)?.Id, Newest(x)?.CreatedAt.ToUnixTimeMilliseconds(),
        })], cancellationToken);
        await addLog.RunAsync(transaction, [.. tasks.OrderBy(x => x.Id).SelectMany(x => x.Logs, (task, log) => new object?[]
        {
            log.Id, task.Id, log.Type, log.Status, log.PreStatus, log.AssigneeUsername, log.Comment, log.CreatedAt.ToUnixTimeMilliseconds(),
        })], cancellationToken);
    }

    private static IncsLog? Newest(IncsTask task) => task.Logs.MaxBy(x => (x.CreatedAt, x.Id));

    /// <inheritdoc/>
    public void Dispose()
    {
        addTask.Dispose();
        addLog.Dispose();
    }
}
