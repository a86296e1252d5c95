using Dashboard.Data;
using Dashboard.Features.Audit;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Audit;

public abstract class AuditQueriesTests(DatabaseKind kind) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);
    private TestDatabase database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AuditQueries Queries => new(database);

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(kind);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Entries_come_newest_first_with_who_what_and_from_where()
    {
        await AddAsync(Entry("mei@test", "batch.confirm", 0, "batch 1", "20 assignments"), Entry("adi@test", "signin", 1));

        var page = await ListAsync("");

        Assert.Equal(["signin", "batch.confirm"], page.Entries.Select(x => x.Action));
        Assert.Equal(("mei@test", "batch 1", "20 assignments", "127.0.0.1"), (page.Entries[1].Who, page.Entries[1].Target, page.Entries[1].Detail, page.Entries[1].Address));
    }

    [Theory]
    [InlineData("", 6)]
    [InlineData("?who=mei", 4)]
    [InlineData("?who=%20MEI@", 4)]
    [InlineData("?who=e", 6)]
    [InlineData("?who=mei_", 0)]
    [InlineData("?who=nobody", 0)]
    [InlineData("?action=batch", 3)]
    [InlineData("?action=batch.", 3)]
    [InlineData("?action=BATCH.PAUSE", 2)]
    [InlineData("?action=batch.pau", 0)]
    [InlineData("?action=signin", 1)]
    [InlineData("?action=old", 1)]
    [InlineData("?action=%25", 0)]
    [InlineData("?target=batch%201", 2)]
    [InlineData("?target=Batch%201&action=batch.pause", 1)]
    [InlineData("?target=1", 3)]
    [InlineData("?target=1&who=mei", 3)]
    [InlineData("?target=batch", 0)]
    [InlineData("?who=vera&action=batch", 1)]
    [InlineData("?address=10.0.0.7", 1)]
    [InlineData("?address=10.0.0", 0)]
    [InlineData("?address=127.0.0.1", 5)]
    [InlineData("?address=127.0.0.1&who=vera", 1)]
    [InlineData("?address=127.0.0.1&action=batch", 3)]
    [InlineData("?address=127.0.0.1&target=batch%201", 2)]
    [InlineData("?from=2026-04-16", 1)]
    [InlineData("?to=2026-04-15", 5)]
    [InlineData("?from=2026-04-15&to=2026-04-15&who=mei&action=batch.pause", 1)]
    [InlineData("?from=yesterday", 6)]
    public async Task A_filter_counts_and_shows_what_matches(string query, int count)
    {
        await AddAsync(
            Entry("mei@test", "batch.pause", 0, "batch 1"), Entry("mei@test", "batch.resume", 1, "batch 1"), Entry("vera@test", "batch.pause", 2, "batch 12"),
            Entry("mei@test", "view.save", 3, "view 1"), Entry("vera@test", "signin", 4, address: "10.0.0.7"), Entry("mei@test", "old.thing", 60 * 24));

        var page = await ListAsync(query);

        Assert.Equal((count, count), (page.Count, page.Entries.Count));
        Assert.Equal(page.Entries.OrderByDescending(x => x.At).Select(x => x.Id), page.Entries.Select(x => x.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?action=batch")]
    [InlineData("?who=test")]
    public async Task Older_and_newer_pages_hold_every_entry_once_even_where_many_are_of_the_same_instant(string query)
    {
        await AddAsync([.. Enumerable.Range(0, 120).Select(i => Entry(i % 2 == 0 ? "a@test" : "b@test", i % 3 == 0 ? "batch.pause" : "batch.resume", i / 60))]);
        var filter = AuditFilter.Read(query);

        var first = await ListAsync(filter);
        var second = await ListAsync(filter with { Before = Last(first) });
        var third = await ListAsync(filter with { Before = Last(second) });
        var again = await ListAsync(filter with { After = First(third) });

        Assert.Equal(Enumerable.Range(1, 120).Reverse(), first.Entries.Concat(second.Entries).Concat(third.Entries).Select(x => (int)x.Id));
        Assert.Equal(second.Entries.Select(x => x.Id), again.Entries.Select(x => x.Id));
        Assert.Equal([(false, true), (true, true), (true, false), (true, true)], new[] { first, second, third, again }.Select(x => (x.IsNewer, x.IsOlder)));
        Assert.False((await ListAsync(filter with { After = First(second) })).IsNewer);
    }

    [Fact]
    public async Task All_that_match_come_for_the_file()
    {
        await AddAsync([.. Enumerable.Range(0, 4100).Select(i => Entry("a@test", i % 2 == 0 ? "batch.pause" : "batch.resume", i / 10))]);
        var filter = AuditFilter.Read("?action=batch");

        var ids = new List<long>();
        await foreach (var entry in Queries.AllAsync(filter, TimeZoneInfo.Utc, Cancel)) ids.Add(entry.Id);

        Assert.Equal(Enumerable.Range(1, 4100).Reverse().Select(x => (long)x), ids);
        Assert.Equal(4100, await Queries.CountAsync(filter, TimeZoneInfo.Utc, Cancel));
    }

    [Fact]
    public async Task The_accounts_and_codes_of_the_log_can_be_chosen()
    {
        await AddAsync(Entry("mei@test", "signin", 0), Entry("adi@test", "old.thing", 1), Entry("mei@test", "signin", 2));

        Assert.Equal(["adi@test", "mei@test"], await Queries.AccountsAsync(Cancel));
        Assert.Equal(["old.thing", "signin"], await Queries.ActionsAsync(Cancel));
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_remove_an_entry()
    {
        await AddAsync(Entry("mei@test", "signin", 0));
        await using var db = database.CreateDbContext();

        await Assert.ThrowsAnyAsync<Exception>(() => db.AuditEntries.ExecuteUpdateAsync(x => x.SetProperty(e => e.Who, "nobody"), Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => db.AuditEntries.ExecuteDeleteAsync(Cancel));

        Assert.Equal("mei@test", (await db.AuditEntries.AsNoTracking().SingleAsync(Cancel)).Who);
    }

    [Theory]
    [InlineData("SELECT \"Id\" FROM \"AuditEntries\" WHERE \"At\" <= 5 AND (\"At\" < 5 OR \"Id\" < 3) ORDER BY \"At\" DESC, \"Id\" DESC LIMIT 51")]
    [InlineData("SELECT \"Id\" FROM \"AuditEntries\" WHERE \"Action\" = 'signin' AND \"At\" <= 5 ORDER BY \"At\" DESC, \"Id\" DESC LIMIT 51")]
    [InlineData("SELECT \"Id\" FROM \"AuditEntries\" WHERE \"Who\" = 'a' AND \"Action\" = 'signin' ORDER BY \"At\" DESC, \"Id\" DESC LIMIT 51")]
    [InlineData("SELECT \"Id\" FROM \"AuditEntries\" WHERE \"Address\" = '::1' ORDER BY \"At\" DESC, \"Id\" DESC LIMIT 51")]
    [InlineData("SELECT \"Id\" FROM \"AuditEntries\" WHERE \"Address\" = '::1' AND \"Who\" = 'a' ORDER BY \"At\" DESC, \"Id\" DESC LIMIT 51")]
    [InlineData("SELECT \"Id\" FROM \"AuditEntries\" WHERE \"Who\" = 'a' AND \"At\" <= 5 ORDER BY \"At\" DESC, \"Id\" DESC LIMIT 51")]
    [InlineData("SELECT \"Id\" FROM \"AuditEntries\" WHERE \"Target\" = 'batch 1' ORDER BY \"At\" DESC, \"Id\" DESC LIMIT 51")]
    public async Task A_page_is_a_stretch_of_an_index_and_nothing_is_sorted(string sql)
    {
        if (kind != DatabaseKind.Sqlite) sql = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; EXPLAIN " + sql;
        await using var db = database.CreateDbContext();
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = kind == DatabaseKind.Sqlite ? "EXPLAIN QUERY PLAN " + sql : sql;

        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(Cancel))
            while (await reader.ReadAsync(Cancel)) plan.Add(reader.GetString(reader.FieldCount - 1));

        Assert.Contains(plan, x => x.Contains("IX_AuditEntries", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, x => x.Contains("Sort", StringComparison.Ordinal) || x.Contains("B-TREE", StringComparison.Ordinal));
    }

    private static AuditKey First(AuditPageOfEntries page) => new(page.Entries[0].At, page.Entries[0].Id);

    private static AuditKey Last(AuditPageOfEntries page) => new(page.Entries[^1].At, page.Entries[^1].Id);

    private static AuditEntry Entry(string who, string action, int minutes, string? target = null, string? detail = null, string address = "127.0.0.1") =>
        new() { At = Noon.AddMinutes(minutes), Who = who, Action = action, Target = target, Detail = detail, Address = address };

    private Task<AuditPageOfEntries> ListAsync(string query) => ListAsync(AuditFilter.Read(query));

    private Task<AuditPageOfEntries> ListAsync(AuditFilter filter) => Queries.ListAsync(filter, TimeZoneInfo.Utc, Cancel);

    private async Task AddAsync(params AuditEntry[] entries)
    {
        await using var db = database.CreateDbContext();
        db.AuditEntries.AddRange(entries);
        await db.SaveChangesAsync(Cancel);
    }
}

public sealed class AuditQueriesOnSqliteTests() : AuditQueriesTests(DatabaseKind.Sqlite);

public sealed class AuditQueriesOnPostgresTests() : AuditQueriesTests(DatabaseKind.Postgres);
