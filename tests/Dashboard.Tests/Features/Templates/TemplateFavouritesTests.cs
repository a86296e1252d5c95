using System.Security.Claims;
using Dashboard.Auth;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Features.Templates;

public abstract class TemplateFavouritesTests(DatabaseKind kind) : IAsyncLifetime
{
    private const long Id = TemplateRig.LongId;
    private static readonly ClaimsPrincipal Viewer = TestUsers.WithRole(Roles.Viewer);
    private static readonly ClaimsPrincipal Mei = TestUsers.WithRole(Roles.Manager);
    private static readonly ClaimsPrincipal Adi = TestUsers.WithRole(Roles.Admin);
    private readonly FakeTime time = new();
    private TestDatabase database = null!;
    private TemplateFavourites favourites = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        favourites = New();
    }

    public ValueTask DisposeAsync()
    {
        favourites.Dispose();
        return database.DisposeAsync();
    }

    [Fact]
    public async Task A_Manager_makes_a_template_a_favourite_of_the_team_and_no_longer_one()
    {
        Assert.True(await SetAsync(Mei, true));
        Assert.Equal(new("Manager@test", time.GetUtcNow()), (await favourites.AllAsync(Cancel))[Id]);

        Assert.True(await SetAsync(Adi, false));
        Assert.Empty(await favourites.AllAsync(Cancel));
    }

    [Fact]
    public async Task A_Viewer_is_refused_and_changes_nothing()
    {
        Assert.False(await SetAsync(Viewer, true));
        Assert.Empty(await favourites.AllAsync(Cancel));
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task Each_change_stands_in_the_audit_log_and_what_changes_nothing_does_not()
    {
        await SetAsync(Mei, false);
        await SetAsync(Mei, true);
        await SetAsync(Adi, true);
        await SetAsync(Adi, false);

        Assert.Equal(
            [("Manager@test", "template.favourite", "template 1254676189925432389", "10.0.0.1"), ("Admin@test", "template.unfavourite", "template 1254676189925432389", "10.0.0.1")],
            (await AuditAsync()).Select(x => (x.Who, x.Action, x.Target, x.Address)));
    }

    [Fact]
    public async Task Who_chooses_one_that_is_a_favourite_already_does_not_take_it_over()
    {
        await SetAsync(Mei, true);
        await SetAsync(Adi, true);

        Assert.Equal("Manager@test", (await favourites.AllAsync(Cancel))[Id].By);
    }

    [Fact]
    public async Task Of_two_who_choose_the_same_at_once_one_counts()
    {
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => SetAsync(Mei, true), Cancel)));

        Assert.Single(await AuditAsync());
        Assert.Single(await favourites.AllAsync(Cancel));
    }

    [Fact]
    public async Task Open_pages_hear_of_each_change()
    {
        var heard = 0;
        using var subscription = favourites.Subscribe(() => heard++);

        await SetAsync(Mei, true);
        await SetAsync(Mei, true);
        await SetAsync(Mei, false);

        Assert.Equal(2, heard);
    }

    [Fact]
    public async Task What_another_server_changes_is_seen_a_few_seconds_later()
    {
        Assert.Empty(await favourites.AllAsync(Cancel));
        using var other = New();
        await other.SetAsync(Mei, null, Id, true, Cancel);

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Single(await favourites.AllAsync(Cancel));
    }

    private TemplateFavourites New() => new(database, new(database, time), TestUsers.Authorization(), time, NullLogger<TemplateFavourites>.Instance);

    private Task<bool> SetAsync(ClaimsPrincipal user, bool favourite) => favourites.SetAsync(user, "10.0.0.1", Id, favourite, Cancel);

    private async Task<List<Dashboard.Data.AuditEntry>> AuditAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.AuditEntries.OrderBy(x => x.Id).ToListAsync(Cancel);
    }
}

public sealed class TemplateFavouritesOnSqliteTests() : TemplateFavouritesTests(DatabaseKind.Sqlite);

public sealed class TemplateFavouritesOnPostgresTests() : TemplateFavouritesTests(DatabaseKind.Postgres);
