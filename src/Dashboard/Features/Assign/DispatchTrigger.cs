using System.Threading.Channels;
using Quartz;

namespace Dashboard.Features.Assign;

/// <summary>Turns <see cref="DispatchSignal"/> into a run of <see cref="DispatchJob"/>.</summary>
internal sealed class DispatchTrigger(DispatchSignal signal, ISchedulerFactory schedulers, ILogger<DispatchTrigger> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Several wakes while the scheduler is busy are one.
        var wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnWoken() => wakes.Writer.TryWrite(true);
        signal.Woken += OnWoken;
        try
        {
            await foreach (var _ in wakes.Reader.ReadAllAsync(stoppingToken)) await TriggerAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("No more wakes: the server stops");
        }
        finally
        {
            signal.Woken -= OnWoken;
        }
    }

    private async Task TriggerAsync(CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await scheduler.TriggerJob(DispatchJob.Key, cancellationToken);
        }
        catch (SchedulerException e)
        {
            log.LogWarning(e, "The dispatcher could not be started at once; its schedule starts it within seconds");
        }
    }
}
