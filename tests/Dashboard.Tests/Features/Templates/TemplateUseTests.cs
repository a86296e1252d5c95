using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Templates;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Templates;

public abstract class TemplateUseTests(DatabaseKind kind) : IAsyncLifetime
{
    private const long Id = 1254676189925432389;
    private readonly FakeTime time = new();
    private TestDatabase database = null!;
    private TaskIndexSource source = null!;
    private TemplateUse use = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        source = new(database, time);
        use = new(database, source);
    }

    public ValueTask DisposeAsync()
    {
        source.Dispose();
        return database.DisposeAsync();
    }

    [Fact]
    public async Task Tasks_of_the_template_are_counted_by_status()
    {
        await database.AddTemplateBatchAsync(Id, 0, 1, 1, 2, 7);
        await database.AddTemplateBatchAsync(Id - 1, 1);
        await database.AddTemplateBatchAsync(null, 1);

        Assert.Equal([new(0, 1), new(1, 2), new(2, 1), new(7, 1)], await use.TasksAsync(Id, Cancel));
    }

    [Fact]
    public async Task Batches_of_the_template_are_listed_newest_first_without_drafts()
    {
        var first = await database.AddTemplateBatchAsync(Id, 2);
        var second = await database.AddBatchAsync(3, change: (x, i) => (x.TemplateId, x.State) = (i < 2 ? Id : 5, i == 1 ? AssignmentState.Pending : AssignmentState.Assigned));
        await database.AddBatchAsync(1, BatchState.Draft, (x, _) => x.TemplateId = Id);

        var batches = await use.BatchesAsync(Id, Cancel);

        Assert.Equal([(second, 2, 1), (first, 1, 1)], batches.Select(x => (x.Id, x.Assignments, x.Assigned)));
    }

    [Fact]
    public async Task A_template_nobody_used_has_neither()
    {
        Assert.Empty(await use.TasksAsync(Id, Cancel));
        Assert.Empty(await use.BatchesAsync(Id, Cancel));
    }
}

public sealed class TemplateUseOnSqliteTests() : TemplateUseTests(DatabaseKind.Sqlite);

public sealed class TemplateUseOnPostgresTests() : TemplateUseTests(DatabaseKind.Postgres);
