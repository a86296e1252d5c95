using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Tells whoever confirmed a batch that it has come to its end, or waits for them, on any page.</summary>
internal sealed class BatchNews(IDbContextFactory<DashboardDb> databases, Notices notices, TimeProvider time, ILogger<BatchNews> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private HashSet<long> running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var ids = running.ToList();
            var now = await db.Batches.AsNoTracking().Where(x => x.State == BatchState.Running || ids.Contains(x.Id)).ToListAsync(cancellationToken);
            foreach (var batch in now.Where(x => running.Contains(x.Id) && x.ConfirmedBy is not null))
                if (Kind(batch) is { } kind) notices.Publish(new(batch.ConfirmedBy!, kind, batch.SheetName, Links.Batch(batch.Id)));
            running = now.Where(x => x.State == BatchState.Running).Select(x => x.Id).ToHashSet();
        }
        catch (System.Data.Common.DbException e)
        {
            log.LogWarning(e, "The state of the batches can't be read");
        }
    }

    // What a person did themselves is no news to them.
    private static string? Kind(Batch batch) => batch.State switch
    {
        BatchState.Completed => "Notice_Completed",
        BatchState.Stopped => "Notice_Stopped",
        BatchState.Paused when batch.StateReason is not null => "Notice_Paused",
        _ => null,
    };
}
