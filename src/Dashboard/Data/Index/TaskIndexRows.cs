using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data.Index;

/// <summary>Reads what the index holds, straight from the connection: at the start that is every task there is.</summary>
internal static class TaskIndexRows
{
    private const string Tasks = """
        SELECT t."Id", t."Status", t."Name", t."UserName", t."UserPhone", t."AssigneeUsername", t."AuthId", t."CreationId", COALESCE(a."BatchId", 0), COALESCE(a."TemplateId", 0),
          t."CreatedAt", t."UpdatedAt", COALESCE(t."LastLogAt", t."CreatedAt"), COALESCE(t."FirstActionAt", 0), COALESCE(t."EndedAt", 0), t."SyncedAt"
        FROM "Tasks" t LEFT JOIN "Assignments" a ON a."TaskId" = t."Id"
        """;

    private const string Remarks = """SELECT l."TaskId", l."CreatedAt" FROM "TaskLogs" l WHERE l."Type" = 4""";

    /// <summary>Tasks and when they were last read or written (UTC, Unix milliseconds); all of them without ids.</summary>
    public static async IAsyncEnumerable<(IndexedTask Task, long SyncedAt)> TasksAsync(DashboardDb db, IReadOnlyCollection<long>? ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(db, Tasks + (ids is null ? "" : $" WHERE t.\"Id\" IN ({List(ids)})"), cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return (new()
            {
                Id = reader.GetInt64(0), Status = reader.GetInt32(1), Name = reader.GetString(2), Customer = reader.GetString(3), Phone = reader.GetString(4), Assignee = reader.GetString(5),
                AuthId = reader.GetInt64(6), CreationId = reader.GetInt64(7), Batch = reader.GetInt64(8), Template = reader.GetInt64(9), CreatedAt = reader.GetInt64(10),
                UpdatedAt = reader.GetInt64(11), LastLogAt = reader.GetInt64(12), FirstActionAt = reader.GetInt64(13), EndedAt = reader.GetInt64(14),
            }, reader.GetInt64(15));
        }
    }

    /// <summary>When remarks were written (UTC, Unix milliseconds), with their tasks; all of them without ids.</summary>
    public static async IAsyncEnumerable<(long Task, long At)> RemarksAsync(DashboardDb db, IReadOnlyCollection<long>? ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(db, Remarks + (ids is null ? "" : $" AND l.\"TaskId\" IN ({List(ids)})"), cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return (reader.GetInt64(0), reader.GetInt64(1));
    }

    // Numbers, and nothing a person has typed.
    private static string List(IReadOnlyCollection<long> ids) => string.Join(',', ids.Select(x => x.ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty("-1"));

    private static async Task<DbCommand> CommandAsync(DashboardDb db, string sql, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // built from constants and numbers
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
