using Dashboard.Upstream.Wshoto;

namespace Dashboard.Features.Templates;

/// <summary>Reads how far a template's employees are, and an employee's targets: all pages of the API, two at a time.</summary>
public sealed class ExecutionQueries(WshotoClient wshoto, TimeProvider time)
{
    /// <summary>Employees read at most.</summary>
    public const int MostEmployees = 5_000;

    /// <summary>Targets of an employee read at most.</summary>
    public const int MostTargets = 5_000;

    // The API's largest page.
    private const int PageSize = 100;
    private const int AtOnce = 2;

    /// <summary>A template's employees, in the API's order.</summary>
    /// <exception cref="Upstream.UpstreamException">Wshoto can't be read.</exception>
    public Task<ExecutionList<WshotoEmployee>> EmployeesAsync(long templateId, CancellationToken cancellationToken) =>
        ReadAsync((page, cancel) => wshoto.ListEmployeesAsync(templateId, page, PageSize, cancel), MostEmployees, cancellationToken);

    /// <summary>An employee's targets, in the API's order.</summary>
    /// <exception cref="Upstream.UpstreamException">Wshoto can't be read.</exception>
    public Task<ExecutionList<WshotoTarget>> TargetsAsync(long templateId, string userId, CancellationToken cancellationToken) =>
        ReadAsync((page, cancel) => wshoto.ListTargetsAsync(templateId, userId, page, PageSize, cancel), MostTargets, cancellationToken);

    private async Task<ExecutionList<T>> ReadAsync<T>(Func<int, CancellationToken, Task<WshotoPage<T>>> read, int most, CancellationToken cancellationToken)
    {
        var first = await read(1, cancellationToken);
        var pages = Math.Clamp(first.Total, 0, most) / PageSize + (first.Total < most && first.Total % PageSize > 0 ? 1 : 0);
        var rest = new IReadOnlyList<T>[Math.Max(0, pages - 1)];
        await Parallel.ForEachAsync(Enumerable.Range(2, rest.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (page, cancel) => rest[page - 2] = (await read(page, cancel)).Records);
        // A record that moves to another page while they are read comes twice.
        var records = first.Records.Concat(rest.SelectMany(x => x)).Distinct().Take(most).ToList();
        return new(Math.Max(first.Total, records.Count), records, time.GetUtcNow());
    }
}

/// <summary>What was read of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Total">How many there are by Wshoto.</param>
/// <param name="Records">Those that were read.</param>
/// <param name="ReadAt">When (UTC).</param>
public sealed record ExecutionList<T>(int Total, IReadOnlyList<T> Records, DateTimeOffset ReadAt)
{
    /// <summary>Whether nothing is missing.</summary>
    public bool IsAll => Records.Count >= Total;
}
