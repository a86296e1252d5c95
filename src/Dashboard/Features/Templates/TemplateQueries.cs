using Dashboard.Upstream.Wshoto;
using Microsoft.Extensions.Caching.Memory;

namespace Dashboard.Features.Templates;

/// <summary>Reads single templates from Wshoto, with a short memory: people go back.</summary>
public sealed class TemplateQueries(WshotoClient wshoto, IMemoryCache cache)
{
    /// <summary>Employees or targets a page.</summary>
    public const int ExecutionPageSize = 20;

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(45);

    /// <summary>One template whole.</summary>
    /// <exception cref="Upstream.UpstreamException">Wshoto can't be read, or has no such template.</exception>
    public Task<WshotoTemplateDetail> FindAsync(long templateId, CancellationToken cancellationToken) => cache.GetOrCreateAsync(("template", templateId), entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Remembered;
        return wshoto.GetDetailAsync(templateId, cancellationToken);
    })!;

    /// <summary>A page of a template's employees.</summary>
    /// <exception cref="Upstream.UpstreamException">Wshoto can't be read.</exception>
    public Task<WshotoPage<WshotoEmployee>> EmployeesAsync(long templateId, int page, CancellationToken cancellationToken) =>
        wshoto.ListEmployeesAsync(templateId, page, ExecutionPageSize, cancellationToken);

    /// <summary>A page of an employee's targets.</summary>
    /// <exception cref="Upstream.UpstreamException">Wshoto can't be read.</exception>
    public Task<WshotoPage<WshotoTarget>> TargetsAsync(long templateId, string userId, int page, CancellationToken cancellationToken) =>
        wshoto.ListTargetsAsync(templateId, userId, page, ExecutionPageSize, cancellationToken);
}
