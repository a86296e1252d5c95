using System.Data.Common;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Shared;

/// <summary>The saved views that stand in people's menus: read once for the whole server, not by every open page.</summary>
public sealed class PinnedViews(IDbContextFactory<DashboardDb> databases, TimeProvider time, ILogger<PinnedViews> log) : IDisposable
{
    // Another server may have changed them: then a menu shows it at the next page after this time.
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);
    private static readonly string[] NotOfTheView = ["page", "task", "open"];
    private readonly Subscribers<bool> subscribers = new();
    private readonly SemaphoreSlim reading = new(1, 1);
    private int changes;
    private Read last = new([], -1, default);

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    /// <summary>Calls a handler at each change on this server; it only takes note: it neither blocks nor throws.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action handler) => subscribers.Add(_ => handler());

    /// <summary>Says that a view was saved, changed or deleted.</summary>
    public void Changed()
    {
        Interlocked.Increment(ref changes);
        subscribers.Publish(true);
    }

    /// <summary>The team's pinned views, then a person's own, each in its order. While the database does not answer: as last read.</summary>
    /// <param name="account">The person, as the audit log names people.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<IReadOnlyList<SavedView>> ForAsync(string account, CancellationToken cancellationToken)
    {
        if (!IsFresh(last))
        {
            await reading.WaitAsync(cancellationToken);
            try
            {
                if (!IsFresh(last)) last = await ReadAsync(cancellationToken);
            }
            finally
            {
                reading.Release();
            }
        }
        return [.. last.Views.Where(x => x.Owner is null || x.Owner == account)];
    }

    /// <summary>Whether an address of the grid shows a view, whatever its page and open panels.</summary>
    public static bool IsShownBy(SavedView view, string address)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(address);
        return Parts(address).SetEquals(Parts($"?{view.Query}"));
    }

    private static HashSet<string> Parts(string address) =>
        [.. from part in QueryText.Parameters(address) where !NotOfTheView.Contains(part.Key) from value in part.Value select $"{part.Key}={value}"];

    private bool IsFresh(Read read) => read.Change == Volatile.Read(ref changes) && time.GetUtcNow() - read.At < FreshFor;

    private async Task<Read> ReadAsync(CancellationToken cancellationToken)
    {
        var change = Volatile.Read(ref changes);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var views = await db.SavedViews.AsNoTracking().Where(x => x.Pinned).OrderBy(x => x.Owner != null).ThenBy(x => x.Position).ThenBy(x => x.Id).ToListAsync(cancellationToken);
            return new(views, change, time.GetUtcNow());
        }
        catch (DbException e)
        {
            log.LogWarning(e, "The saved views can't be read; the menus keep what they show");
            return last with { Change = change, At = time.GetUtcNow() };
        }
    }

    private sealed record Read(IReadOnlyList<SavedView> Views, int Change, DateTimeOffset At);
}
