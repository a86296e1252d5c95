using Dashboard.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Support;

/// <summary>A migrated SQLite database in a file of its own, with the product's own settings; deleted afterwards.</summary>
public sealed class TestDatabase : IDbContextFactory<DashboardDb>, IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-test-");
    private readonly DbContextOptions<DashboardDb> options;

    private TestDatabase()
    {
        ConnectionString = $"Data Source={Path.Combine(folder.FullName, "dashboard.db")}";
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(ConnectionString, folder.FullName);
        options = builder.Options;
    }

    public string ConnectionString { get; }

    public string Folder => folder.FullName;

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await using var db = database.CreateDbContext();
        await db.Database.MigrateAsync();
        return database;
    }

    public DashboardDb CreateDbContext() => new(options);

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
