namespace Dashboard.Features.Assign;

/// <summary>Notices when too many of a batch's last outcomes are rejections. It forgets a batch that does not run: whoever resumes one starts anew.</summary>
internal sealed class RejectionWatch
{
    /// <summary>How many outcomes are looked at.</summary>
    public const int Window = 50;

    // Below this a share says nothing.
    private const int Least = 20;

    private readonly Dictionary<long, Queue<bool>> outcomes = [];

    /// <summary>Takes note of an outcome, and says whether the batch should pause.</summary>
    public bool Take(RunningBatch batch, bool rejected)
    {
        if (batch.PauseAtRejectedPercent is not { } percent) return false;
        if (!outcomes.TryGetValue(batch.Id, out var last)) outcomes.Add(batch.Id, last = new());
        last.Enqueue(rejected);
        if (last.Count > Window) last.Dequeue();
        return rejected && last.Count >= Least && last.Count(x => x) * 100 >= percent * last.Count;
    }

    /// <summary>Forgets all others.</summary>
    public void Keep(IReadOnlyDictionary<long, RunningBatch> running)
    {
        foreach (var gone in outcomes.Keys.Where(x => !running.ContainsKey(x)).ToList()) outcomes.Remove(gone);
    }
}
