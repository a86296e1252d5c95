using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Audit;

/// <summary>What a filter means as stretches of an index of the audit log: in each the entries stand in the order of their time, and no entry stands in two of them.</summary>
internal static class AuditStretches
{
    // Accounts times codes; with more, so many entries match that walking along the time finds them at once.
    private const int Most = 300;

    /// <summary>The stretches; none when nothing can match.</summary>
    public static async Task<IReadOnlyList<IQueryable<AuditEntry>>> OfAsync(DashboardDb db, AuditFilter filter, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var all = db.AuditEntries.AsNoTracking();
        var (from, until) = filter.Instants(zone);
        if (from is { } first) all = all.Where(x => x.At >= first);
        if (until is { } end) all = all.Where(x => x.At < end);
        // What somebody did from one address is few enough to be passed over for an action; so is what one action did for an address.
        if (filter.RemoteAddress is { } address) all = all.Where(x => x.Address == address);
        if (filter.Who is null && filter.Action is null) return Targeted(all, filter.Target) ?? [all];

        var actions = filter.Action is { } action ? (await DistinctAsync(db, "Action", cancellationToken)).Where(x => x == action || AuditActions.GroupOf(x) == action).ToList() : null;
        var some = actions is null ? all : all.Where(x => actions.Contains(x.Action));
        if (filter.Who is null)
            return Targeted(some, filter.Target) ?? [.. actions!.Select(x => all.Where(e => e.Action == x))];

        var part = QueryText.Lower(filter.Who);
        var accounts = (await DistinctAsync(db, "Who", cancellationToken)).Where(x => QueryText.Lower(x).Contains(part, StringComparison.Ordinal)).ToList();
        if (accounts.Count == 0 || actions is []) return [];
        var theirs = some.Where(x => accounts.Contains(x.Who));
        if (Targeted(theirs, filter.Target) is { } few) return few;
        var byAction = actions is not null && filter.RemoteAddress is null;
        if (accounts.Count * (byAction ? actions!.Count : 1) > Most) return [theirs];
        return byAction
            ? [.. accounts.SelectMany(_ => actions!, (who, what) => all.Where(x => x.Who == who && x.Action == what))]
            : [.. accounts.Select(who => some.Where(x => x.Who == who))];
    }

    /// <summary>The different values of a column that an index begins with: one step in the index for each, however many entries there are.</summary>
    public static async Task<IReadOnlyList<string>> DistinctAsync(DashboardDb db, string column, CancellationToken cancellationToken)
    {
#pragma warning disable EF1002 // the column is ours
        return await db.Database.SqlQueryRaw<string>($"""
            WITH RECURSIVE steps(value) AS (
              SELECT min("{column}") FROM "AuditEntries"
              UNION ALL SELECT (SELECT min("{column}") FROM "AuditEntries" WHERE "{column}" > steps.value) FROM steps WHERE steps.value IS NOT NULL)
            SELECT value AS "Value" FROM steps WHERE value IS NOT NULL
            """).ToListAsync(cancellationToken);
#pragma warning restore EF1002
    }

    private static IReadOnlyList<IQueryable<AuditEntry>>? Targeted(IQueryable<AuditEntry> all, string? target)
    {
        if (target is null) return null;
        var written = QueryText.Lower(target);
        return QueryText.Number(written) is null ? [all.Where(x => x.Target == written)] : [.. AuditTarget.Kinds.Select(x => $"{x} {written}").Select(x => all.Where(e => e.Target == x))];
    }
}
