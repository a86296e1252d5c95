using System.Globalization;
using Dashboard.Tests.Support;

namespace Dashboard.Benchmarks.Support;

/// <summary>Empty databases on a PostgreSQL server that is started for them.</summary>
public sealed class ServerDatabases : IAsyncDisposable
{
    private readonly PostgresServer server;
    private int count;

    private ServerDatabases(PostgresServer server) => this.server = server;

    /// <summary>Starts a server; null when <paramref name="isWanted"/> is false.</summary>
    public static async Task<ServerDatabases?> StartAsync(bool isWanted) => isWanted ? new(await PostgresServer.StartAsync(isDurable: true)) : null;

    /// <summary>Makes another database.</summary>
    /// <returns>How it is reached.</returns>
    public async Task<string> CreateAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"benchmark_{++count}");
        await server.ExecuteAsync($"CREATE DATABASE {name}");
        return server.ConnectionString(name);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
