using System.Data.Common;
using System.Globalization;
using Dashboard.Features.Tasks;

namespace Dashboard.Benchmarks.Grid;

/// <summary>The same page by hand-written SQL over ADO.NET: the count, then the page's rows with their newest log entry and their batch, found by the narrow
/// columns first so that deep pages drag no rows along.</summary>
public static class HandWritten
{
    private const int Columns = 24;

    /// <summary>Reads a page; one beyond the end is the last one. The connection is taken from the pool and given back, as for every page of an app.</summary>
    public static async Task<(int Total, IReadOnlyList<long> Ids)> ReadAsync(DbConnection connection, GridCase x)
    {
        await using var pooled = connection;
        await connection.OpenAsync();
        await using var count = connection.CreateCommand();
        count.CommandText = $"SELECT count(*) FROM \"Tasks\" t WHERE {x.Where}";
        var total = Convert.ToInt32(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        var page = Math.Clamp(x.Filter.Page, 1, Math.Max((total + TaskFilter.DefaultSize - 1) / TaskFilter.DefaultSize, 1));
        await using var rows = connection.CreateCommand();
        rows.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT t."Id", t."CreationId", t."AuthId", t."Type", t."Status", t."Name", t."Description", t."UserName", t."UserPhone", t."AssigneeUsername", t."ConversationId",
              t."CreatedAt", t."UpdatedAt", t."SyncedAt", t."FirstActionAt", t."EndedAt", l."Id", l."Type", l."Status", l."PreStatus", l."AssigneeUsername", l."Comment", l."CreatedAt", a."BatchId"
            FROM (SELECT t."Id" FROM "Tasks" t WHERE {x.Where} ORDER BY {x.OrderBy} LIMIT {TaskFilter.DefaultSize} OFFSET {(page - 1) * TaskFilter.DefaultSize}) p
            JOIN "Tasks" t ON t."Id" = p."Id" LEFT JOIN "TaskLogs" l ON l."Id" = t."LastLogId" LEFT JOIN "Assignments" a ON a."TaskId" = t."Id"
            ORDER BY {x.OrderBy}
            """);
        var ids = new List<long>(TaskFilter.DefaultSize);
        await using var reader = await rows.ExecuteReaderAsync();
        var values = new object[Columns];
        while (await reader.ReadAsync())
        {
            // Every value is taken, as a page needs it.
            reader.GetValues(values);
            ids.Add(reader.GetInt64(0));
        }
        return (total, ids);
    }
}
