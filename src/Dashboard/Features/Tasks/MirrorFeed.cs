namespace Dashboard.Features.Tasks;

/// <summary>Tells open pages that the mirror has changed: one signal for the whole server instead of a query from every page.</summary>
public sealed class MirrorFeed
{
    /// <summary>Raised after each portion and each pass, on a thread of the job; handlers return at once.</summary>
    public event Action<MirrorNews>? Changed;

    /// <summary>How far the first fill is; null when it is done.</summary>
    public double? FirstFill { get; private set; }

    /// <summary>Says what changed.</summary>
    public void Publish(MirrorNews news, double? firstFill)
    {
        FirstFill = firstFill;
        Changed?.Invoke(news);
    }
}

/// <summary>What a pass, or a part of one, changed.</summary>
/// <param name="TaskIds">Tasks that are new or changed.</param>
public sealed record MirrorNews(IReadOnlySet<long> TaskIds);
