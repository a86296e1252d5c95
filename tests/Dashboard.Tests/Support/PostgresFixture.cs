using Dashboard.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Dashboard.Tests.Support;

/// <summary>Stops the PostgreSQL server of the run after its last test.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    public ValueTask DisposeAsync() => PostgresServer.StopSharedAsync();
}
