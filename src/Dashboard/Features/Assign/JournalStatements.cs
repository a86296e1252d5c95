using System.Data;
using System.Data.Common;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>The journal's SQL, understood by SQLite and PostgreSQL alike. Numbers of states: see <c>AssignmentState</c> and <c>BatchState</c>.</summary>
public sealed class JournalStatements(DbConnection connection) : IDisposable
{
    /// <summary>Pending assignments of batch {0} whose customer has no POST on the wire or unanswered, at most {1}, with keys up to {2}.</summary>
    public const string Candidates = """
        SELECT a.* FROM "Assignments" a
        WHERE a."BatchId" = {0} AND a."State" = 0 AND a."Id" <= {2} AND NOT EXISTS (
          SELECT 1 FROM "Assignments" o WHERE o."AuthId" = a."AuthId" AND o."UserPhone" = a."UserPhone" AND o."State" IN (1, 4))
        ORDER BY a."Id" LIMIT {1}
        """;

    /// <summary>Batch {0} is completed when every assignment has a clear outcome. {1}: now.</summary>
    private const string Complete = """
        UPDATE "Batches" SET "State" = 3, "StateReason" = NULL, "FinishedAt" = {1}
        WHERE "Id" = {0} AND "State" = 1 AND NOT EXISTS (
          SELECT 1 FROM "Assignments" WHERE "BatchId" = {0} AND "State" IN (0, 1, 4, 5))
        """;

    /// <summary>Batch {0} is stopped when a person must decide on all that is left. {1}: the reason.</summary>
    private const string StopAtHeld = """
        UPDATE "Batches" SET "State" = 5, "StateReason" = {1}
        WHERE "Id" = {0} AND "State" = 1 AND NOT EXISTS (
          SELECT 1 FROM "Assignments" WHERE "BatchId" = {0} AND "State" IN (0, 1, 4))
        """;

    /// <summary>Batch {0} asks a person once its first few have clear outcomes. {1}: the reason.</summary>
    private const string AskAfterCanary = """
        UPDATE "Batches" SET "State" = 2, "StateReason" = {1}
        WHERE "Id" = {0} AND "State" = 1 AND "CanaryLastId" IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM "Assignments" a WHERE a."BatchId" = {0} AND a."State" IN (0, 1, 4) AND a."Id" <= "Batches"."CanaryLastId")
        """;

    /// <summary>What processes other than {0} had on the wire is unknown, for they are gone. {1}: the reason, {2}: now.</summary>
    public const string GiveUpLost = """
        UPDATE "Assignments" SET "State" = 4, "Reason" = {1}, "ChangedAt" = {2}, "FirstUnknownAt" = COALESCE("FirstUnknownAt", {2}), "LookCount" = 0, "LookedAt" = NULL
        WHERE "State" IN (1, 4) AND "State" = 1 AND "ClaimedBy" <> {0}
        """;

    /// <summary>Completes a batch, stops it for a person, or asks after its first few, where it has come that far.</summary>
    public static async Task FinishAsync(DashboardDb db, long batch, long now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.ExecuteSqlRawAsync(Complete, [batch, now], cancellationToken);
        await db.Database.ExecuteSqlRawAsync(StopAtHeld, [batch, BatchReasons.HeldLeft], cancellationToken);
        await db.Database.ExecuteSqlRawAsync(AskAfterCanary, [batch, BatchReasons.Canary], cancellationToken);
    }

    // Its owner may settle a claim even after another server took it for lost: the owner knows what became of it.
    private const string Mine = """
        "Id" = @id AND "ClaimedBy" = @owner AND "AttemptCount" = @number AND ("State" = 1 OR ("State" = 4 AND "Reason" = 'owner-lost'))
        """;

    /// <summary>Pending to Sending, unless the customer meanwhile has another on the wire or unanswered.</summary>
    internal RowStatement Claim { get; } = new(connection, """
        UPDATE "Assignments" SET "State" = 1, "Reason" = NULL, "ClaimedAt" = @now, "FirstClaimedAt" = COALESCE("FirstClaimedAt", @now), "ClaimedBy" = @owner, "AttemptCount" = "AttemptCount" + 1, "ChangedAt" = @now
        WHERE "Id" = @id AND "State" = 0 AND NOT EXISTS (
          SELECT 1 FROM "Assignments" o WHERE o."AuthId" = @auth AND o."UserPhone" = @phone AND o."State" IN (1, 4))
        """,
        ("@now", DbType.Int64), ("@owner", DbType.String), ("@id", DbType.Int64), ("@auth", DbType.Int64), ("@phone", DbType.String));

    /// <summary>Records a POST of a claim whose outcome is not written yet, so that writing it once more changes nothing.</summary>
    internal RowStatement AddAttempt { get; } = new(connection, $"""
        INSERT INTO "Attempts" ("AssignmentId", "Number", "StartedAt", "DurationMs", "Outcome", "HttpStatus", "Message", "UpstreamClockMs")
        SELECT @id, @number, @started, @ms, @outcome, @http, @message, @clock
        WHERE EXISTS (SELECT 1 FROM "Assignments" WHERE {Mine})
        """,
        ("@id", DbType.Int64), ("@number", DbType.Int32), ("@started", DbType.Int64), ("@ms", DbType.Int32), ("@outcome", DbType.String),
        ("@http", DbType.Int32), ("@message", DbType.String), ("@clock", DbType.Int64), ("@owner", DbType.String));

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
          "Reason" = @reason, "FirstUnknownAt" = CASE WHEN @to = 4 THEN COALESCE("FirstUnknownAt", @now) ELSE "FirstUnknownAt" END,
          "LookCount" = 0, "LookedAt" = NULL, "AttemptCount" = "AttemptCount" - @unsent, "ChangedAt" = @now
        WHERE {Mine}
        """,
        ("@id", DbType.Int64), ("@owner", DbType.String), ("@number", DbType.Int32), ("@to", DbType.Int32), ("@reason", DbType.String),
        ("@unsent", DbType.Int32), ("@now", DbType.Int64));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in new[] { Claim, AddAttempt, Assign, Settle }) statement.Dispose();
    }
}
