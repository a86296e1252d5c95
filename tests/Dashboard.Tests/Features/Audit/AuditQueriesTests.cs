using Dashboard.Auth;
using Dashboard.Features.Audit;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Audit;

public abstract class AuditQueriesTests(DatabaseKind kind)
{
    [Fact]
    public async Task Entries_come_newest_first_with_who_what_and_from_where()
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var trail = new AuditTrail(database, new FakeTime());
        await trail.WriteAsync(TestUsers.WithRole(Roles.Manager), "127.0.0.1", "batch.confirm", "batch 1", "20 assignments", TestContext.Current.CancellationToken);
        await trail.WriteAsync(TestUsers.WithRole(Roles.Admin), null, "signin", cancellationToken: TestContext.Current.CancellationToken);

        var page = await new AuditQueries(database).ListAsync(null, null, 1, TestContext.Current.CancellationToken);

        Assert.Equal(["signin", "batch.confirm"], page.Entries.Select(x => x.Action));
        Assert.Equal(("Manager@test", "batch 1", "20 assignments", "127.0.0.1"), (page.Entries[1].Who, page.Entries[1].Target, page.Entries[1].Detail, page.Entries[1].Address));
    }

    [Fact]
    public async Task A_filter_counts_only_what_matches()
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var trail = new AuditTrail(database, new FakeTime());
        foreach (var action in new[] { "batch.pause", "batch.resume", "signin" })
            await trail.WriteAsync(TestUsers.WithRole(Roles.Manager), null, action, cancellationToken: TestContext.Current.CancellationToken);

        var page = await new AuditQueries(database).ListAsync("Manager", "batch.", 1, TestContext.Current.CancellationToken);

        Assert.Equal(2, page.Total);
    }

    [Fact]
    public async Task Capital_and_small_letters_do_not_count()
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await new AuditTrail(database, new FakeTime()).WriteAsync(TestUsers.WithRole(Roles.Manager), null, "batch.pause", cancellationToken: TestContext.Current.CancellationToken);
        var queries = new AuditQueries(database);

        Assert.Equal(1, (await queries.ListAsync(" MANAGER@", "BATCH.", 1, TestContext.Current.CancellationToken)).Total);
        Assert.Equal(0, (await queries.ListAsync("manager_", "%", 1, TestContext.Current.CancellationToken)).Total);
    }
}

public sealed class AuditQueriesOnSqliteTests() : AuditQueriesTests(DatabaseKind.Sqlite);

public sealed class AuditQueriesOnPostgresTests() : AuditQueriesTests(DatabaseKind.Postgres);
