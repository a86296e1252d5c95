using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>What a full check has found so far, written into <see cref="SyncState"/> while it runs.</summary>
internal sealed class CheckRecord(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);
    private DateTimeOffset writtenAt;

    /// <summary>Windows compared.</summary>
    public int Windows { get; set; }

    /// <summary>Windows that differed.</summary>
    public int Differed { get; set; }

    /// <summary>Tasks the mirror did not have.</summary>
    public int Added { get; set; }

    /// <summary>Tasks INCS does not have.</summary>
    public int Removed { get; set; }

    /// <summary>Windows that differ still.</summary>
    public int StillDiffering { get; set; }

    /// <summary>It begins.</summary>
    public Task BeginAsync(CancellationToken cancellationToken)
    {
        writtenAt = time.GetUtcNow();
        return WriteAsync(state => (state.CheckStartedAt, state.CheckError) = (writtenAt, null), cancellationToken);
    }

    /// <summary>Writes how far it is, unless that was less than a second ago.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - writtenAt < AtMostEvery) return;
        writtenAt = now;
        await WriteAsync(_ => { }, cancellationToken);
    }

    /// <summary>It has ended; before its end when there is an error.</summary>
    public Task EndAsync(string? error, CancellationToken cancellationToken) =>
        WriteAsync(state => (state.CheckedAt, state.CheckError) = (time.GetUtcNow(), error), cancellationToken);

    private Task WriteAsync(Action<SyncState> change, CancellationToken cancellationToken) => databases.ChangeSyncStateAsync(state =>
    {
        (state.CheckWindows, state.CheckDiffered, state.CheckAdded, state.CheckRemoved, state.CheckStillDiffering) = (Windows, Differed, Added, Removed, StillDiffering);
        change(state);
    }, cancellationToken);
}
