using System.Data;
using System.Globalization;
using System.Security.Claims;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Templates;

/// <summary>The team's favourite templates: everybody sees them, Managers choose them, and who did stands in the audit log. Read once for the whole server, not by every star.</summary>
public sealed class TemplateFavourites(IDbContextFactory<DashboardDb> databases, AuditTrail audit, IAuthorizationService authorization, TimeProvider time, ILogger<TemplateFavourites> log) : IDisposable
{
    private readonly KeptRead<IReadOnlyDictionary<long, TemplateFavourite>> stars = new(
        new Dictionary<long, TemplateFavourite>(), cancel => ReadAsync(databases, cancel), e => log.LogWarning(e, "The favourites can't be read; pages keep what they show"), time);

    /// <inheritdoc/>
    public void Dispose() => stars.Dispose();

    /// <summary>Calls a handler at each change on this server; it only takes note: it neither blocks nor throws.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action handler) => stars.Subscribe(handler);

    /// <summary>The favourites by template id. While the database does not answer: as last read.</summary>
    public Task<IReadOnlyDictionary<long, TemplateFavourite>> AllAsync(CancellationToken cancellationToken) => stars.GetAsync(cancellationToken);

    /// <summary>Makes a template a favourite of the team, or no longer one. Only Managers may.</summary>
    /// <param name="user">Who does.</param>
    /// <param name="address">Where from, for the audit log.</param>
    /// <param name="templateId">The template; it need not have been seen before.</param>
    /// <param name="favourite">Whether it is to be one.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether the user may do so.</returns>
    public async Task<bool> SetAsync(ClaimsPrincipal user, string? address, long templateId, bool favourite, CancellationToken cancellationToken)
    {
        if (!await authorization.MayAsync(user, Policies.Manage)) return false;
        var name = await Conflicts.RetryAsync(time, () => WriteAsync(user, templateId, favourite, cancellationToken), cancellationToken);
        if (name is null) return true;
        stars.Outdate();
        await audit.WriteAsync(user, address, favourite ? "template.favourite" : "template.unfavourite", string.Create(CultureInfo.InvariantCulture, $"template {templateId}"), name, CancellationToken.None);
        stars.Publish();
        return true;
    }

    /// <summary>The template's name where something has changed, else null.</summary>
    private async Task<string?> WriteAsync(ClaimsPrincipal user, long templateId, bool favourite, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var known = await db.KnownTemplates.SingleOrDefaultAsync(x => x.Id == templateId, cancellationToken);
        if (known?.FavouriteAt is not null == favourite) return null;
        if (known is null) db.KnownTemplates.Add(known = new() { Id = templateId, Name = "", Creator = "" });
        known.FavouriteBy = favourite ? user.AccountName() : null;
        known.FavouriteAt = favourite ? time.GetUtcNow() : null;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return known.Name;
    }

    private static async Task<IReadOnlyDictionary<long, TemplateFavourite>> ReadAsync(IDbContextFactory<DashboardDb> databases, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stars = await db.KnownTemplates.AsNoTracking().Where(x => x.FavouriteAt != null).Select(x => new { x.Id, x.FavouriteBy, x.FavouriteAt }).ToListAsync(cancellationToken);
        return stars.ToDictionary(x => x.Id, x => new TemplateFavourite(x.FavouriteBy ?? "", x.FavouriteAt!.Value));
    }
}

/// <summary>A favourite of the team.</summary>
/// <param name="By">Who made it one, as the audit log names people.</param>
/// <param name="At">When (UTC).</param>
public sealed record TemplateFavourite(string By, DateTimeOffset At);
