using Dashboard.Shared;

namespace Dashboard.Features.Tasks;

/// <summary>Tells open pages that the mirror has changed: one signal for the whole server instead of a query from every page.</summary>
public sealed class MirrorFeed
{
    private readonly Subscribers<MirrorNews> subscribers = new();

    /// <summary>How far the first fill is; null when it is done.</summary>
    public double? FirstFill { get; private set; }

    /// <summary>Calls a handler after each portion and each pass, on a thread of the job; it returns at once.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action<MirrorNews> handler) => subscribers.Add(handler);

    /// <summary>Says what changed.</summary>
    public void Publish(MirrorNews news, double? firstFill)
    {
        FirstFill = firstFill;
        subscribers.Publish(news);
    }
}

/// <summary>What a pass, or a part of one, changed.</summary>
/// <param name="TaskIds">Tasks that are new or changed.</param>
public sealed record MirrorNews(IReadOnlySet<long> TaskIds);
