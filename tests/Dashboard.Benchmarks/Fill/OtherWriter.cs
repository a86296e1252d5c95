using System.Diagnostics;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Benchmarks.Fill;

/// <summary>Somebody else who writes to the same database, as the dispatcher does, and measures how long a commit takes beside the fill.</summary>
internal static class OtherWriter
{
    /// <summary>Writes until cancelled; returns the milliseconds of each write.</summary>
    public static async Task<IReadOnlyList<double>> RunAsync(IDbContextFactory<DashboardDb> databases, CancellationToken cancellationToken)
    {
        var waits = new List<double>();
        await Task.Run(async () =>
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await using (var db = await databases.CreateDbContextAsync(CancellationToken.None))
                {
                    db.AuditEntries.Add(new AuditEntry { At = DateTimeOffset.UtcNow, Who = "benchmark", Action = "benchmark.write" });
                    var began = Stopwatch.GetTimestamp();
                    await db.SaveChangesAsync(CancellationToken.None);
                    waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
                await Task.Delay(20, CancellationToken.None);
            }
        }, CancellationToken.None);
        return waits;
    }
}
