using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Features.Overview;

/// <summary>The overview's figures: of tasks from the index, of batches and upstreams from the database. Each is read once for all pages that show it.</summary>
public sealed class OverviewQueries(TaskIndexSource source, IDbContextFactory<DashboardDb> databases, IOptions<TasksOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);

    // Ages grow and tasks become stale without any change.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly SharedReads<(OverviewFilter Filter, DaySpan Span, string Zone), TaskFigures> tasks = new(time, Fresh, Kept);
    private readonly SharedReads<(OverviewFilter Filter, DaySpan Span, string Zone), JournalFigures> journals = new(time, Fresh, Fresh);

    /// <summary>How much of the tasks has been read into memory since the start, 0 to 1; there are figures from 1 on.</summary>
    public double Loaded => source.Loaded;

    /// <summary>The days that a filter means now.</summary>
    public DaySpan Span(OverviewFilter filter, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.Span(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).Date));
    }

    /// <summary>The figures; they wait until the tasks are in memory.</summary>
    /// <param name="filter">Which days and tasks.</param>
    /// <param name="zone">The person's zone.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <exception cref="System.Data.Common.DbException">The database can't be read.</exception>
    public async Task<OverviewFigures> ReadAsync(OverviewFilter filter, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(zone);
        var index = await source.CurrentAsync(cancellationToken);
        var span = Span(filter, zone);
        // The order of assignees is the page's.
        var key = (filter with { Sort = "", Days = span.Count, From = null, To = null }, span, zone.Id);
        var counted = tasks.GetAsync(key, index.Version, () => Task.FromResult(TaskCount.Of(index, filter.Criteria, span, zone, time.GetUtcNow(), options.Value.StaleAfter)), cancellationToken);
        var journal = await journals.GetAsync(key, 0, () => ReadJournalAsync(filter, span, zone), cancellationToken);
        return new(filter, span, await counted, journal, new(filter, span, options.Value.StaleAfterText));
    }

    private async Task<JournalFigures> ReadJournalAsync(OverviewFilter filter, DaySpan span, TimeZoneInfo zone)
    {
        await using var db = await databases.CreateDbContextAsync();
        var (from, until) = (ClientContext.StartOf(span.First, zone), ClientContext.StartOf(span.Last.AddDays(1), zone));
        return await JournalFigures.ReadAsync(db, filter, from, until, time.GetUtcNow(), CancellationToken.None);
    }
}

/// <summary>All figures of the overview.</summary>
/// <param name="Filter">What was asked for.</param>
/// <param name="Span">The days it meant.</param>
/// <param name="Tasks">Figures of tasks.</param>
/// <param name="Journal">Figures of batches and the upstreams' state.</param>
/// <param name="Links">Where each figure's tasks are in the grid.</param>
public sealed record OverviewFigures(OverviewFilter Filter, DaySpan Span, TaskFigures Tasks, JournalFigures Journal, FigureLinks Links);
