using Dashboard.Features.Templates;
using Dashboard.Tests.Support;
using Dashboard.Upstream.Wshoto;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Features.Templates;

public abstract class KnownTemplatesTests(DatabaseKind kind) : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly WshotoTemplate Spring = new() { Id = TemplateRig.LongId, Name = "Spring 春", Type = 1, Status = 2, Priority = 3, Creator = "lina", CreatedAt = Day, UpdatedAt = Day.AddHours(1), EndsAt = Day.AddDays(14) };
    private readonly FakeTime time = new();
    private TestDatabase database = null!;
    private KnownTemplates known = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        known = new(database, time, NullLogger<KnownTemplates>.Instance);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task What_was_seen_is_known_as_it_was()
    {
        await known.SeeAsync(Spring, Cancel);

        Assert.Equal(new TemplateRow(Spring, time.GetUtcNow()), Assert.Single(await FindAsync(new())));
    }

    [Fact]
    public async Task What_has_changed_is_written_at_once()
    {
        await known.SeeAsync(Spring, Cancel);
        time.Advance(TimeSpan.FromSeconds(1));
        await known.SeeAsync(Spring with { Status = 3 }, Cancel);

        var row = Assert.Single(await FindAsync(new()));
        Assert.Equal((3, time.GetUtcNow()), (row.Template.Status, row.SeenAt));
    }

    [Fact]
    public async Task What_has_not_changed_is_written_every_ten_minutes_only()
    {
        await known.SeeAsync(Spring, Cancel);
        var first = time.GetUtcNow();
        time.Advance(KnownTemplates.RewrittenAfter - TimeSpan.FromSeconds(1));
        await known.SeeAsync(Spring, Cancel);
        Assert.Equal(first, (await FindAsync(new()))[0].SeenAt);

        time.Advance(TimeSpan.FromSeconds(1));
        await known.SeeAsync(Spring, Cancel);

        Assert.Equal(time.GetUtcNow(), (await FindAsync(new()))[0].SeenAt);
    }

    [Fact]
    public async Task A_read_that_began_earlier_does_not_put_back_what_a_later_one_has_seen()
    {
        await known.SeeAsync([Spring with { Status = 3 }], time.GetUtcNow(), Cancel);
        await known.SeeAsync([Spring], time.GetUtcNow().AddSeconds(-1), Cancel);

        Assert.Equal(3, (await FindAsync(new()))[0].Template.Status);
    }

    [Fact]
    public async Task A_favourite_stays_one_when_it_is_seen_again()
    {
        await using (var db = database.CreateDbContext())
        {
            db.KnownTemplates.Add(new() { Id = Spring.Id, Name = "", Creator = "", FavouriteBy = "mei", FavouriteAt = Day });
            await db.SaveChangesAsync(Cancel);
        }

        await known.SeeAsync(Spring, Cancel);

        await using var after = database.CreateDbContext();
        var kept = await after.KnownTemplates.SingleAsync(Cancel);
        Assert.Equal(("Spring 春", "mei", Day), (kept.Name, kept.FavouriteBy, kept.FavouriteAt));
    }

    [Fact]
    public async Task Many_templates_are_kept_in_batches_by_two_at_once()
    {
        var many = Enumerable.Range(1, 1201).Select(x => Spring with { Id = x }).ToList();

        await Task.WhenAll(known.SeeAsync(many, time.GetUtcNow(), Cancel), known.SeeAsync([.. many.AsEnumerable().Reverse()], time.GetUtcNow(), Cancel));

        Assert.Equal(1201, (await FindAsync(new())).Count);
    }

    [Fact]
    public async Task Text_that_a_database_refuses_is_kept_all_the_same_and_not_written_again_each_time()
    {
        await known.SeeAsync(Spring with { Name = "a\0b" }, Cancel);
        var first = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(1));
        await known.SeeAsync(Spring with { Name = "a\0b" }, Cancel);

        Assert.Equal(first, Assert.Single(await FindAsync(new())).SeenAt);
    }

    [Fact]
    public async Task The_known_ones_are_found_by_every_filter()
    {
        WshotoTemplate[] others = [Spring with { Id = 1, Name = "other" }, Spring with { Id = 2, Status = 3 }, Spring with { Id = 3, Type = 2 }, Spring with { Id = 4, Creator = "bo" }, Spring with { Id = 5, Status = null, Type = null }];
        await known.SeeAsync([Spring, .. others], time.GetUtcNow(), Cancel);

        Assert.Equal([Spring.Id], (await FindAsync(new() { Name = "sPRING 春", Statuses = [2, 9], Type = 1, Creator = "lina" })).Select(x => x.Template.Id));
        Assert.Equal(["bo", "lina"], await known.CreatorsAsync(Cancel));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 2, false)]
    [InlineData(-2, -1, false)]
    [InlineData(-1, 1, true)]
    public async Task The_range_is_inclusive_at_the_second(int from, int until, bool isIn)
    {
        await known.SeeAsync(Spring, Cancel);

        Assert.Equal(isIn, (await known.FindAsync(new(), Day.AddSeconds(from), Day.AddSeconds(until), Cancel)).Count == 1);
    }

    [Fact]
    public async Task A_favourite_that_was_never_seen_shows_among_the_favourites_only()
    {
        await using (var db = database.CreateDbContext())
        {
            db.KnownTemplates.Add(new() { Id = 7, Name = "", Creator = "", FavouriteBy = "mei", FavouriteAt = Day });
            await db.SaveChangesAsync(Cancel);
        }
        await known.SeeAsync(Spring, Cancel);

        Assert.Equal([Spring.Id], (await FindAsync(new())).Select(x => x.Template.Id));
        Assert.Equal([7], (await FindAsync(new() { Favourites = true })).Select(x => x.Template.Id));
    }

    private Task<IReadOnlyList<TemplateRow>> FindAsync(TemplateFilter filter) => known.FindAsync(filter, null, null, Cancel);
}

public sealed class KnownTemplatesOnSqliteTests() : KnownTemplatesTests(DatabaseKind.Sqlite);

public sealed class KnownTemplatesOnPostgresTests() : KnownTemplatesTests(DatabaseKind.Postgres);
