namespace Dashboard.Features.Assign;

/// <summary>Checks that are running. They belong to the server, not to a page: leaving the page does not stop one, and coming back finds it.</summary>
public sealed class SheetChecks(SheetCheck check, SheetEditor editor, ILogger<SheetChecks> log, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, RunningSheetCheck> running = [];

    /// <summary>Starts a check, or gives the one that runs already.</summary>
    public RunningSheetCheck Start(long batchId, ColumnMapping mapping) => Start(batchId, (mine, cancellationToken) => check.RunAsync(batchId, mapping, mine, cancellationToken));

    /// <summary>Starts a change of so many lines that the sheet is checked anew, or gives the check that runs already.</summary>
    public RunningSheetCheck StartChange(long batchId, int revision, SheetChange change, string by) => Start(batchId, async (mine, cancellationToken) =>
    {
        if (await editor.WriteAsync(batchId, revision, change, by, cancellationToken) is { } mapping) await check.RunAsync(batchId, mapping, mine, cancellationToken);
    });

    /// <summary>Starts to take back a change of so many lines that the sheet is checked anew, or gives the check that runs already.</summary>
    public RunningSheetCheck StartUndo(long batchId, int revision) => Start(batchId, async (mine, cancellationToken) =>
    {
        if (await editor.EraseAsync(batchId, revision, cancellationToken) is { } mapping) await check.RunAsync(batchId, mapping, mine, cancellationToken);
    });

    /// <summary>The check that runs for a draft, or null.</summary>
    public RunningSheetCheck? Find(long batchId)
    {
        lock (gate) return running.GetValueOrDefault(batchId);
    }

    private RunningSheetCheck Start(long batchId, Func<RunningSheetCheck, CancellationToken, Task> run)
    {
        lock (gate)
        {
            if (running.TryGetValue(batchId, out var already)) return already;
            var started = new RunningSheetCheck(time.GetUtcNow());
            running.Add(batchId, started);
            started.Done = Task.Run(() => RunAsync(batchId, run, started));
            return started;
        }
    }

    private async Task RunAsync(long batchId, Func<RunningSheetCheck, CancellationToken, Task> run, RunningSheetCheck mine)
    {
        try
        {
            await run(mine, lifetime.ApplicationStopping);
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
/// <param name="startedAt">When it began (UTC).</param>
public sealed class RunningSheetCheck(DateTimeOffset startedAt = default) : IProgress<SheetProgress>
{
    private volatile bool cancelled;
    private volatile SheetProgress latest = new(CheckStage.Read, 0, 0);

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>How far it is.</summary>
    public SheetProgress Progress => latest;

    /// <summary>Ends when the check has ended, however.</summary>
    public Task Done { get; internal set; } = Task.CompletedTask;

    /// <summary>Why the sheet was refused, or null.</summary>
    public SheetRefusedException? Refused { get; internal set; }

    /// <summary>Whether it failed for a reason that is not the sheet's.</summary>
    public bool Failed { get; internal set; }

    /// <summary>Whether somebody asked to end it: the draft counts as unchecked then.</summary>
    public bool IsCancelled => cancelled;

    /// <summary>Asks to end it; it ends when it next says how far it is.</summary>
    public void Cancel() => cancelled = true;

    /// <summary>How long it will still take as it goes so far; null as long as that can't be told.</summary>
    public TimeSpan? TimeLeft(DateTimeOffset now)
    {
        var elapsed = now - startedAt;
        return Progress.Share < 0.02 || elapsed < TimeSpan.FromSeconds(1) ? null : elapsed * ((1 - Progress.Share) / Progress.Share);
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">Somebody asked to end it.</exception>
    public void Report(SheetProgress value)
    {
        latest = value;
        if (cancelled) throw new OperationCanceledException();
    }
}
