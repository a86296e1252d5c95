using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Data;

public sealed class MigrationTests
{
    private const string SqliteSchema = """
        SELECT sql AS "Value" FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger' AND name NOT LIKE '\_\_EF%' ESCAPE '\' AND name NOT LIKE 'sqlite%' ORDER BY name
        """;

    private const string PostgresSchema = """
        SELECT "Value" FROM (
          SELECT concat_ws(' ', table_name, column_name, data_type, collation_name, is_nullable, column_default, identity_generation) AS "Value"
          FROM information_schema.columns WHERE table_schema = 'public'
          UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
          UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        ) AS everything WHERE "Value" NOT LIKE '%\_\_EF%' ORDER BY "Value"
        """;

    [Fact]
    public async Task A_migrated_SQLite_database_equals_the_schema_of_the_model()
    {
        await using var migrated = await TestDatabase.CreateAsync();
        await using var actual = migrated.CreateDbContext();

        Assert.Equal(await ModelAsync($"Data Source={Path.Combine(migrated.Folder, "model.db")}", SqliteSchema), await SchemaAsync(actual, SqliteSchema));
    }

    [Fact]
    public async Task A_migrated_PostgreSQL_database_equals_the_schema_of_the_model()
    {
        await using var migrated = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var actual = migrated.CreateDbContext();
        var empty = await PostgresDatabases.CreateAsync(isEmpty: true);

        Assert.Equal(await ModelAsync(empty, PostgresSchema), await SchemaAsync(actual, PostgresSchema));

        await PostgresDatabases.DropAsync(empty);
    }

    private static async Task<string> ModelAsync(string connectionString, string sql)
    {
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(connectionString, "");
        await using var model = new DashboardDb(options.Options);
        await model.Database.EnsureCreatedAsync();
        return await SchemaAsync(model, sql);
    }

    private static async Task<string> SchemaAsync(DashboardDb db, string sql)
    {
        var lines = await db.Database.SqlQueryRaw<string>(sql).ToListAsync();
        Assert.NotEmpty(lines);
        return string.Join('\n', lines);
    }
}
