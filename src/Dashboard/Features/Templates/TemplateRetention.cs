using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Templates;

/// <summary>Removes kept versions of templates that Wshoto has not given so for long. Their targeting may name customers (words of remarks, customers that were picked one by one).
/// The row of the list stays: it names the template and its author only. Employees' targets are never kept.</summary>
public sealed class TemplateRetention(IDbContextFactory<DashboardDb> databases, IOptions<RetentionOptions> options, TimeProvider time, ILogger<TemplateRetention> log) : IRetention
{
    private const int VersionsAtOnce = 200;

    /// <inheritdoc/>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var (limit, removed) = (options.Value.Limit(time.GetUtcNow()), 0);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var old = db.TemplateVersions.Where(x => x.LastReadAt < limit).OrderBy(x => x.LastReadAt).ThenBy(x => x.TemplateId).ThenBy(x => x.Number);
        while (await old.Take(VersionsAtOnce).ExecuteDeleteAsync(cancellationToken) is > 0 and var some) removed += some;
        if (removed > 0) log.LogInformation("{Count} kept versions of templates are removed", removed);
    }
}
