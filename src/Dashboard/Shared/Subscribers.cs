using System.Collections.Concurrent;

namespace Dashboard.Shared;

/// <summary>Those who hear of something that happens on other threads, each called in its own language.</summary>
public sealed class Subscribers<T>
{
    private readonly ConcurrentDictionary<Subscription, byte> all = new();

    /// <summary>Whether there are some.</summary>
    public bool Any => !all.IsEmpty;

    /// <summary>Adds one.</summary>
    /// <param name="handler">Called on the thread of whoever publishes; it only takes note: it neither blocks nor throws.</param>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Add(Action<T> handler)
    {
        var subscription = new Subscription(this, handler);
        all.TryAdd(subscription, 0);
        return subscription;
    }

    /// <summary>Tells all of them.</summary>
    public void Publish(T news)
    {
        foreach (var (subscription, _) in all) subscription.Call(news);
    }

    private sealed class Subscription(Subscribers<T> owner, Action<T> handler) : IDisposable
    {
        private readonly OwnLanguage<T> own = new(handler);

        public void Call(T news) => own.Call(news);

        public void Dispose() => owner.all.TryRemove(this, out _);
    }
}
