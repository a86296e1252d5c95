using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>The same database for readers that a test can hold up, as a busy server does.</summary>
internal sealed class HeldDatabase(TestDatabase database) : IDbContextFactory<DashboardDb>
{
    private TaskCompletionSource? gate;
    private int asked;

    /// <summary>How often it was asked for a connection.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>Holds up who asks next, until the result is completed; whoever asks later goes on at once.</summary>
    public TaskCompletionSource HoldNext() => gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DashboardDb CreateDbContext() => database.CreateDbContext();

    public async Task<DashboardDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref asked);
        if (Interlocked.Exchange(ref gate, null) is { } held) await held.Task;
        return database.CreateDbContext();
    }
}
