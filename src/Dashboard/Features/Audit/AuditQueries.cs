using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Audit;

/// <summary>Reads the audit log, newest first. A page begins where the last one ended, and every filter is a few stretches of an index, so that no page is slower for the
/// entries before it.</summary>
public sealed class AuditQueries(IDbContextFactory<DashboardDb> databases)
{
    /// <summary>Entries a page.</summary>
    public const int PageSize = 50;

    /// <summary>More are not counted for a page.</summary>
    public const int MostCounted = 10_000;

    /// <summary>One page of the entries that match.</summary>
    /// <param name="filter">What, and where in it.</param>
    /// <param name="zone">The person's zone, for the days.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<AuditPageOfEntries> ListAsync(AuditFilter filter, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stretches = await AuditStretches.OfAsync(db, filter, zone, cancellationToken);
        if (filter.After is { } after)
        {
            var newer = await TakeAsync(stretches, x => Newer(x, after).OrderBy(e => e.At).ThenBy(e => e.Id), PageSize + 1, cancellationToken);
            var entries = newer.OrderBy(x => x.At).ThenBy(x => x.Id).Take(PageSize).Reverse().ToList();
            return new(await CountAsync(stretches, cancellationToken), entries, newer.Count > PageSize, IsOlder: true);
        }
        var older = await OlderAsync(stretches, filter.Before, PageSize + 1, cancellationToken);
        // Where the newest page holds all of them, they are counted.
        var count = filter.Before is null && older.Count <= PageSize ? older.Count : await CountAsync(stretches, cancellationToken);
        return new(count, [.. older.Take(PageSize)], IsNewer: filter.Before is not null, older.Count > PageSize);
    }

    /// <summary>How many match in all.</summary>
    public async Task<int> CountAsync(AuditFilter filter, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var count = 0;
        foreach (var stretch in await AuditStretches.OfAsync(db, filter, zone, cancellationToken)) count += await stretch.CountAsync(cancellationToken);
        return count;
    }

    /// <summary>All that match, newest first, a portion of them in memory at a time.</summary>
    public async IAsyncEnumerable<AuditEntry> AllAsync(AuditFilter filter, TimeZoneInfo zone, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int portion = 2000;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stretches = await AuditStretches.OfAsync(db, filter, zone, cancellationToken);
        for (AuditKey? last = null; ;)
        {
            var entries = await OlderAsync(stretches, last, portion, cancellationToken);
            foreach (var entry in entries) yield return entry;
            if (entries.Count < portion) yield break;
            last = new(entries[^1].At, entries[^1].Id);
        }
    }

    /// <summary>Accounts that stand in the log, in alphabetical order.</summary>
    public async Task<IReadOnlyList<string>> AccountsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await AuditStretches.DistinctAsync(db, "Who", cancellationToken);
    }

    /// <summary>Codes that stand in the log.</summary>
    public async Task<IReadOnlyList<string>> ActionsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await AuditStretches.DistinctAsync(db, "Action", cancellationToken);
    }

    // No further than a page tells.
    private static async Task<int> CountAsync(IReadOnlyList<IQueryable<AuditEntry>> stretches, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var stretch in stretches)
            if (count <= MostCounted) count += await stretch.Select(x => x.Id).Take(MostCounted + 1 - count).CountAsync(cancellationToken);
        return count;
    }

    private static async Task<List<AuditEntry>> OlderAsync(IReadOnlyList<IQueryable<AuditEntry>> stretches, AuditKey? before, int most, CancellationToken cancellationToken)
    {
        var older = await TakeAsync(stretches, x => Older(x, before).OrderByDescending(e => e.At).ThenByDescending(e => e.Id), most, cancellationToken);
        return [.. older.OrderByDescending(x => x.At).ThenByDescending(x => x.Id).Take(most)];
    }

    private static async Task<List<AuditEntry>> TakeAsync(
        IReadOnlyList<IQueryable<AuditEntry>> stretches, Func<IQueryable<AuditEntry>, IQueryable<AuditEntry>> inOrder, int most, CancellationToken cancellationToken)
    {
        var taken = new List<AuditEntry>();
        foreach (var stretch in stretches) taken.AddRange(await inOrder(stretch).Take(most).ToListAsync(cancellationToken));
        return taken;
    }

    // The plain comparison of the time is what an index is entered by.
    private static IQueryable<AuditEntry> Older(IQueryable<AuditEntry> entries, AuditKey? key) =>
        key is null ? entries : entries.Where(x => x.At <= key.At && (x.At < key.At || x.Id < key.Id));

    private static IQueryable<AuditEntry> Newer(IQueryable<AuditEntry> entries, AuditKey key) => entries.Where(x => x.At >= key.At && (x.At > key.At || x.Id > key.Id));
}

/// <summary>One page of the audit log.</summary>
/// <param name="Count">Entries that match in all; beyond <see cref="AuditQueries.MostCounted"/> they are not counted.</param>
/// <param name="Entries">This page's entries, newest first.</param>
/// <param name="IsNewer">Whether newer ones may be there.</param>
/// <param name="IsOlder">Whether older ones are there.</param>
public sealed record AuditPageOfEntries(int Count, IReadOnlyList<AuditEntry> Entries, bool IsNewer, bool IsOlder);
