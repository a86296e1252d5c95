using System.Data;
using System.Data.Common;
using System.Globalization;
using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>The SQL of reconciling. Every change names the state it expects, and the moment at which it was reached.</summary>
internal sealed class UnclearStatements(DbConnection connection) : IDisposable
{
    private const string Same = """ "Id" = @id AND "State" = 4 AND "ChangedAt" = @changed AND "AttemptCount" = @number """;

    private readonly MirrorStatements mirror = new(connection);

    private readonly RowStatement look = new(connection, $"""
        UPDATE "Assignments" SET "LookedAt" = @now, "LookCount" = "LookCount" + @counts WHERE {Same}
        """,
        ("@now", DbType.Int64), ("@counts", DbType.Int32), ("@id", DbType.Int64), ("@changed", DbType.Int64), ("@number", DbType.Int32));

    private readonly RowStatement assign = new(connection, $"""
        UPDATE "Assignments" SET "State" = 2, "Reason" = NULL, "TaskId" = @task, "CreationId" = @creation, "LookedAt" = @now, "ChangedAt" = @now
        WHERE {Same} AND NOT EXISTS (SELECT 1 FROM "Assignments" o WHERE o."TaskId" = @task)
        """,
        ("@task", DbType.Int64), ("@creation", DbType.Int64), ("@now", DbType.Int64), ("@id", DbType.Int64), ("@changed", DbType.Int64), ("@number", DbType.Int32));

    private readonly RowStatement move = new(connection, $"""
        UPDATE "Assignments" SET
          "State" = CASE WHEN @to = 0 AND EXISTS (SELECT 1 FROM "Batches" b WHERE b."Id" = "Assignments"."BatchId" AND b."State" = 4) THEN 6 ELSE @to END,
          "Reason" = @reason, "CandidateTaskId" = @candidate, "LookedAt" = @now, "LookCount" = "LookCount" + 1, "ChangedAt" = @now
        WHERE {Same}
        """,
        ("@to", DbType.Int32), ("@reason", DbType.String), ("@candidate", DbType.Int64), ("@now", DbType.Int64),
        ("@id", DbType.Int64), ("@changed", DbType.Int64), ("@number", DbType.Int32));

    private readonly RowStatement addAttempt = new(connection, """
        INSERT INTO "Attempts" ("AssignmentId", "Number", "StartedAt", "DurationMs", "Outcome", "Message") VALUES (@id, @number, @now, 0, @outcome, @message)
        """,
        ("@id", DbType.Int64), ("@number", DbType.Int32), ("@now", DbType.Int64), ("@outcome", DbType.String), ("@message", DbType.String));

    /// <summary>Writes them; returns how many are no longer unknown.</summary>
    public async Task<int> WriteAsync(IReadOnlyList<Verdict> verdicts, long now, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var again = verdicts.Where(x => x.To == AssignmentState.Unknown);
        await look.RunAsync(transaction, [.. again.Select(x => new object?[] { now, x.Looked ? 1 : 0, Id(x), Changed(x), Number(x) })], cancellationToken);
        var found = verdicts.Where(x => x.To == AssignmentState.Assigned).ToList();
        var assigned = await assign.RunAsync(transaction, [.. found.Select(x => new object?[] { x.Task!.Id, x.Task.CreationId, now, Id(x), Changed(x), Number(x) })], cancellationToken);
        var others = verdicts.Where(x => x.To is not (AssignmentState.Unknown or AssignmentState.Assigned)).ToList();
        var moved = await move.RunAsync(transaction, [.. others.Select(x => new object?[] { (int)x.To, x.Reason, x.Task?.Id, now, Id(x), Changed(x), Number(x) })], cancellationToken);
        var done = found.Where((_, i) => assigned[i] == 1).Concat(others.Where((_, i) => moved[i] == 1)).ToList();
        await addAttempt.RunAsync(transaction, [.. done.Select(x => new object?[]
        {
            Id(x), Number(x), now, x.To == AssignmentState.Assigned ? AttemptOutcomes.Found : AttemptOutcomes.Absent, Words(x),
        })], cancellationToken);
        await mirror.WriteAsync([.. done.Select(x => x.Task).OfType<Upstream.Incs.IncsTask>()], now, transaction, cancellationToken);
        return done.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in new[] { look, assign, move, addAttempt }) statement.Dispose();
        mirror.Dispose();
    }

    private static long Id(Verdict x) => x.Of.Assignment.Id;

    private static long Changed(Verdict x) => x.Of.Assignment.ChangedAt.ToUnixTimeMilliseconds();

    private static int Number(Verdict x) => x.Of.Assignment.AttemptCount;

    // Facts for whoever reads the attempts: the task, and its time by the clock of INCS.
    private static string? Words(Verdict x) => x.Task is { } task
        ? string.Create(CultureInfo.InvariantCulture, $"{task.Id}, {task.CreatedLocal:yyyy-MM-dd HH:mm:ss}")
        : null;
}
