using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Audit;

/// <summary>Reads the audit log, newest first.</summary>
public sealed class AuditQueries(IDbContextFactory<DashboardDb> databases)
{
    /// <summary>Entries a page.</summary>
    public const int PageSize = 50;

    /// <summary>One page of the entries whose account or action contains the given text.</summary>
    /// <param name="who">Part of an account, or null.</param>
    /// <param name="action">Beginning of an action such as <c>batch.</c>, or null.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<AuditPageOfEntries> ListAsync(string? who, string? action, int page, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var entries = db.AuditEntries.AsNoTracking();
#pragma warning disable CA1862, CA1304, CA1311 // the comparison is the database's
        if (QueryText.Lower(who?.Trim() ?? "") is { Length: > 0 } account) entries = entries.Where(x => x.Who.ToLower().Contains(account));
#pragma warning restore CA1862, CA1304, CA1311
        // Actions are written in small letters.
        if (QueryText.Lower(action?.Trim() ?? "") is { Length: > 0 } beginning) entries = entries.Where(x => x.Action.StartsWith(beginning));
        var total = await entries.CountAsync(cancellationToken);
        var rows = await entries.OrderByDescending(x => x.Id).Skip((Math.Max(page, 1) - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        return new(total, rows);
    }
}

/// <summary>One page of the audit log.</summary>
/// <param name="Total">Entries that match in all.</param>
/// <param name="Entries">This page's entries, newest first.</param>
public sealed record AuditPageOfEntries(int Total, IReadOnlyList<AuditEntry> Entries);
