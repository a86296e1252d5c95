using Dashboard.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Support;

/// <summary>A migrated database of its own, on either of the two, with the product's own settings; deleted afterwards. Its folder is for files beside it.</summary>
public sealed class TestDatabase : IDbContextFactory<DashboardDb>, IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly DbContextOptions<DashboardDb> options;

    private TestDatabase(DatabaseKind kind, string connectionString, DirectoryInfo folder)
    {
        (Kind, ConnectionString, this.folder) = (kind, connectionString, folder);
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(ConnectionString, folder.FullName);
        options = builder.Options;
    }

    public DatabaseKind Kind { get; }

    public string ConnectionString { get; }

    public string Folder => folder.FullName;

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-test-");
        if (kind == DatabaseKind.Postgres) return new(kind, await PostgresDatabases.CreateAsync(), folder);
        var database = new TestDatabase(kind, $"Data Source={Path.Combine(folder.FullName, "dashboard.db")}", folder);
        await using var db = database.CreateDbContext();
        await db.Database.MigrateAsync();
        return database;
    }

    public DashboardDb CreateDbContext() => new(options);

    public async ValueTask DisposeAsync()
    {
        if (Kind == DatabaseKind.Postgres) await PostgresDatabases.DropAsync(ConnectionString);
        else SqliteConnection.ClearAllPools();
        await DeleteFolderAsync();
    }

    // What a closed page was still reading may make a file of SQLite's while the folder goes.
    private async Task DeleteFolderAsync()
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (tried < 10)
            {
                await Task.Delay(20 * tried);
            }
        }
    }
}
