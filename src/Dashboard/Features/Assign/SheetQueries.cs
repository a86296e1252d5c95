using System.Text.Json;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Features.Assign;

/// <summary>Reads drafts for the assign page.</summary>
public sealed class SheetQueries(IDbContextFactory<DashboardDb> databases, SheetFolder folder)
{
    /// <summary>A draft or batch, or null.</summary>
    public async Task<Batch?> FindAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Batches.AsNoTracking().SingleOrDefaultAsync(x => x.Id == batchId, cancellationToken);
    }

    /// <summary>Whether the sheet's file is still there; retention removes it.</summary>
    public bool HasFile(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.StoredFile is { } stored && File.Exists(folder.PathOf(stored));
    }

    /// <summary>The first lines of a draft's sheet, for samples beside the columns.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Samples(Batch batch, int count)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var samples = new List<IReadOnlyList<string>>();
        try
        {
            using var sheet = SheetSource.Open(folder.PathOf(batch.StoredFile!), batch);
            foreach (var record in sheet.Records().Take(count)) samples.Add(record.Cells);
        }
        catch (SheetRefusedException)
        {
            // The check says which line can't be read.
            return samples;
        }
        return samples;
    }

    /// <summary>The sheet's headers.</summary>
    public static IReadOnlyList<string> Headers(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return JsonSerializer.Deserialize<string[]>(batch.HeadersJson ?? "[]")!;
    }

    /// <summary>How often each kind of finding was made, errors first.</summary>
    public async Task<IReadOnlyList<ProblemGroup>> ProblemGroupsAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await db.SheetProblems.Where(x => x.BatchId == batchId)
            .GroupBy(x => new { x.Severity, x.Kind })
            .Select(x => new { x.Key.Severity, x.Key.Kind, Count = x.Count() })
            .ToListAsync(cancellationToken);
        return [.. groups.Select(x => new ProblemGroup(x.Severity, x.Kind, x.Count)).OrderByDescending(x => x.Severity).ThenByDescending(x => x.Count).ThenBy(x => x.Kind, StringComparer.Ordinal)];
    }

    /// <summary>A window of the findings, errors first, by line.</summary>
    /// <param name="batchId">The draft.</param>
    /// <param name="only">Only these, of any kind where it names none; null for all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<IReadOnlyList<SheetProblem>> ProblemsAsync(long batchId, ProblemGroup? only, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var problems = db.SheetProblems.AsNoTracking().Where(x => x.BatchId == batchId);
        if (only is not null) problems = problems.Where(x => x.Severity == only.Severity && (only.Kind == "" || x.Kind == only.Kind));
        return await problems.OrderByDescending(x => x.Severity).ThenBy(x => x.Line).ThenBy(x => x.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
    }
}

/// <summary>Findings of one kind.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Kind">Code of the kind.</param>
/// <param name="Count">How many.</param>
public sealed record ProblemGroup(ProblemSeverity Severity, string Kind, int Count);
