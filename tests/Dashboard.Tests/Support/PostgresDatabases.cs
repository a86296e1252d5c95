using System.Globalization;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Tests.Support;

/// <summary>Databases on the server of the run: each is a copy of one that was migrated once.</summary>
internal static class PostgresDatabases
{
    private const string Template = "migrated";
    private static readonly Lazy<Task<PostgresServer>> Server = new(PrepareAsync);
    private static int count;

    /// <summary>Makes a migrated database, or an empty one.</summary>
    /// <returns>How it is reached.</returns>
    public static async Task<string> CreateAsync(bool isEmpty = false)
    {
        var server = await Server.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref count)}");
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {(isEmpty ? "template0" : Template)}");
        // As the product completes it, so that one pool serves all of the test.
        return DataSetup.Pooled(server.ConnectionString(name));
    }

    public static async Task DropAsync(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
        await (await Server.Value).ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    private static async Task<PostgresServer> PrepareAsync()
    {
        var server = await PostgresServer.SharedAsync();
        await server.ExecuteAsync($"CREATE DATABASE {Template}");
        // A template can be copied only while nobody is connected to it.
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(server.ConnectionString(Template) + ";Pooling=false", "");
        await using var db = new DashboardDb(options.Options);
        await db.Database.MigrateAsync();
        return server;
    }
}
