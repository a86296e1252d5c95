using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Remembers how the columns of sheets with the same headers were matched, for the whole team.</summary>
public sealed class MappingMemory(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 100;

    /// <summary>What is remembered for sheets with these headers, in whatever order, fitted to their order; null for nothing.</summary>
    public async Task<RememberedMapping?> FindAsync(IReadOnlyList<string> headers, CancellationToken cancellationToken)
    {
        var fingerprint = Fingerprint(headers);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SavedMappings.AsNoTracking().SingleOrDefaultAsync(x => x.Fingerprint == fingerprint, cancellationToken) is { } saved
            ? new(saved.Id, saved.Name, saved.UsedBy, saved.UsedAt, Fit(saved, headers))
            : null;
    }

    /// <summary>Remembers a mapping, in place of the one that sheets with these headers had.</summary>
    /// <returns>The name that it had before when it is called otherwise now, else null.</returns>
    public async Task<string?> SaveAsync(IReadOnlyList<string> headers, ColumnMapping mapping, string name, string account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var (fingerprint, called, now) = (Fingerprint(headers), Named(name), time.GetUtcNow());
        var (headersJson, json) = (JsonSerializer.Serialize(headers), (mapping with { Check = Guid.Empty, Outcome = null, Matched = [] }).ToJson());
        return await Conflicts.RetryAsync(time, async () =>
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var before = await db.SavedMappings.Where(x => x.Fingerprint == fingerprint).Select(x => x.Name).SingleOrDefaultAsync(cancellationToken);
            var moved = await db.SavedMappings.Where(x => x.Fingerprint == fingerprint).ExecuteUpdateAsync(
                set => set.SetProperty(x => x.Name, called).SetProperty(x => x.HeadersJson, headersJson).SetProperty(x => x.MappingJson, json)
                    .SetProperty(x => x.UsedBy, account).SetProperty(x => x.UsedAt, now),
                cancellationToken);
            if (moved == 0)
            {
                db.SavedMappings.Add(new() { Fingerprint = fingerprint, Name = called, HeadersJson = headersJson, MappingJson = json, UsedBy = account, UsedAt = now });
                await db.SaveChangesAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            return before == called ? null : before;
        }, cancellationToken);
    }

    /// <summary>Forgets a mapping; false when it is gone already.</summary>
    public async Task<bool> ForgetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SavedMappings.Where(x => x.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>The same for headers that differ in order, case, spaces or signs only, and for our own result and error files of their sheet.</summary>
    internal static string Fingerprint(IReadOnlyList<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var own = headers.Where((_, i) => !ResultSheet.IsOurs(headers, i)).Select(HeaderText.Plain).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(own))));
    }

    private static string Named(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Length <= LongestName ? trimmed : trimmed[..LongestName];
    }

    private static ColumnMapping Fit(SavedMapping saved, IReadOnlyList<string> headers)
    {
        var were = JsonSerializer.Deserialize<string[]>(saved.HeadersJson) ?? [];
        var mapping = ColumnMapping.FromJson(saved.MappingJson) with { Columns = [], Outcome = ResultSheet.OutcomeColumn(headers) };
        foreach (var (field, column) in ColumnMapping.FromJson(saved.MappingJson).Columns)
        {
            if (column < were.Length && Find(headers, were[column]) is { } now) mapping.Take(field, now, MatchedBy.Remembered);
        }
        return mapping;
    }

    // A header in other words only when it is the only one: of two it is not known which was meant.
    private static int? Find(IReadOnlyList<string> headers, string header)
    {
        var own = Enumerable.Range(0, headers.Count).Where(i => !ResultSheet.IsOurs(headers, i)).ToList();
        if (own.FindAll(i => string.Equals(headers[i], header, StringComparison.OrdinalIgnoreCase)) is [var same]) return same;
        var plain = HeaderText.Plain(header);
        return own.FindAll(i => HeaderText.Plain(headers[i]) == plain) is [var like] ? like : null;
    }
}

/// <summary>A mapping that is remembered.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="UsedBy">Who used it last.</param>
/// <param name="UsedAt">When (UTC).</param>
/// <param name="Mapping">The mapping, for the sheet at hand.</param>
public sealed record RememberedMapping(long Id, string Name, string UsedBy, DateTimeOffset UsedAt, ColumnMapping Mapping);
