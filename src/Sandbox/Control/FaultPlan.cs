namespace Sandbox.Control;

/// <summary>Decides which create call meets which fault: first those that were queued, then by chance.</summary>
public sealed class FaultPlan(SandboxSettings settings)
{
    private static readonly FaultKind[] All = Enum.GetValues<FaultKind>();
    private readonly Lock guard = new();
    private readonly Queue<FaultKind> queued = [];
    private readonly Dictionary<FaultKind, int> met = [];
    private Random chance = new(1);
    private int seed = 1;

    /// <summary>How often each fault was met.</summary>
    public IReadOnlyDictionary<FaultKind, int> Met
    {
        get { lock (guard) return new Dictionary<FaultKind, int>(met); }
    }

    /// <summary>The next <paramref name="count"/> create calls meet this fault.</summary>
    public void Queue(FaultKind kind, int count = 1)
    {
        lock (guard)
        {
            for (var i = 0; i < count; i++) queued.Enqueue(kind);
        }
    }

    /// <summary>Forgets what is queued and counted.</summary>
    public void Clear()
    {
        lock (guard)
        {
            queued.Clear();
            met.Clear();
        }
    }

    /// <summary>The fault of the next create call, or null.</summary>
    public FaultKind? Next()
    {
        lock (guard)
        {
            if (settings.FaultSeed != seed) chance = new Random(seed = settings.FaultSeed);
            FaultKind? kind = queued.TryDequeue(out var first) ? first : chance.NextDouble() < settings.FaultRate ? Draw() : null;
            if (kind is { } fault) met[fault] = met.GetValueOrDefault(fault) + 1;
            return kind;
        }
    }

    private FaultKind Draw()
    {
        var weights = settings.FaultWeights;
        if (weights.Count == 0) return All[chance.Next(All.Length)];
        var at = chance.NextDouble() * weights.Values.Sum();
        foreach (var (kind, weight) in weights)
        {
            if ((at -= weight) <= 0) return kind;
        }
        return weights.Keys.Last();
    }
}
