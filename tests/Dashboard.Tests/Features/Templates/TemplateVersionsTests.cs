using Dashboard.Features.Templates;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Templates;

public abstract class TemplateVersionsTests(DatabaseKind kind) : IAsyncLifetime
{
    private const long Id = 1254676189925432389;
    private readonly FakeTime time = new();
    private TestDatabase database = null!;
    private TemplateVersions versions = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        versions = new(database, time);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task The_same_answer_again_is_the_same_version_read_later()
    {
        var first = time.GetUtcNow();
        Assert.Equal(1, await versions.KeepAsync(Id, """{"a":1,"b":2}""", Cancel));
        time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(1, await versions.KeepAsync(Id, """{"b":2,"a":1}""", Cancel));

        Assert.Equal([new VersionEntry(1, first, time.GetUtcNow())], await versions.ListAsync(Id, Cancel));
    }

    [Fact]
    public async Task Another_answer_is_a_new_version_also_where_an_older_one_was_like_it()
    {
        foreach (var json in new[] { """{"status":0}""", """{"status":2}""", """{"status":0}""" })
        {
            await versions.KeepAsync(Id, json, Cancel);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([3, 2, 1], (await versions.ListAsync(Id, Cancel)).Select(x => x.Number));
        Assert.Equal("""{"status":2}""", (await versions.FindAsync(Id, 2, Cancel))?.Json);
        Assert.Equal(3, (await versions.FindAsync(Id, null, Cancel))?.Number);
    }

    [Fact]
    public async Task Templates_have_versions_of_their_own()
    {
        await versions.KeepAsync(Id, """{"a":1}""", Cancel);
        Assert.Equal(1, await versions.KeepAsync(Id - 1, """{"a":2}""", Cancel));

        Assert.Null(await versions.FindAsync(Id, 2, Cancel));
        Assert.Empty(await versions.ListAsync(5, Cancel));
    }

    [Fact]
    public async Task Readers_at_once_keep_one_version()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => versions.KeepAsync(Id, """{"a":1}""", Cancel))));

        Assert.All(numbers, x => Assert.Equal(1, x));
        Assert.Single(await versions.ListAsync(Id, Cancel));
    }

    [Fact]
    public async Task The_oldest_versions_go_when_there_are_too_many()
    {
        for (var n = 1; n <= TemplateVersions.Most + 3; n++) await versions.KeepAsync(Id, $$"""{"a":{{n}}}""", Cancel);

        var left = await versions.ListAsync(Id, Cancel);

        Assert.Equal((TemplateVersions.Most, TemplateVersions.Most + 3, 4), (left.Count, left[0].Number, left[^1].Number));
    }
}

public sealed class TemplateVersionsOnSqliteTests() : TemplateVersionsTests(DatabaseKind.Sqlite);

public sealed class TemplateVersionsOnPostgresTests() : TemplateVersionsTests(DatabaseKind.Postgres);
