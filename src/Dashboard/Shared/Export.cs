namespace Dashboard.Shared;

/// <summary>An export on its way.</summary>
public sealed class Export : IDisposable
{
    private static readonly TimeSpan ToldEvery = TimeSpan.FromMilliseconds(300);
    private readonly CancellationTokenSource cancellation = new();
    private readonly TimeProvider time;
    private readonly Action<string> tell;
    private readonly Lock guard = new();
    private long toldAt;
    private bool disposed;

    internal Export(string account, string file, int total, TimeProvider time, Action<string> tell)
    {
        (Account, File, Total, this.time, this.tell) = (account, file, total, time, tell);
        (StartedAt, Cancelled, toldAt) = (time.GetUtcNow(), cancellation.Token, time.GetTimestamp());
    }

    /// <summary>Key.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>Who downloads it.</summary>
    public string Account { get; }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>How many rows it will have.</summary>
    public int Total { get; }

    /// <summary>How many rows it has.</summary>
    public int Done { get; private set; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When it ended (UTC), or null.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What became of it.</summary>
    public ExportState State { get; private set; }

    /// <summary>Whether its owner wants no more of it.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Rows a second since it began.</summary>
    public double Rate => Done / Math.Max(((EndedAt ?? time.GetUtcNow()) - StartedAt).TotalSeconds, 0.001);

    /// <summary>How long the rest will take, or null while that can't be told.</summary>
    public TimeSpan? Left => State == ExportState.Running && Done > 0 ? TimeSpan.FromSeconds((Total - Done) / Rate) : null;

    /// <summary>Says how many rows it has.</summary>
    public void Report(int done)
    {
        Done = done;
        if (time.GetElapsedTime(toldAt) < ToldEvery) return;
        toldAt = time.GetTimestamp();
        tell(Account);
    }

    /// <summary>Says what became of it.</summary>
    public void End(ExportState state)
    {
        (State, EndedAt) = (state, time.GetUtcNow());
        tell(Account);
    }

    /// <summary>Stops it; one that has ended stays as it is.</summary>
    public void Cancel()
    {
        lock (guard)
        {
            if (!disposed) cancellation.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (guard)
        {
            disposed = true;
            cancellation.Dispose();
        }
    }
}

/// <summary>What became of an export.</summary>
public enum ExportState
{
    /// <summary>It is being written.</summary>
    Running,

    /// <summary>All of it was written.</summary>
    Completed,

    /// <summary>Its owner cancelled it.</summary>
    Cancelled,

    /// <summary>The browser or the connection stopped it, or the server had to.</summary>
    CutOff,
}
