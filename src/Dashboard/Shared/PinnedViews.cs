using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Shared;

/// <summary>The saved views that stand in people's menus: read once for the whole server, not by every open page.</summary>
public sealed class PinnedViews(IDbContextFactory<DashboardDb> databases, TimeProvider time, ILogger<PinnedViews> log) : IDisposable
{
    private static readonly string[] NotOfTheView = ["page", "task", "open"];

    private readonly KeptRead<IReadOnlyList<SavedView>> views = new(
        [], cancel => ReadAsync(databases, cancel), e => log.LogWarning(e, "The saved views can't be read; the menus keep what they show"), time);

    /// <inheritdoc/>
    public void Dispose() => views.Dispose();

    /// <summary>Calls a handler at each change on this server; it only takes note: it neither blocks nor throws.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action handler) => views.Subscribe(handler);

    /// <summary>Says that a view was saved, changed or deleted.</summary>
    public void Changed()
    {
        views.Outdate();
        views.Publish();
    }

    /// <summary>The team's pinned views, then a person's own, each in its order. While the database does not answer: as last read.</summary>
    /// <param name="account">The person, as the audit log names people.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<IReadOnlyList<SavedView>> ForAsync(string account, CancellationToken cancellationToken) =>
        [.. (await views.GetAsync(cancellationToken)).Where(x => x.Owner is null || x.Owner == account)];

    /// <summary>Whether an address of the grid shows a view, whatever its page and open panels.</summary>
    public static bool IsShownBy(SavedView view, string address)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(address);
        return Parts(address).SetEquals(Parts($"?{view.Query}"));
    }

    private static HashSet<string> Parts(string address) =>
        [.. from part in QueryText.Parameters(address) where !NotOfTheView.Contains(part.Key) from value in part.Value select $"{part.Key}={value}"];

    private static async Task<IReadOnlyList<SavedView>> ReadAsync(IDbContextFactory<DashboardDb> databases, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SavedViews.AsNoTracking().Where(x => x.Pinned).OrderBy(x => x.Owner != null).ThenBy(x => x.Position).ThenBy(x => x.Id).ToListAsync(cancellationToken);
    }
}
