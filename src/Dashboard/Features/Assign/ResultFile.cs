using System.Globalization;
using System.Runtime.CompilerServices;
using Dashboard.Auth;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Assign;

/// <summary>The result file: every line of the sheet with its own cells and what became of it.</summary>
public static class ResultFile
{
    private const int LinesARead = 500;

    /// <summary>Streams the file in the order of the sheet, a few hundred lines in memory at a time; 404 when there is no such confirmed batch,
    /// 410 when retention removed its lines.</summary>
    public static async Task WriteAsync(
        long id, HttpContext context, IDbContextFactory<DashboardDb> databases, BatchQueries batches, AuditTrail audit, IStringLocalizer<BatchText> texts)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(databases);
        var cancelled = context.RequestAborted;
        if (await batches.FindAsync(id, cancelled) is not { } batch)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (batch.PurgedAt is not null)
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }
        await audit.WriteAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), "batch.result",
            string.Create(CultureInfo.InvariantCulture, $"batch {id}"), batch.SheetName, cancelled);

        await using var db = await databases.CreateDbContextAsync(cancelled);
        await CsvDownload.WriteAsync(context, $"{Path.GetFileNameWithoutExtension(batch.SheetName)}-result.csv",
            string.Create(CultureInfo.InvariantCulture, $"batch-{id}-result.csv"), RowsAsync(db, batch, texts, cancelled));
    }

    private static async IAsyncEnumerable<IEnumerable<string>> RowsAsync(
        DashboardDb db, Batch batch, IStringLocalizer<BatchText> texts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var headers = SheetQueries.Headers(batch);
        // A result file that was uploaded again gets new outcomes in place of the old ones.
        var own = ResultSheet.OwnColumns(headers);
        yield return [ResultSheet.LineHeader, .. own.Select(i => headers[i]), .. ResultSheet.OutcomeHeaders];
        for (var last = 0; ;)
        {
            var lines = await ReadAsync(db, batch.Id, last, cancellationToken);
            var problems = await ProblemsAsync(db, batch.Id, lines, cancellationToken);
            foreach (var (line, assignment) in lines)
            {
                var cells = DraftRows.FromJson(line.CellsJson);
                yield return
                [
                    line.Number.ToString(CultureInfo.InvariantCulture),
                    .. own.Select(i => i < cells.Length ? cells[i] : ""),
                    .. Outcome(line, assignment, problems[line.Number], texts),
                ];
            }
            if (lines.Count < LinesARead) yield break;
            last = lines[^1].Line.Number;
        }
    }

    private static async Task<List<(SheetLine Line, Assignment? Assignment)>> ReadAsync(DashboardDb db, long batchId, int after, CancellationToken cancellationToken)
    {
        var rows = await db.SheetLines.AsNoTracking()
            .Where(x => x.BatchId == batchId && x.Number > after)
            .OrderBy(x => x.Number).Take(LinesARead)
            .LeftJoin(db.Assignments.AsNoTracking(), x => x.AssignmentId, x => (long?)x.Id, (line, assignment) => new { line, assignment })
            .OrderBy(x => x.line.Number)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(x => (x.line, x.assignment))];
    }

    private static async Task<ILookup<int, SheetProblem>> ProblemsAsync(
        DashboardDb db, long batchId, List<(SheetLine Line, Assignment? Assignment)> lines, CancellationToken cancellationToken)
    {
        var leftBehind = lines.Where(x => x.Assignment is null).Select(x => x.Line.Number).ToList();
        if (leftBehind.Count == 0) return Array.Empty<SheetProblem>().ToLookup(x => x.Line);
        var (from, to) = (leftBehind[0], leftBehind[^1]);
        var problems = await db.SheetProblems.AsNoTracking()
            .Where(x => x.BatchId == batchId && x.Severity == ProblemSeverity.Error && x.Line >= from && x.Line <= to)
            .OrderBy(x => x.Id).ToListAsync(cancellationToken);
        return problems.ToLookup(x => x.Line);
    }

    private static string[] Outcome(SheetLine line, Assignment? x, IEnumerable<SheetProblem> problems, IStringLocalizer<BatchText> texts)
    {
        if (x is null && line.LeftOut) return ["left out", "", "", "", ""];
        if (x is null) return ["left behind", "", string.Join("; ", problems.Select(Problem)), "", ""];
        return
        [
            Word(x.State),
            x.TaskId?.ToString(CultureInfo.InvariantCulture) ?? "",
            BatchLook.Reason(x.State, x.Reason, texts),
            x.AttemptCount.ToString(CultureInfo.InvariantCulture),
            x.ChangedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ];
    }

    private static string Problem(SheetProblem x)
    {
        var what = x.Value is null ? x.Kind : $"{x.Kind} ({x.Value})";
        return x.Column.Length == 0 ? what : $"{x.Column}: {what}";
    }

    // Machines read these words: they are the same in every language.
    private static string Word(AssignmentState state) => state switch
    {
        AssignmentState.Pending => "pending",
        AssignmentState.Sending => "sending",
        AssignmentState.Assigned => "assigned",
        AssignmentState.Rejected => "rejected",
        AssignmentState.Unknown => "unknown",
        AssignmentState.Held => "held",
        AssignmentState.Cancelled => "cancelled",
    };
}
