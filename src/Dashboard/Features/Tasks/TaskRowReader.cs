using System.Data.Common;
using System.Globalization;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>Reads rows of the grid straight from the connection: it is what every page, export and change waits for.</summary>
internal static class TaskRowReader
{
    private const string Rows = """
        SELECT t."Id", t."CreationId", t."AuthId", t."Type", t."Status", t."Name", t."Description", t."UserName", t."UserPhone", t."AssigneeUsername", t."ConversationId",
          t."CreatedAt", t."UpdatedAt", t."SyncedAt", t."FirstActionAt", t."EndedAt", t."LastLogId", l."Type", l."Status", l."PreStatus", l."AssigneeUsername", l."Comment", l."CreatedAt",
          a."BatchId", a."TemplateId", a."FirstLine", t."PurgedAt"
        FROM "Tasks" t LEFT JOIN "TaskLogs" l ON l."Id" = t."LastLogId" LEFT JOIN "Assignments" a ON a."TaskId" = t."Id"
        WHERE t."Id" IN (
        """;

    /// <summary>The rows of the tasks that are there, by their ids.</summary>
    public static async Task<Dictionary<long, TaskRow>> ReadAsync(DashboardDb db, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // a constant and numbers
        command.CommandText = Rows + string.Join(',', ids.Select(x => x.ToString(CultureInfo.InvariantCulture))) + ")";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new Dictionary<long, TaskRow>(ids.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            var task = Task(reader);
            rows[task.Id] = new(task, reader.IsDBNull(17) ? null : Log(reader, task), Number(reader, 23), Number(reader, 24), (int?)Number(reader, 25));
        }
        return rows;
    }

    private static MirroredTask Task(DbDataReader x) => new()
    {
        Id = x.GetInt64(0), CreationId = x.GetInt64(1), AuthId = x.GetInt64(2), Type = x.GetInt32(3), Status = x.GetInt32(4), Name = x.GetString(5), Description = x.GetString(6),
        UserName = x.GetString(7), UserPhone = x.GetString(8), AssigneeUsername = x.GetString(9), ConversationId = Number(x, 10), CreatedAt = At(x.GetInt64(11)),
        UpdatedAt = At(x.GetInt64(12)), SyncedAt = At(x.GetInt64(13)), FirstActionAt = Number(x, 14) is { } acted ? At(acted) : null, EndedAt = Number(x, 15) is { } ended ? At(ended) : null,
        LastLogId = Number(x, 16), LastLogAt = Number(x, 22) is { } logged ? At(logged) : null,
        PurgedAt = Number(x, 26) is { } purged ? At(purged) : null,
    };

    private static MirroredLog Log(DbDataReader x, MirroredTask task) => new()
    {
        Id = x.GetInt64(16), TaskId = task.Id, Type = x.GetInt32(17), Status = x.GetInt32(18), PreStatus = x.GetInt32(19), AssigneeUsername = x.GetString(20), Comment = x.GetString(21),
        CreatedAt = At(x.GetInt64(22)),
    };

    private static long? Number(DbDataReader x, int column) => x.IsDBNull(column) ? null : x.GetInt64(column);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
