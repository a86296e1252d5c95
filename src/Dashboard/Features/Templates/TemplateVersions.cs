using System.Data;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Templates;

/// <summary>The kept copies of templates: every state that was read, so that a change can be told and a template shows while Wshoto does not answer.</summary>
public sealed class TemplateVersions(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    /// <summary>Most versions that are kept of one template; the oldest go first.</summary>
    public const int Most = 100;

    /// <summary>Keeps an answer: a new version where it differs from the newest one, else that one was read again.</summary>
    /// <param name="templateId">The template.</param>
    /// <param name="json">The answer's <c>data</c> as it came.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The version's number.</returns>
    public async Task<int> KeepAsync(long templateId, string json, CancellationToken cancellationToken)
    {
        var (fingerprint, now) = (JsonFingerprint.Of(json), time.GetUtcNow());
        // Serializable: of two readers at once, one finds the other's version.
        return await Conflicts.RetryAsync(time, async () =>
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            var all = db.TemplateVersions.Where(x => x.TemplateId == templateId);
            var last = await all.OrderByDescending(x => x.Number).Select(x => new { x.Number, x.Fingerprint }).FirstOrDefaultAsync(cancellationToken);
            var number = last?.Number ?? 0;
            if (last?.Fingerprint == fingerprint)
            {
                await all.Where(x => x.Number == number).ExecuteUpdateAsync(x => x.SetProperty(v => v.LastReadAt, now), cancellationToken);
            }
            else
            {
                number++;
                db.TemplateVersions.Add(new() { TemplateId = templateId, Number = number, Json = json, Fingerprint = fingerprint, FirstReadAt = now, LastReadAt = now });
                await db.SaveChangesAsync(cancellationToken);
                await all.Where(x => x.Number <= number - Most).ExecuteDeleteAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            return number;
        }, cancellationToken);
    }

    /// <summary>The versions of a template, newest first, without their answers.</summary>
    public async Task<IReadOnlyList<VersionEntry>> ListAsync(long templateId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.TemplateVersions.Where(x => x.TemplateId == templateId).OrderByDescending(x => x.Number)
            .Select(x => new VersionEntry(x.Number, x.FirstReadAt, x.LastReadAt)).ToListAsync(cancellationToken);
    }

    /// <summary>One version, or null.</summary>
    /// <param name="templateId">The template.</param>
    /// <param name="number">Its version; null for the newest.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<TemplateVersion?> FindAsync(long templateId, int? number, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.TemplateVersions.AsNoTracking().Where(x => x.TemplateId == templateId && (number == null || x.Number == number))
            .OrderByDescending(x => x.Number).FirstOrDefaultAsync(cancellationToken);
    }
}

/// <summary>A version in a list.</summary>
/// <param name="Number">Its number.</param>
/// <param name="FirstReadAt">When it was first read (UTC).</param>
/// <param name="LastReadAt">When it was last read and still the same (UTC).</param>
public sealed record VersionEntry(int Number, DateTimeOffset FirstReadAt, DateTimeOffset LastReadAt);
