using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Dashboard.Data;

/// <summary>Registers the database and brings its schema up to date.</summary>
public static class DataSetup
{
    /// <summary>Where the data is unless <c>ConnectionStrings:Dashboard</c> says otherwise.</summary>
    public const string DefaultConnectionString = "Data Source=data/dashboard.db";

    /// <summary>Adds an <see cref="IDbContextFactory{TContext}"/> for the database that <c>ConnectionStrings:Dashboard</c> names:
    /// PostgreSQL when it has <c>Host=</c>, else SQLite. Call it before anything that touches the data folder.</summary>
    /// <exception cref="InvalidOperationException">Another process uses the SQLite file.</exception>
    public static void AddDashboardData(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("Dashboard") ?? DefaultConnectionString;
        var root = DataFolder.Root(builder.Environment.ContentRootPath);
        var folder = DataFolder.For(connectionString, root);
        var taken = DatabaseLock.Take(connectionString, root);
        builder.Services.AddSingleton(_ => taken);
        builder.Services.AddSingleton(folder);
        builder.Services.AddDbContextFactory<DashboardDb>(options => options.UseDashboard(connectionString, root));
        builder.Services.AddSingleton<Index.TaskIndexSource>();
        builder.Services.AddSingleton<ForgottenCustomers>();
        builder.Services.AddDataProtection().SetApplicationName("Dashboard").ProtectKeys(builder.Configuration.GetSection(KeyProtectionOptions.Section).Get<KeyProtectionOptions>());
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<DashboardDb>>((options, databases) => options.XmlRepository = new DatabaseKeys(databases));
    }

    /// <summary>Chooses the provider by the connection string; a relative SQLite path starts at <paramref name="root"/>.</summary>
    public static void UseDashboard(this DbContextOptionsBuilder options, string connectionString, string root)
    {
        if (IsPostgres(connectionString))
        {
            // The provider's own strategy would wrap some exceptions: here each comes as it is, as on SQLite.
            options.UseNpgsql(Pooled(connectionString), npgsql => npgsql.ExecutionStrategy(x => new NonRetryingExecutionStrategy(x))).AddInterceptors(PostgresText.Instance);
            return;
        }

        var sqlite = new SqliteConnectionStringBuilder(connectionString);
        sqlite.DataSource = Path.Combine(root, sqlite.DataSource);
        options.UseSqlite(sqlite.ToString()).AddInterceptors(SqlitePragmas.Instance);
    }

    /// <summary>Whether a connection string selects PostgreSQL.</summary>
    /// <exception cref="InvalidOperationException">It can't be read.</exception>
    public static bool IsPostgres(string connectionString) => Read(() => new DbConnectionStringBuilder { ConnectionString = connectionString }).ContainsKey("Host");

    /// <summary>Whether other servers may work on the same database: on PostgreSQL.</summary>
    public static async Task<bool> MayHaveOtherServersAsync(this IDbContextFactory<DashboardDb> databases, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(databases);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return db.Database.IsNpgsql();
    }

    /// <summary>A connection string of PostgreSQL with a pool that several servers may have beside each other: a database takes 100 connections in all
    /// unless it is told otherwise. What the string says itself stays.</summary>
    public static string Pooled(string connectionString)
    {
        var postgres = Read(() => new NpgsqlConnectionStringBuilder(connectionString));
        if (!postgres.ShouldSerialize("Maximum Pool Size")) postgres.MaxPoolSize = 30;
        postgres.ApplicationName ??= "Dashboard";
        return postgres.ToString();
    }

    // The reader's own words name what it stumbled over, which may be a part of the password.
    private static T Read<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ArgumentException)
        {
            throw new InvalidOperationException("ConnectionStrings:Dashboard can't be read. It holds name=value parts with ; between them; a value that itself holds ; or = stands in double quotes.");
        }
    }

    /// <summary>Creates the data folder and applies pending migrations.</summary>
    public static async Task MigrateDashboardAsync(this WebApplication app)
    {
        Directory.CreateDirectory(app.Services.GetRequiredService<DataFolder>().Path);
        // From here on the container holds the lock, and lets it go at the end.
        app.Services.GetRequiredService<DatabaseLock>();
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<DashboardDb>>().CreateDbContextAsync();
        // Else the first start on PostgreSQL logs an error: it reads this table to see whether it is there.
        if (await db.GetService<IRelationalDatabaseCreator>().ExistsAsync()) await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync();
        await db.Database.MigrateAsync();
    }

    /// <summary>WAL lets the grids read while the dispatcher writes; writers wait for each other instead of failing.</summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
