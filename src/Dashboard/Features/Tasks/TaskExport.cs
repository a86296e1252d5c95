using System.Buffers;
using System.Globalization;
using System.Text;
using Dashboard.Auth;
using Dashboard.Shared;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Tasks;

/// <summary><c>/tasks/export.csv</c>: every match of the grid's query in the grid's order, streamed; <c>ids=1,2,3</c> are just those tasks.</summary>
public sealed class TaskExport(TaskQueries queries, AuditTrail audit, Exports exports, IHostApplicationLifetime lifetime, IStringLocalizer<TasksText> texts)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "tasks.csv";

    private const int FlushAt = 16 * 1024;

    /// <summary>Writes it. Its beginning and its end are in the audit log; what could not be written to its end ends as a broken connection, so that no part of it looks like the whole.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var query = context.Request.QueryString.Value ?? "";
        if (Refusal(context.Request.Query["ids"].ToString()) is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(refusal, context.RequestAborted);
            return;
        }
        var filter = TaskFilter.Read(query);
        var ids = await queries.IdsAsync(filter, ClientContext.FindZone(context.Request.Cookies["tz"]), context.User.MaySeePersonalData(), context.RequestAborted);
        await AuditAsync(context, "tasks.export", ids.Count, TaskExportWords.Of(filter), context.RequestAborted);
        using var export = exports.Begin(context.User.AccountName(), FileName, ids.Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, export.Cancelled, lifetime.ApplicationStopping);
        var state = ExportState.CutOff;
        try
        {
            await WriteAsync(context, ids, export, stop.Token);
            state = ExportState.Completed;
        }
        catch (OperationCanceledException)
        {
            if (export.Cancelled.IsCancellationRequested) state = ExportState.Cancelled;
        }
        finally
        {
            if (state != ExportState.Completed) context.Abort();
            export.End(state);
            await AuditAsync(context, "tasks.export.end", ids.Count, string.Create(CultureInfo.InvariantCulture, $"{state}: {export.Done} rows"), CancellationToken.None);
        }
    }

    private async Task WriteAsync(HttpContext context, IReadOnlyList<long> ids, Export export, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        // Straight into the answer's buffers: a string for each portion would be half a gigabyte of garbage at a million tasks.
        var (body, utf8) = (context.Response.BodyWriter, Encoding.UTF8.GetEncoder());
        body.Write(Encoding.UTF8.Preamble);
        var text = new StringBuilder();
        CsvRow.Append(text, TaskExportRow.Header);
        var done = 0;
        await foreach (var row in queries.AllAsync(ids, cancellationToken))
        {
            CsvRow.Append(text, TaskExportRow.Cells(row, context.User, texts));
            done++;
            if (text.Length >= FlushAt) await FlushAsync();
        }
        await FlushAsync();
        await context.Response.CompleteAsync();

        async Task FlushAsync()
        {
            foreach (var chunk in text.GetChunks()) utf8.Convert(chunk.Span, body, flush: false, out _, out _);
            text.Clear();
            var flushed = await body.FlushAsync(cancellationToken);
            if (flushed.IsCanceled || flushed.IsCompleted) throw new OperationCanceledException("Nobody reads the answer any more.");
            export.Report(done);
        }
    }

    private Task AuditAsync(HttpContext context, string action, int tasks, string detail, CancellationToken cancellationToken) =>
        audit.WriteAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), action, string.Create(CultureInfo.InvariantCulture, $"{tasks} tasks"), detail, cancellationToken);

    // The grid passes over what it can't read; a file that silently lacks what was asked for would be taken for all of it.
    private static string? Refusal(string ids)
    {
        if (ids.Length == 0) return null;
        var list = ids.Split(',');
        if (list.Length > TaskFilter.MostIds) return string.Create(CultureInfo.InvariantCulture, $"ids: at most {TaskFilter.MostIds} tasks.");
        return list.All(x => QueryText.Number(x) is not null) ? null : "ids: task ids with a comma between them.";
    }
}
