using Dashboard.Upstream;
using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Caching.Memory;

namespace Dashboard.Features.Templates;

/// <summary>Reads single templates from Wshoto, with a short memory: people go back.</summary>
public sealed class TemplateQueries(WshotoClient wshoto, TemplateVersions versions, KnownTemplates known, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(45);

    /// <summary>One template whole: as Wshoto has it, else the last copy that was kept.</summary>
    /// <param name="templateId">The template.</param>
    /// <param name="anew">Whether it is read now, not remembered.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="UpstreamException">Wshoto can't be read, or has no such template, and there is no copy.</exception>
    public async Task<ReadTemplate> FindAsync(long templateId, bool anew, CancellationToken cancellationToken)
    {
        if (anew) cache.Remove(("template", templateId));
        try
        {
            return (await cache.GetOrCreateAsync(("template", templateId), entry =>
            {
                entry.AbsoluteExpirationRelativeToNow = Remembered;
                return ReadAsync(templateId, cancellationToken);
            }))!;
        }
        catch (UpstreamException e)
        {
            if (await FindVersionAsync(templateId, null, cancellationToken) is not { } kept) throw;
            return kept with { Problem = e };
        }
    }

    /// <summary>A template as it was kept; null where there is no such copy.</summary>
    /// <param name="templateId">The template.</param>
    /// <param name="number">The version; null for the newest.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<ReadTemplate?> FindVersionAsync(long templateId, int? number, CancellationToken cancellationToken) =>
        await versions.FindAsync(templateId, number, cancellationToken) is { } kept && WshotoReading.Detail(kept.Json, templateId) is { } template
            ? new(template, kept.LastReadAt, kept.Number) : null;

    private async Task<ReadTemplate> ReadAsync(long templateId, CancellationToken cancellationToken)
    {
        var template = await wshoto.GetDetailAsync(templateId, cancellationToken);
        await known.SeeAsync(template, cancellationToken);
        return new(template, time.GetUtcNow(), await versions.KeepAsync(templateId, template.Raw, cancellationToken));
    }
}

/// <summary>A template that was read.</summary>
/// <param name="Template">The template.</param>
/// <param name="ReadAt">When Wshoto gave it (UTC).</param>
/// <param name="Version">Number of its version among the kept ones.</param>
public sealed record ReadTemplate(WshotoTemplateDetail Template, DateTimeOffset ReadAt, int Version)
{
    /// <summary>Why it is a kept copy and not what Wshoto has now; null where it is.</summary>
    public UpstreamException? Problem { get; init; }
}
