using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Templates;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Templates;

public abstract class TemplateUseTests(DatabaseKind kind) : IAsyncLifetime
{
    private const long Id = 1254676189925432389;
    private readonly FakeTime time = new();
    private TestDatabase database = null!;
    private TaskIndexSource source = null!;
    private TemplateUse use = null!;
    private int made;

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
        var batch = await BatchAsync(BatchState.Running);
        foreach (var status in new[] { 0, 1, 1, 2, 7 }) await AssignAsync(batch, Id, status);
        await AssignAsync(batch, Id - 1, 1);
        await AssignAsync(batch, null, 1);

        Assert.Equal([new(0, 1), new(1, 2), new(2, 1), new(7, 1)], await use.TasksAsync(Id, Cancel));
    }

    [Fact]
    public async Task Batches_of_the_template_are_listed_newest_first_without_drafts()
    {
        var first = await BatchAsync(BatchState.Completed);
        var second = await BatchAsync(BatchState.Running);
        var draft = await BatchAsync(BatchState.Draft);
        await AssignAsync(first, Id, 2);
        await AssignAsync(second, Id, 1);
        await AssignAsync(second, Id, null);
        await AssignAsync(second, 5, 1);
        await AssignAsync(draft, Id, null);

        var batches = await use.BatchesAsync(Id, Cancel);

        Assert.Equal([(second, 2, 1), (first, 1, 1)], batches.Select(x => (x.Id, x.Assignments, x.Assigned)));
    }

    [Fact]
    public async Task A_template_nobody_used_has_neither()
    {
        Assert.Empty(await use.TasksAsync(Id, Cancel));
        Assert.Empty(await use.BatchesAsync(Id, Cancel));
    }

    private async Task<long> BatchAsync(BatchState state)
    {
        await using var db = database.CreateDbContext();
        var batch = new Batch { SheetName = "sheet.csv", State = state, CreatedBy = "mei", CreatedAt = time.GetUtcNow() };
        db.Batches.Add(batch);
        await db.SaveChangesAsync(Cancel);
        return batch.Id;
    }

    private async Task AssignAsync(long batch, long? template, int? status)
    {
        await using var db = database.CreateDbContext();
        var number = ++made;
        db.Assignments.Add(new()
        {
            BatchId = batch, FirstLine = number + 1, State = status is null ? AssignmentState.Pending : AssignmentState.Assigned, Name = "n", AuthId = 1, UserPhone = $"62812{number:D7}",
            AssigneeUsername = "ann", TemplateId = template, TaskId = status is null ? null : number, ChangedAt = time.GetUtcNow(),
        });
        if (status is { } known)
        {
            db.Tasks.Add(new()
            {
                Id = number, Type = 3, Status = known, Name = "n", Description = "", UserName = "", UserPhone = $"62812{number:D7}", AssigneeUsername = "ann", AuthId = 1,
                CreatedAt = time.GetUtcNow(), UpdatedAt = time.GetUtcNow(), SyncedAt = time.GetUtcNow(),
            });
        }
        await db.SaveChangesAsync(Cancel);
    }
}

public sealed class TemplateUseOnSqliteTests() : TemplateUseTests(DatabaseKind.Sqlite);

public sealed class TemplateUseOnPostgresTests() : TemplateUseTests(DatabaseKind.Postgres);
