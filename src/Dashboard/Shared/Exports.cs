using System.Collections.Concurrent;

namespace Dashboard.Shared;

/// <summary>The exports that this server is writing, and those it has just written: their owners see them on every page, and may cancel them.</summary>
/// <remarks>Behind a balancer that sends a download to another server than the page, the page does not hear of it; the download is the same.</remarks>
public sealed class Exports(TimeProvider time)
{
    private static readonly TimeSpan ShownFor = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<Guid, Export> all = new();
    private readonly Subscribers<string> subscribers = new();

    /// <summary>Calls a handler with the account whose exports have changed; it only takes note: it neither blocks nor throws.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action<string> handler) => subscribers.Add(handler);

    /// <summary>Begins one. Whoever writes it reports how far it is, and ends it.</summary>
    /// <param name="account">Who downloads it.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="total">How many rows it will have.</param>
    public Export Begin(string account, string file, int total)
    {
        foreach (var old in all.Values.Where(x => x.EndedAt < time.GetUtcNow() - ShownFor)) all.TryRemove(old.Id, out _);
        var export = new Export(account, file, total, time, subscribers.Publish);
        all[export.Id] = export;
        subscribers.Publish(account);
        return export;
    }

    /// <summary>A person's exports, the newest last.</summary>
    public IReadOnlyList<Export> Of(string account) => [.. all.Values.Where(x => x.Account == account).OrderBy(x => x.StartedAt)];

    /// <summary>Shows an export that has ended no more.</summary>
    public void Forget(Export export)
    {
        ArgumentNullException.ThrowIfNull(export);
        if (export.State != ExportState.Running && all.TryRemove(export.Id, out _)) subscribers.Publish(export.Account);
    }
}
