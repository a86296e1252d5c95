namespace Dashboard.Features.Assign;

/// <summary>Checks that are running. They belong to the server, not to a page: leaving the page does not stop one, and coming back finds it.</summary>
public sealed class SheetChecks(SheetCheck check, ILogger<SheetChecks> log, IHostApplicationLifetime lifetime)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, RunningSheetCheck> running = [];

    /// <summary>Starts a check, or gives the one that runs already.</summary>
    public RunningSheetCheck Start(long batchId, ColumnMapping mapping)
    {
        lock (gate)
        {
            if (running.TryGetValue(batchId, out var already)) return already;
            var started = new RunningSheetCheck();
            running.Add(batchId, started);
            started.Done = Task.Run(() => RunAsync(batchId, mapping, started));
            return started;
        }
    }

    /// <summary>The check that runs for a draft, or null.</summary>
    public RunningSheetCheck? Find(long batchId)
    {
        lock (gate) return running.GetValueOrDefault(batchId);
    }

    private async Task RunAsync(long batchId, ColumnMapping mapping, RunningSheetCheck mine)
    {
        try
        {
            await check.RunAsync(batchId, mapping, mine, lifetime.ApplicationStopping);
        }
        catch (SheetRefusedException e)
        {
            mine.Refused = e;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The check of sheet {BatchId} failed.", batchId);
            mine.Failed = true;
        }
        finally
        {
            lock (gate) running.Remove(batchId);
        }
    }
}

/// <summary>One running check.</summary>
public sealed class RunningSheetCheck : IProgress<SheetProgress>
{
    private volatile SheetProgress latest = new(0, 0);

    /// <summary>How far it is.</summary>
    public SheetProgress Progress => latest;

    /// <summary>Ends when the check has ended, however.</summary>
    public Task Done { get; internal set; } = Task.CompletedTask;

    /// <summary>Why the sheet was refused, or null.</summary>
    public SheetRefusedException? Refused { get; internal set; }

    /// <summary>Whether it failed for a reason that is not the sheet's.</summary>
    public bool Failed { get; internal set; }

    /// <inheritdoc/>
    public void Report(SheetProgress value) => latest = value;
}
