using System.Data;
using System.Globalization;
using Dashboard.Data;
using Dashboard.Features.Tasks;
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
    private const int Portion = 5000;
    private const long Day = 24 * 3600 * 1000L;
    private static readonly string[] Campaigns = ["April follow-up", "四月回访", "Repayment reminder", "Satisfaction call", "会员续费", "Promo Ramadan", "Konfirmasi pembayaran", "逾期提醒"];
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
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            using var mirror = new MirrorInsert(connection);
            foreach (var some in Tasks().Chunk(Portion)) await mirror.WriteAsync(transaction, some, CancellationToken.None);
            using var assignments = new RowInsert(connection, "Assignments",
                ("BatchId", DbType.Int64), ("FirstLine", DbType.Int32), ("State", DbType.Int32), ("Name", DbType.String), ("AuthId", DbType.Int64), ("UserPhone", DbType.String),
                ("AssigneeUsername", DbType.String), ("TemplateId", DbType.Int64), ("TaskId", DbType.Int64), ("AttemptCount", DbType.Int32), ("LookCount", DbType.Int32), ("ChangedAt", DbType.Int64));
            await assignments.WriteAsync(transaction, [.. Assignments()], CancellationToken.None);
            await transaction.CommitAsync();
        }
        // As after some time of running: the planner knows the tables.
        await db.Database.ExecuteSqlRawAsync(connection is NpgsqlConnection ? "VACUUM ANALYZE" : "ANALYZE");
    }

    private IEnumerable<MirroredTask> Tasks()
    {
        for (var i = 1; i <= tasks; i++)
        {
            var made = new Made(i, tasks);
            var task = new MirroredTask
            {
                Id = i, CreationId = i / 25, AuthId = 30058L + i * 31 % Authorisations, Type = 3, Status = made.Status, Name = $"{Campaigns[i / 25 % Campaigns.Length]} {i / 25 % 50}",
                Description = i % 3 == 0 ? "VIP" : "", UserName = $"Customer {i * 7919L % (tasks / 5)}",
                UserPhone = string.Create(CultureInfo.InvariantCulture, $"628{11 + i % 40}{i * 7919L % 9_000_000 + 1_000_000:D7}"), AssigneeUsername = made.Assignee,
                CreatedAt = At(made.Created), UpdatedAt = At(made.Updated), SyncedAt = At(Now - 30 * Day), Logs = [.. Logs(i, made)],
            };
            task.Summarise();
            yield return task;
        }
    }

    private static IEnumerable<MirroredLog> Logs(int i, Made task)
    {
        MirroredLog Log(int number, int type, int before, int status, string comment, long at) => new()
        {
            Id = 10L * i + number, TaskId = i, Type = type, Status = status, PreStatus = before, AssigneeUsername = number == 0 ? "" : task.Assignee, Comment = comment, CreatedAt = At(at),
        };
        yield return Log(0, 1, 0, 0, "", task.Created);
        if (task.Status == 0) yield break;
        yield return Log(1, 3, 0, 1, "", task.Created + task.Wait);
        yield return Log(2, 4, 1, 1, $"Promised to pay on day {i % 31}", task.Created + task.Wait + 60_000);
        if (MirroredTask.IsFinal(task.Status)) yield return Log(3, 3, 1, task.Status, "", task.Updated);
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

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
            Assignee = $"incs_{1 + (int)(Assignees * Math.Pow(chance % 10007 / 10007.0, 1.4))}";
        }

        public long Created { get; }

        public long Updated { get; }

        public long Wait { get; }

        public int Status { get; }

        public string Assignee { get; }
    }
}
