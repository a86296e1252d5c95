using System.Data.Common;
using System.Globalization;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Benchmarks.Grid;

/// <summary>Mirrored tasks of 90 days with four log entries each, one of them a remark; every tenth came from a batch. The same ones in every run.</summary>
public sealed class GridData(int tasks)
{
    public const int Assignees = 60;
    public const int Authorisations = 5;
    public const long FirstTemplate = 1254676189925432389;
    public const int Templates = 4;
    private const int BatchSize = 5000;
    private const long Day = 24 * 3600 * 1000L;
    private static readonly string[] Campaigns = ["April follow-up", "四月回访", "Repayment reminder", "Satisfaction call", "会员续费", "Promo Ramadan", "Konfirmasi pembayaran", "逾期提醒"];
    private static readonly string[] TaskColumns =
    [
        "Id", "CreationId", "AuthId", "Type", "Status", "Name", "Description", "UserName", "UserPhone", "AssigneeUsername", "ConversationId", "CreatedAt", "UpdatedAt", "SyncedAt",
        "LastLogId", "LastLogAt", "FirstActionAt", "EndedAt",
    ];
    private static readonly string[] LogColumns = ["Id", "TaskId", "Type", "Status", "PreStatus", "AssigneeUsername", "Comment", "CreatedAt"];
    private static readonly string[] AssignmentColumns =
        ["BatchId", "FirstLine", "State", "Name", "AuthId", "UserPhone", "AssigneeUsername", "TemplateId", "TaskId", "AttemptCount", "LookCount", "ChangedAt"];

    /// <summary>The newest task's creation (UTC, Unix milliseconds).</summary>
    public static readonly long Now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000 * 1000;

    public int Batches => tasks / 10 / BatchSize;

    /// <summary>When the tasks were created: from the oldest on.</summary>
    public static long Oldest => Now - 90 * Day;

    /// <summary>Writes them.</summary>
    public async Task FillAsync(IDbContextFactory<DashboardDb> databases)
    {
        await using var db = await databases.CreateDbContextAsync();
        for (var i = 0; i < Batches; i++)
        {
            db.Batches.Add(new()
            {
                SheetName = $"sheet {i}.csv", State = BatchState.Completed, CreatedBy = "mei", CreatedAt = DateTimeOffset.UtcNow, ConfirmedAt = DateTimeOffset.UtcNow,
                AssignmentCount = BatchSize, LineCount = BatchSize,
            });
        }
        await db.SaveChangesAsync();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        await WriteAsync(connection, "Tasks", TaskColumns, Tasks());
        await WriteAsync(connection, "TaskLogs", LogColumns, Logs());
        await WriteAsync(connection, "Assignments", AssignmentColumns, Assignments());
        // As after some time of running: the planner knows the tables.
        await db.Database.ExecuteSqlRawAsync(connection is NpgsqlConnection ? "VACUUM ANALYZE" : "ANALYZE");
    }

    private IEnumerable<object?[]> Tasks()
    {
        for (var i = 1; i <= tasks; i++)
        {
            var task = new Made(i, tasks);
            yield return
            [
                (long)i, (long)(i / 25), 30058L + i * 31 % Authorisations, 3, task.Status, $"{Campaigns[i / 25 % Campaigns.Length]} {i / 25 % 50}", i % 3 == 0 ? "VIP" : "", $"Customer {i * 7919L % (tasks / 5)}",
                string.Create(CultureInfo.InvariantCulture, $"628{11 + i % 40}{i * 7919L % 9_000_000 + 1_000_000:D7}"), task.Assignee, null, task.Created, task.Updated, Now - 30 * Day,
                task.LastLog, task.Updated, task.Status == 0 ? null : task.Created + task.Wait, task.Status is 2 or 3 ? task.Updated : null,
            ];
        }
    }

    private IEnumerable<object?[]> Logs()
    {
        for (var i = 1; i <= tasks; i++)
        {
            var task = new Made(i, tasks);
            yield return [10L * i, (long)i, 1, 0, 0, "", "", task.Created];
            if (task.Status == 0) continue;
            yield return [10L * i + 1, (long)i, 3, 1, 0, task.Assignee, "", task.Created + task.Wait];
            yield return [10L * i + 2, (long)i, 4, 1, 1, task.Assignee, $"Promised to pay on day {i % 31}", task.Created + task.Wait + 60_000];
            if (task.Status is 2 or 3) yield return [10L * i + 3, (long)i, 3, task.Status, 1, task.Assignee, "", task.Updated];
        }
    }

    private IEnumerable<object?[]> Assignments()
    {
        for (var i = 1; i <= Batches * BatchSize; i++)
        {
            var task = tasks - i + 1;
            yield return
            [
                (long)((i - 1) / BatchSize + 1), i % BatchSize + 2, (int)AssignmentState.Assigned, "n", 30058L, $"62{task}", "incs_1", FirstTemplate + i % Templates, (long)task, 1, 0, Now,
            ];
        }
    }

    private static Task WriteAsync(DbConnection connection, string table, string[] columns, IEnumerable<object?[]> rows) =>
        connection is NpgsqlConnection postgres ? CopyAsync(postgres, table, columns, rows) : InsertAsync(connection, table, columns, rows);

    private static async Task CopyAsync(NpgsqlConnection connection, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"COPY \"{table}\" ({List(columns)}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            foreach (var value in row)
            {
                if (value is null) await writer.WriteNullAsync();
                else await writer.WriteAsync(value);
            }
        }
        await writer.CompleteAsync();
    }

    private static async Task InsertAsync(DbConnection connection, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO \"{table}\" ({List(columns)}) VALUES ({string.Join(',', columns.Select((_, i) => $"@p{i}"))})";
        var parameters = columns.Select((_, i) =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) parameters[i].Value = row[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    private static string List(string[] columns) => string.Join(',', columns.Select(x => $"\"{x}\""));

    // What becomes of a task follows from its number: old ones are mostly over, young ones mostly not.
    private readonly struct Made
    {
        public Made(int i, int all)
        {
            var chance = (ulong)i * 0x9E3779B97F4A7C15 >> 33;
            Created = Oldest + (long)((double)i / all * 90 * Day) / 1000 * 1000;
            var open = i > all * 0.97 ? chance % 2 == 0 : chance % 40 == 0;
            Status = open ? (int)(chance / 40 % 2) : chance % 9 == 0 ? 3 : 2;
            Wait = (long)(chance % 7200 + 5) * 1000;
            Updated = Status == 0 ? Created : Created + Wait + 60_000 + (Status == 1 ? 0 : (long)(chance % 90_000) * 1000);
            LastLog = 10L * i + (Status == 0 ? 0 : Status == 1 ? 2 : 3);
            Assignee = $"incs_{1 + (int)(Assignees * Math.Pow(chance % 10007 / 10007.0, 1.4))}";
        }

        public long Created { get; }

        public long Updated { get; }

        public long Wait { get; }

        public long LastLog { get; }

        public int Status { get; }

        public string Assignee { get; }
    }
}
