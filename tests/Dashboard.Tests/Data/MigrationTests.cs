using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Data;

public sealed class MigrationTests
{
    [Fact]
    public async Task A_migrated_SQLite_database_equals_the_schema_of_the_model()
    {
        await using var migrated = await TestDatabase.CreateAsync();
        var file = Path.Combine(migrated.Folder, "model.db");
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard($"Data Source={file}", migrated.Folder);
        await using var model = new DashboardDb(options.Options);
        await model.Database.EnsureCreatedAsync();
        await using var actual = migrated.CreateDbContext();

        Assert.Equal(await SchemaAsync(model), await SchemaAsync(actual));
    }

    private static async Task<string> SchemaAsync(DashboardDb db)
    {
        const string sql = "SELECT sql AS Value FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name";
        return string.Join('\n', await db.Database.SqlQueryRaw<string>(sql).ToListAsync());
    }
}
