using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Support;

internal static class PostgresWaits
{
    /// <summary>Ends when a session of the database waits for a lock of another.</summary>
    public static async Task WaitForWaiterAsync(this TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        const string sql = """SELECT count(*) AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""";
        for (var i = 0; await db.Database.SqlQueryRaw<long>(sql).SingleAsync() == 0; i++)
        {
            Assert.True(i < 3000, "Nobody waits within 30 s");
            await Task.Delay(10);
        }
    }
}
