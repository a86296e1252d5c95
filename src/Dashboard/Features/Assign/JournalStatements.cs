using System.Data;
using System.Data.Common;

namespace Dashboard.Features.Assign;

/// <summary>The journal's SQL, understood by SQLite and PostgreSQL alike. Numbers of states: see <c>AssignmentState</c> and <c>BatchState</c>.</summary>
public sealed class JournalStatements(DbConnection connection) : IDisposable
{
    /// <summary>Pending assignments of batch {0} whose customer has no POST on the wire or unanswered, at most {1}.</summary>
    public const string Candidates = """
        SELECT a.* FROM "Assignments" a
        WHERE a."BatchId" = {0} AND a."State" = 0 AND NOT EXISTS (
          SELECT 1 FROM "Assignments" o WHERE o."AuthId" = a."AuthId" AND o."UserPhone" = a."UserPhone" AND o."State" IN (1, 4))
        ORDER BY a."Id" LIMIT {1}
        """;

    /// <summary>Batch {0} is completed when every assignment has a clear outcome. {1}: now.</summary>
    public const string Complete = """
        UPDATE "Batches" SET "State" = 3, "StateReason" = NULL, "FinishedAt" = {1}
        WHERE "Id" = {0} AND "State" = 1 AND NOT EXISTS (
          SELECT 1 FROM "Assignments" WHERE "BatchId" = {0} AND "State" IN (0, 1, 4, 5))
        """;

    /// <summary>Batch {0} is stopped when nothing can be sent before an unclear answer is cleared up. {1}: the reason.</summary>
    public const string StopAtUnknown = """
        UPDATE "Batches" SET "State" = 5, "StateReason" = {1}
        WHERE "Id" = {0} AND "State" = 1
          AND NOT EXISTS (SELECT 1 FROM "Assignments" WHERE "BatchId" = {0} AND "State" = 1)
          AND NOT EXISTS (
            SELECT 1 FROM "Assignments" p WHERE p."BatchId" = {0} AND p."State" = 0 AND NOT EXISTS (
              SELECT 1 FROM "Assignments" o
              WHERE o."AuthId" = p."AuthId" AND o."UserPhone" = p."UserPhone" AND o."State" IN (1, 4) AND o."State" = 4))
        """;

    // Its owner may settle a claim even after another server took it for lost: the owner knows what became of it.
    private const string Mine = """
        "Id" = @id AND "ClaimedBy" = @owner AND "AttemptCount" = @number AND ("State" = 1 OR ("State" = 4 AND "Reason" = 'owner-lost'))
        """;

    /// <summary>Pending to Sending, unless the customer meanwhile has another on the wire or unanswered.</summary>
    internal RowStatement Claim { get; } = new(connection, """
        UPDATE "Assignments" SET "State" = 1, "Reason" = NULL, "ClaimedAt" = @now, "ClaimedBy" = @owner, "AttemptCount" = "AttemptCount" + 1, "ChangedAt" = @now
        WHERE "Id" = @id AND "State" = 0 AND NOT EXISTS (
          SELECT 1 FROM "Assignments" o WHERE o."AuthId" = @auth AND o."UserPhone" = @phone AND o."State" IN (1, 4))
        """,
        ("@now", DbType.Int64), ("@owner", DbType.String), ("@id", DbType.Int64), ("@auth", DbType.Int64), ("@phone", DbType.String));

    /// <summary>Records a POST of a claim whose outcome is not written yet, so that writing it once more changes nothing.</summary>
    internal RowStatement AddAttempt { get; } = new(connection, $"""
        INSERT INTO "Attempts" ("AssignmentId", "Number", "StartedAt", "DurationMs", "Outcome", "HttpStatus", "Message")
        SELECT @id, @number, @started, @ms, @outcome, @http, @message
        WHERE EXISTS (SELECT 1 FROM "Assignments" WHERE {Mine})
        """,
        ("@id", DbType.Int64), ("@number", DbType.Int32), ("@started", DbType.Int64), ("@ms", DbType.Int32), ("@outcome", DbType.String),
        ("@http", DbType.Int32), ("@message", DbType.String), ("@owner", DbType.String));

    /// <summary>Sending to Assigned, unless another assignment owns the task.</summary>
    internal RowStatement Assign { get; } = new(connection, $"""
        UPDATE "Assignments" SET "State" = 2, "Reason" = NULL, "TaskId" = @task, "CreationId" = @creation, "ChangedAt" = @now
        WHERE {Mine} AND NOT EXISTS (SELECT 1 FROM "Assignments" o WHERE o."TaskId" = @task)
        """,
        ("@id", DbType.Int64), ("@owner", DbType.String), ("@number", DbType.Int32), ("@task", DbType.Int64), ("@creation", DbType.Int64), ("@now", DbType.Int64));

    /// <summary>Sending to another state; what would be pending in a cancelled batch is cancelled.</summary>
    internal RowStatement Settle { get; } = new(connection, $"""
        UPDATE "Assignments" SET
          "State" = CASE WHEN @to = 0 AND EXISTS (SELECT 1 FROM "Batches" b WHERE b."Id" = "Assignments"."BatchId" AND b."State" = 4) THEN 6 ELSE @to END,
          "Reason" = @reason, "AttemptCount" = "AttemptCount" - @unsent, "ChangedAt" = @now
        WHERE {Mine}
        """,
        ("@id", DbType.Int64), ("@owner", DbType.String), ("@number", DbType.Int32), ("@to", DbType.Int32), ("@reason", DbType.String),
        ("@unsent", DbType.Int32), ("@now", DbType.Int64));

    /// <summary>A created task into the mirror; what the sync read later stays.</summary>
    internal RowStatement AddTask { get; } = new(connection, """
        INSERT INTO "Tasks" ("Id", "CreationId", "AuthId", "Type", "Status", "Name", "Description", "UserName", "UserPhone", "AssigneeUsername",
          "ConversationId", "CreatedAt", "UpdatedAt", "SyncedAt")
        VALUES (@id, @creation, @auth, @type, @status, @name, @description, @user, @phone, @assignee, @conversation, @created, @updated, @now)
        ON CONFLICT ("Id") DO UPDATE SET "Status" = excluded."Status", "UpdatedAt" = excluded."UpdatedAt", "SyncedAt" = excluded."SyncedAt"
        WHERE excluded."UpdatedAt" > "Tasks"."UpdatedAt"
        """,
        ("@id", DbType.Int64), ("@creation", DbType.Int64), ("@auth", DbType.Int64), ("@type", DbType.Int32), ("@status", DbType.Int32),
        ("@name", DbType.String), ("@description", DbType.String), ("@user", DbType.String), ("@phone", DbType.String), ("@assignee", DbType.String),
        ("@conversation", DbType.Int64), ("@created", DbType.Int64), ("@updated", DbType.Int64), ("@now", DbType.Int64));

    /// <summary>A created task's log entry into the mirror.</summary>
    internal RowStatement AddLog { get; } = new(connection, """
        INSERT INTO "TaskLogs" ("Id", "TaskId", "Type", "Status", "PreStatus", "AssigneeUsername", "Comment", "CreatedAt")
        VALUES (@id, @task, @type, @status, @before, @assignee, @comment, @created)
        ON CONFLICT ("Id") DO NOTHING
        """,
        ("@id", DbType.Int64), ("@task", DbType.Int64), ("@type", DbType.Int32), ("@status", DbType.Int32), ("@before", DbType.Int32),
        ("@assignee", DbType.String), ("@comment", DbType.String), ("@created", DbType.Int64));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in new[] { Claim, AddAttempt, Assign, Settle, AddTask, AddLog }) statement.Dispose();
    }
}
