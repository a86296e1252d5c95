using System.Text.Json;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Settings;

/// <summary>The column mappings that are remembered: listed, renamed, deleted.</summary>
public sealed class SavedMappingQueries(IDbContextFactory<DashboardDb> databases)
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 100;

    /// <summary>Most that are listed.</summary>
    public const int Most = 500;

    /// <summary>The last used first.</summary>
    public async Task<IReadOnlyList<SavedMappingRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var saved = await db.SavedMappings.AsNoTracking().OrderByDescending(x => x.UsedAt).ThenBy(x => x.Id).Take(Most)
            .Select(x => new { x.Id, x.Name, x.HeadersJson, x.UsedBy, x.UsedAt }).ToListAsync(cancellationToken);
        return [.. saved.Select(x => new SavedMappingRow(x.Id, x.Name, JsonSerializer.Deserialize<string[]>(x.HeadersJson) ?? [], x.UsedBy, x.UsedAt))];
    }

    /// <summary>Gives one another name; false when it is gone.</summary>
    public async Task<bool> RenameAsync(long id, string name, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SavedMappings.Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Name, name), cancellationToken) > 0;
    }

    /// <summary>Deletes one; false when it is gone.</summary>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SavedMappings.Where(x => x.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}

/// <summary>A remembered mapping in the list.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Headers">The headers of its sheets.</param>
/// <param name="UsedBy">Who used it last.</param>
/// <param name="UsedAt">When (UTC).</param>
public sealed record SavedMappingRow(long Id, string Name, IReadOnlyList<string> Headers, string UsedBy, DateTimeOffset UsedAt);
