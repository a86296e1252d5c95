using Dashboard.Data;
using Dashboard.Features.Assign;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Features.Assign;

public sealed class BatchNewsTests
{
    [Theory]
    [InlineData(BatchState.Completed, null, "Notice_Completed")]
    [InlineData(BatchState.Stopped, BatchReasons.HeldLeft, "Notice_Stopped")]
    [InlineData(BatchState.Paused, BatchReasons.Canary, "Notice_Paused")]
    [InlineData(BatchState.Paused, null, null)]
    [InlineData(BatchState.Cancelled, null, null)]
    public async Task Whoever_confirmed_a_batch_hears_of_its_end_unless_they_ended_it_themselves(BatchState state, string? reason, string? kind)
    {
        await using var database = await TestDatabase.CreateAsync();
        var id = await database.AddBatchAsync(1);
        var notices = new Notices();
        var heard = new List<Notice>();
        notices.Subscribe(heard.Add);
        using var news = new BatchNews(database, notices, TimeProvider.System, NullLogger<BatchNews>.Instance);
        await news.LookAsync(default);

        await using (var db = database.CreateDbContext())
            await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, state).SetProperty(x => x.StateReason, reason), TestContext.Current.CancellationToken);
        await news.LookAsync(default);
        await news.LookAsync(default);

        Assert.Equal(kind is null ? [] : new Notice[] { new("mei@test", kind, "sheet.csv", $"/batches/{id}") }, heard);
    }
}
