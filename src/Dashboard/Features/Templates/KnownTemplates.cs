using System.Data;
using System.Data.Common;
using Dashboard.Data;
using Dashboard.Upstream.Wshoto;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dashboard.Features.Templates;

/// <summary>The templates that Wshoto has shown us, kept for when it can't be read. Keeping them never fails a read: what the database refuses is logged.</summary>
public sealed class KnownTemplates(IDbContextFactory<DashboardDb> databases, TimeProvider time, ILogger<KnownTemplates> log)
{
    /// <summary>How long a template that has not changed is not written again.</summary>
    public static readonly TimeSpan RewrittenAfter = TimeSpan.FromMinutes(10);

    private const int BatchSize = 500;

    // A slow read does not put back what a later one has seen.
    private const string Upsert = """
        INSERT INTO "KnownTemplates" ("Id", "Name", "Type", "Status", "Priority", "Creator", "CreatedAt", "UpdatedAt", "EndsAt", "SeenAt")
        VALUES (@Id, @Name, @Type, @Status, @Priority, @Creator, @CreatedAt, @UpdatedAt, @EndsAt, @SeenAt)
        ON CONFLICT ("Id") DO UPDATE SET "Name" = excluded."Name", "Type" = excluded."Type", "Status" = excluded."Status", "Priority" = excluded."Priority",
          "Creator" = excluded."Creator", "CreatedAt" = excluded."CreatedAt", "UpdatedAt" = excluded."UpdatedAt", "EndsAt" = excluded."EndsAt", "SeenAt" = excluded."SeenAt"
        WHERE "KnownTemplates"."SeenAt" IS NULL OR "KnownTemplates"."SeenAt" <= excluded."SeenAt"
        """;

    /// <summary>Keeps a template that Wshoto has just given.</summary>
    public Task SeeAsync(WshotoTemplate template, CancellationToken cancellationToken) => SeeAsync([template], time.GetUtcNow(), cancellationToken);

    /// <summary>Keeps templates that Wshoto has given. Those that have not changed are written every few minutes only.</summary>
    /// <param name="templates">The templates, each once.</param>
    /// <param name="seenAt">When they were asked for (UTC).</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task SeeAsync(IReadOnlyCollection<WshotoTemplate> templates, DateTimeOffset seenAt, CancellationToken cancellationToken)
    {
        try
        {
            // In one order, so that two who write the same templates do not wait for each other crosswise.
            foreach (var batch in templates.OrderBy(x => x.Id).Chunk(BatchSize)) await WriteAsync(batch, seenAt, cancellationToken);
        }
        catch (DbException e)
        {
            log.LogWarning(e, "The templates that were read can't be kept");
        }
    }

    /// <summary>The known templates that match a filter, in no order.</summary>
    /// <param name="filter">The filter; its order and page are not looked at.</param>
    /// <param name="from">Created from (UTC), or null.</param>
    /// <param name="until">Created until (UTC), or null.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<IReadOnlyList<TemplateRow>> FindAsync(TemplateFilter filter, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = db.KnownTemplates.AsNoTracking();
        if (filter.Favourites) known = known.Where(x => x.FavouriteAt != null);
        else known = known.Where(x => x.SeenAt != null);
        // What was never dated may lie in any range.
        if (from is { } first) known = known.Where(x => x.CreatedAt == null || x.CreatedAt >= first);
        if (until is { } last) known = known.Where(x => x.CreatedAt == null || x.CreatedAt <= last);
        if (filter.Statuses.Count > 0) known = known.Where(x => x.Status != null && filter.Statuses.Contains(x.Status.Value));
        if (filter.Type is { } type) known = known.Where(x => x.Type == type);
        if (filter.Creator is { } creator) known = known.Where(x => x.Creator == creator);
        // Names are compared here: the databases know no capital letters beyond A to Z.
        return [.. (await known.ToListAsync(cancellationToken)).Where(x => filter.Name is not { } name || x.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).Select(Row)];
    }

    /// <summary>Everybody who made a known template, in order.</summary>
    public async Task<IReadOnlyList<string>> CreatorsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.KnownTemplates.Where(x => x.Creator != "").Select(x => x.Creator).Distinct().OrderBy(x => x).ToListAsync(cancellationToken);
    }

    private static TemplateRow Row(KnownTemplate x) => new(new()
    {
        Id = x.Id, Name = x.Name, Type = x.Type, Status = x.Status, Priority = x.Priority, Creator = x.Creator, CreatedAt = x.CreatedAt, UpdatedAt = x.UpdatedAt, EndsAt = x.EndsAt,
    }, x.SeenAt);

    private async Task WriteAsync(WshotoTemplate[] batch, DateTimeOffset seenAt, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = batch.Select(x => x.Id).ToArray();
        var known = await db.KnownTemplates.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken);
        var rows = batch.Where(x => !known.TryGetValue(x.Id, out var before) || before.SeenAt is not { } at || seenAt - at >= RewrittenAfter || Differs(before, x)).ToList();
        if (rows.Count == 0) return;
        await db.Database.OpenConnectionAsync(cancellationToken);
        using var upsert = new RowStatement(db.Database.GetDbConnection(), Upsert, ("Id", DbType.Int64), ("Name", DbType.String), ("Type", DbType.Int32), ("Status", DbType.Int32), ("Priority", DbType.Int32),
            ("Creator", DbType.String), ("CreatedAt", DbType.Int64), ("UpdatedAt", DbType.Int64), ("EndsAt", DbType.Int64), ("SeenAt", DbType.Int64));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await upsert.RunAsync(transaction.GetDbTransaction(),
            [.. rows.Select(x => new object?[] { x.Id, Text(x.Name), x.Type, x.Status, x.Priority, Text(x.Creator), Stored(x.CreatedAt), Stored(x.UpdatedAt), Stored(x.EndsAt), Stored(seenAt) })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static bool Differs(KnownTemplate before, WshotoTemplate now) =>
        (before.Name, before.Type, before.Status, before.Priority, before.Creator) != (Text(now.Name), now.Type, now.Status, now.Priority, Text(now.Creator))
        || (Stored(before.CreatedAt), Stored(before.UpdatedAt), Stored(before.EndsAt)) != (Stored(now.CreatedAt), Stored(now.UpdatedAt), Stored(now.EndsAt));

    // On SQLite too, so that the same text does not differ from what is kept of it.
    private static string Text(string text) => (string)PostgresText.Clean(text)!;

    private static long? Stored(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();
}
