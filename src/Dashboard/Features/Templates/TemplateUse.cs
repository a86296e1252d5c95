using Dashboard.Data;
using Dashboard.Data.Index;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Templates;

/// <summary>What was assigned for a template: batches whose lines name it, and the tasks that came of them.</summary>
public sealed class TemplateUse(IDbContextFactory<DashboardDb> databases, TaskIndexSource source)
{
    /// <summary>Most batches that are listed, the newest ones.</summary>
    public const int MostBatches = 20;

    /// <summary>Counts the tasks of a template by status; waits until the tasks are in memory.</summary>
    public async Task<IReadOnlyDictionary<int, int>> TasksAsync(long templateId, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<int, int>();
        (await source.CurrentAsync(cancellationToken)).Visit(new() { Template = templateId }, (block, offsets) =>
        {
            foreach (var offset in offsets) counts[block.Statuses[offset]] = counts.GetValueOrDefault(block.Statuses[offset]) + 1;
        });
        return counts;
    }

    /// <summary>The batches with lines of a template, newest first, at most <see cref="MostBatches"/>.</summary>
    public async Task<IReadOnlyList<TemplateBatch>> BatchesAsync(long templateId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Assignments.Where(x => x.TemplateId == templateId)
            .GroupBy(x => x.BatchId).Select(x => new { BatchId = x.Key, Count = x.Count(), Assigned = x.Count(a => a.State == AssignmentState.Assigned) })
            .Join(db.Batches.Where(x => x.State != BatchState.Draft), x => x.BatchId, x => x.Id, (counted, batch) => new { batch.Id, batch.SheetName, batch.CreatedAt, counted.Count, counted.Assigned })
            .OrderByDescending(x => x.Id).Take(MostBatches)
            .Select(x => new TemplateBatch(x.Id, x.SheetName, x.CreatedAt, x.Count, x.Assigned)).ToListAsync(cancellationToken);
    }
}

/// <summary>A batch with lines of a template.</summary>
/// <param name="Id">The batch.</param>
/// <param name="SheetName">Its sheet.</param>
/// <param name="CreatedAt">When the sheet was uploaded (UTC).</param>
/// <param name="Assignments">How many of its assignments are of the template.</param>
/// <param name="Assigned">How many of those are tasks by now.</param>
public sealed record TemplateBatch(long Id, string SheetName, DateTimeOffset CreatedAt, int Assignments, int Assigned);
