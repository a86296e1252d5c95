using System.Globalization;
using System.Runtime.CompilerServices;
using Dashboard.Auth;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Assign;

/// <summary>The error sheet: the lines that stay behind, with their own cells and what is wrong with them, to be corrected and uploaded again.</summary>
public static class ErrorFile
{
    private const int LinesARead = 500;

    /// <summary>Streams the file in the order of the sheet; 404 when there is no such checked sheet.</summary>
    public static async Task WriteAsync(long id, HttpContext context, IDbContextFactory<DashboardDb> databases, AuditTrail audit, IStringLocalizer<SheetText> texts)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(databases);
        ArgumentNullException.ThrowIfNull(audit);
        var cancelled = context.RequestAborted;
        await using var db = await databases.CreateDbContextAsync(cancelled);
        if (await db.Batches.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id && x.CheckedAt != null && x.PurgedAt == null, cancelled) is not { } batch)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await audit.WriteAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), "sheet.errors",
            string.Create(CultureInfo.InvariantCulture, $"batch {id}"), batch.SheetName, cancelled);
        await CsvDownload.WriteAsync(context, $"{Path.GetFileNameWithoutExtension(batch.SheetName)}-errors.csv",
            string.Create(CultureInfo.InvariantCulture, $"batch-{id}-errors.csv"), RowsAsync(db, batch, texts, cancelled));
    }

    private static async IAsyncEnumerable<IEnumerable<string>> RowsAsync(
        DashboardDb db, Batch batch, IStringLocalizer<SheetText> texts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var headers = SheetQueries.Headers(batch);
        var own = ResultSheet.OwnColumns(headers);
        yield return [ResultSheet.LineHeader, .. own.Select(i => headers[i]), ResultSheet.ErrorsHeader];
        var errors = db.SheetProblems.AsNoTracking().Where(x => x.BatchId == batch.Id && x.Severity == ProblemSeverity.Error);
        for (var last = 0; ;)
        {
            var numbers = await errors.Where(x => x.Line > last).Select(x => x.Line).Distinct().OrderBy(x => x).Take(LinesARead).ToListAsync(cancellationToken);
            if (numbers.Count == 0) yield break;
            var (from, to) = (numbers[0], numbers[^1]);
            var problems = (await errors.Where(x => x.Line >= from && x.Line <= to).OrderBy(x => x.Id).ToListAsync(cancellationToken)).ToLookup(x => x.Line);
            var lines = await db.SheetLines.AsNoTracking().Where(x => x.BatchId == batch.Id && numbers.Contains(x.Number)).OrderBy(x => x.Number).ToListAsync(cancellationToken);
            foreach (var line in lines)
            {
                var cells = DraftRows.FromJson(line.CellsJson);
                yield return
                [
                    line.Number.ToString(CultureInfo.InvariantCulture),
                    .. own.Select(i => i < cells.Length ? cells[i] : ""),
                    string.Join(" ", problems[line.Number].Select(x => x.Column.Length > 0 ? $"{x.Column}: {x.Text(texts)}" : x.Text(texts))),
                ];
            }
            last = to;
        }
    }
}
