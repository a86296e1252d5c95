using System.Data.Common;
using Dashboard.Data.Index;
using Microsoft.Extensions.Options;

namespace Dashboard.Shared;

/// <summary>How many tasks are stale, counted once for the whole server instead of by every page.</summary>
public sealed class StaleWork(TaskIndexSource source, IOptions<TasksOptions> options, TimeProvider time, ILogger<StaleWork> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly Subscribers<int> subscribers = new();

    /// <summary>Tasks that are not final and whose log has had no entry for too long; 0 until they are counted.</summary>
    public int Count { get; private set; }

    /// <summary>The grid's address with exactly these tasks.</summary>
    public string Address => Links.WithQuery(Links.Tasks, [new("quiet_longer", options.Value.StaleAfterText)]);

    /// <summary>After how many hours without a log entry a task is stale.</summary>
    public int Hours => options.Value.StaleAfterHours;

    /// <summary>Calls a handler when the number changes, on another thread; it returns at once.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action<int> handler) => subscribers.Add(handler);

    /// <summary>Counts now, and tells if the number has changed.</summary>
    /// <exception cref="DbException">The tasks can't be read.</exception>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        var index = await source.ReadyAsync(cancellationToken);
        var count = index.CountOf(new() { QuietSince = time.GetUtcNow() - options.Value.StaleAfter });
        if (count == Count) return;
        Count = count;
        subscribers.Publish(count);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (DbException e)
            {
                log.LogWarning(e, "Stale tasks can't be counted; the menu keeps its number");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
