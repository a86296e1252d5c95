using Dashboard.Features.Templates;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Features.Templates;

public abstract class TemplateRetentionTests(DatabaseKind kind) : IAsyncLifetime
{
    private const long Id = 1254676189925432389;
    private readonly FakeTime time = new();
    private TestDatabase database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(kind);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_version_that_Wshoto_has_not_given_so_for_long_goes_and_what_is_read_stays()
    {
        var versions = new TemplateVersions(database, time);
        await versions.KeepAsync(Id, """{"filter_range_info":"{\"remark_key_words\":[\"Siti\"]}"}""", Cancel);
        await versions.KeepAsync(Id - 1, """{"a":1}""", Cancel);
        time.Advance(TimeSpan.FromDays(20));
        await versions.KeepAsync(Id, """{"filter_range_info":"{}"}""", Cancel);
        time.Advance(TimeSpan.FromDays(11));

        await new TemplateRetention(database, Options.Create(new RetentionOptions { Days = 30 }), time, NullLogger<TemplateRetention>.Instance).PassAsync(Cancel);

        Assert.Equal([2], (await versions.ListAsync(Id, Cancel)).Select(x => x.Number));
        Assert.Empty(await versions.ListAsync(Id - 1, Cancel));
        Assert.Equal(1, await versions.KeepAsync(Id - 1, """{"a":1}""", Cancel));
    }
}

public sealed class TemplateRetentionOnSqliteTests() : TemplateRetentionTests(DatabaseKind.Sqlite);

public sealed class TemplateRetentionOnPostgresTests() : TemplateRetentionTests(DatabaseKind.Postgres);
