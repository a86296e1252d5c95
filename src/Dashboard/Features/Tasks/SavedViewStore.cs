using System.Data;
using System.Globalization;
using System.Security.Claims;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Tasks;

/// <summary>The saved views of the grid: a person's own are only his; everybody uses the team's, Managers change them. What happens to the team's stands in the audit log.</summary>
public sealed class SavedViewStore(IDbContextFactory<DashboardDb> databases, PinnedViews pinned, AuditTrail audit, IAuthorizationService authorization, TimeProvider time)
{
    /// <summary>Most views of a person, and of the team.</summary>
    public const int Most = 100;

    /// <summary>The team's views, then a person's own, each in its order.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var account = user.AccountName();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SavedViews.AsNoTracking().Where(x => x.Owner == null || x.Owner == account)
            .OrderBy(x => x.Owner != null).ThenBy(x => x.Position).ThenBy(x => x.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Saves what the grid shows.</summary>
    /// <param name="user">Who saves it, and has it if it is not the team's.</param>
    /// <param name="address">Where from, for the audit log.</param>
    /// <param name="view">What is saved.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public Task<ViewAnswer> SaveAsync(ClaimsPrincipal user, string? address, NewView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        return WriteAsync(user, address, "view.save", async db =>
        {
            var owner = view.Team ? null : user.AccountName();
            if (view.Team && !await MayChangeTeamAsync(user)) return (ViewAnswer.NotAllowed, null);
            var others = await db.SavedViews.Where(x => x.Owner == owner).ToListAsync(cancellationToken);
            var saved = new SavedView
            {
                Name = SavedViewRules.Name(view.Name), Owner = owner, Query = SavedViewRules.Query(view.Filter), Pinned = view.Pinned,
                Position = others.Count == 0 ? 0 : others.Max(x => x.Position) + 1, ChangedBy = user.AccountName(),
            };
            db.SavedViews.Add(saved);
            return (others.Count >= Most ? ViewAnswer.TooMany : SavedViewRules.Check(saved, others), saved);
        }, cancellationToken);
    }

    /// <summary>Gives a view another name.</summary>
    public Task<ViewAnswer> RenameAsync(ClaimsPrincipal user, string? address, long id, string? name, CancellationToken cancellationToken) =>
        ChangeAsync(user, address, id, "view.rename", (view, _) => view.Name = SavedViewRules.Name(name), cancellationToken);

    /// <summary>Lets a view show what the grid shows.</summary>
    public Task<ViewAnswer> UpdateAsync(ClaimsPrincipal user, string? address, long id, TaskFilter filter, CancellationToken cancellationToken) =>
        ChangeAsync(user, address, id, "view.update", (view, _) => view.Query = SavedViewRules.Query(filter), cancellationToken);

    /// <summary>Puts a view into the menu, or takes it out.</summary>
    public Task<ViewAnswer> PinAsync(ClaimsPrincipal user, string? address, long id, bool pin, CancellationToken cancellationToken) =>
        ChangeAsync(user, address, id, pin ? "view.pin" : "view.unpin", (view, _) => view.Pinned = pin, cancellationToken);

    /// <summary>Moves a view up or down among the person's own or the team's.</summary>
    public Task<ViewAnswer> MoveAsync(ClaimsPrincipal user, string? address, long id, bool up, CancellationToken cancellationToken) =>
        ChangeAsync(user, address, id, "view.move", (view, others) =>
        {
            var order = others.Append(view).OrderBy(x => x.Position).ThenBy(x => x.Id).ToList();
            var from = order.IndexOf(view);
            var to = Math.Clamp(up ? from - 1 : from + 1, 0, order.Count - 1);
            (order[from], order[to]) = (order[to], order[from]);
            for (var i = 0; i < order.Count; i++) order[i].Position = i;
        }, cancellationToken);

    /// <summary>Deletes a view.</summary>
    public Task<ViewAnswer> DeleteAsync(ClaimsPrincipal user, string? address, long id, CancellationToken cancellationToken) =>
        WriteAsync(user, address, "view.delete", async db =>
        {
            var (answer, view) = await FindAsync(db, user, id, cancellationToken);
            if (answer == ViewAnswer.Done) db.SavedViews.Remove(view!);
            return (answer, view);
        }, cancellationToken);

    private Task<ViewAnswer> ChangeAsync(ClaimsPrincipal user, string? address, long id, string action, Action<SavedView, List<SavedView>> change, CancellationToken cancellationToken) =>
        WriteAsync(user, address, action, async db =>
        {
            var (answer, view) = await FindAsync(db, user, id, cancellationToken);
            if (answer != ViewAnswer.Done) return (answer, view);
            var others = await db.SavedViews.Where(x => x.Owner == view!.Owner && x.Id != id).ToListAsync(cancellationToken);
            change(view!, others);
            return (SavedViewRules.Check(view!, others), view);
        }, cancellationToken);

    private async Task<ViewAnswer> WriteAsync(ClaimsPrincipal user, string? address, string action, Func<DashboardDb, Task<(ViewAnswer Answer, SavedView? View)>> change, CancellationToken cancellationToken)
    {
        if (!await authorization.MayAsync(user, Policies.View)) return ViewAnswer.NotAllowed;
        // Serializable: of two who save under one name at once, one is asked for another.
        var (answer, view) = await Conflicts.RetryAsync(time, async () =>
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            var (answer, view) = await change(db);
            if (answer != ViewAnswer.Done || view is null) return (answer, view);
            (view.ChangedBy, view.ChangedAt) = (user.AccountName(), time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (answer, view);
        }, cancellationToken);
        if (answer != ViewAnswer.Done || view is null) return answer;
        pinned.Changed();
        if (view.Owner is null) await audit.WriteAsync(user, address, action, string.Create(CultureInfo.InvariantCulture, $"view {view.Id}"), view.Name, CancellationToken.None);
        return answer;
    }

    private async Task<(ViewAnswer Answer, SavedView? View)> FindAsync(DashboardDb db, ClaimsPrincipal user, long id, CancellationToken cancellationToken)
    {
        var view = await db.SavedViews.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);
        // Of another person's view nothing is told, not even that there is one.
        if (view is null || (view.Owner is not null && view.Owner != user.AccountName())) return (ViewAnswer.Gone, null);
        return (view.Owner is null && !await MayChangeTeamAsync(user) ? ViewAnswer.NotAllowed : ViewAnswer.Done, view);
    }

    private Task<bool> MayChangeTeamAsync(ClaimsPrincipal user) => authorization.MayAsync(user, Policies.Manage);
}

/// <summary>A view to be saved.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Team">Whether it is for the team.</param>
/// <param name="Pinned">Whether it stands in the menu.</param>
/// <param name="Filter">What the grid shows.</param>
public sealed record NewView(string? Name, bool Team, bool Pinned, TaskFilter Filter);
