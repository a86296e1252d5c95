using System.Data;
using Dashboard.Auth;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Benchmarks.Audit;

/// <summary>A log of three years: 60 accounts, few of whom do most, from 40 addresses, most of them from one; an account that left long ago. The same one in every run.</summary>
public sealed class AuditData(int entries)
{
    public const int Accounts = 60;
    public const int Addresses = 40;
    public const string Gone = "gone@example.com";
    private const int Portion = 5000;
    private const long Years = 3 * 365 * 24 * 3600 * 1000L;

    /// <summary>The newest entry's time (UTC, Unix milliseconds).</summary>
    public static readonly long Newest = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static long Oldest => Newest - Years;

    public int Batches => entries / 100;

    public static string Account(int number) => $"person{number:D2}@example.com";

    public static string Address(int number) => $"203.0.113.{number}";

    /// <summary>Writes it.</summary>
    public async Task FillAsync(IDbContextFactory<DashboardDb> databases)
    {
        await using var db = databases.CreateDbContext();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            using var insert = new RowInsert(connection, "AuditEntries", ("At", DbType.Int64), ("Who", DbType.String), ("Action", DbType.String), ("Target", DbType.String), ("Detail", DbType.String), ("Address", DbType.String));
            foreach (var some in Rows().Chunk(Portion)) await insert.WriteAsync(transaction, some, CancellationToken.None);
            await transaction.CommitAsync();
        }
        // As after some time of running: the planner knows the table.
        await db.Database.ExecuteSqlRawAsync(connection is NpgsqlConnection ? "VACUUM ANALYZE" : "ANALYZE");
    }

    private IEnumerable<object?[]> Rows()
    {
        var chance = new Random(7);
        for (var i = 0; i < entries; i++)
        {
            var who = i < entries / 50 && i % 40 == 0 ? Gone : Account((int)(Accounts * Math.Pow(chance.NextDouble(), 2)));
            var action = AuditActions.All[(int)(AuditActions.All.Count * Math.Pow(chance.NextDouble(), 1.5))];
            var target = AuditActions.GroupOf(action) switch
            {
                "batch" or "sheet" => $"batch {chance.Next(1, Batches)}", "tasks" => $"{chance.Next(1, 5000)} tasks", "template" => $"template {chance.Next(1, 500)}", "view" => $"view {chance.Next(1, 200)}", _ => null,
            };
            yield return
            [
                Oldest + (long)((double)i / entries * Years), who, action, target, AuditDetail.Of(("bytes", i), ("file", "May.csv")), chance.Next(3) > 0 ? Address(0) : Address(chance.Next(Addresses)),
            ];
        }
    }
}
