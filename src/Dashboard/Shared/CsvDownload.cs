using System.Buffers;
using System.Text;
using Dashboard.Auth;

namespace Dashboard.Shared;

/// <summary>Streams a CSV file of many rows to whoever asked for it; the person sees how far it is and may cancel it. What could not be written to its end ends as a broken connection, so that no part of it looks like the whole.</summary>
public sealed class CsvDownload(Exports exports, IHostApplicationLifetime lifetime)
{
    private const int FlushAt = 16 * 1024;

    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fileName">Name of the file.</param>
    /// <param name="total">How many rows it will have.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="ended">Told at the end, however it came, how it ended and after how many rows, as the detail of an audit entry.</param>
    public async Task WriteAsync(
        HttpContext context, string fileName, int total, IReadOnlyList<string> header, Func<CancellationToken, IAsyncEnumerable<IEnumerable<string?>>> rows, Func<string, Task> ended)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(ended);
        using var export = exports.Begin(context.User.AccountName(), fileName, total);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, export.Cancelled, lifetime.ApplicationStopping);
        var state = ExportState.CutOff;
        try
        {
            await WriteAsync(context.Response, fileName, header, rows(stop.Token), export, stop.Token);
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
            await ended(AuditDetail.Of(("end", state), ("rows", export.Done)));
        }
    }

    private static async Task WriteAsync(
        HttpResponse response, string fileName, IReadOnlyList<string> header, IAsyncEnumerable<IEnumerable<string?>> rows, Export export, CancellationToken cancellationToken)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        // Straight into the answer's buffers: a string for each portion would be half a gigabyte of garbage at a million tasks.
        var (body, utf8) = (response.BodyWriter, Encoding.UTF8.GetEncoder());
        body.Write(Encoding.UTF8.Preamble);
        var text = new StringBuilder();
        CsvRow.Append(text, header);
        var done = 0;
        await foreach (var cells in rows)
        {
            CsvRow.Append(text, cells);
            done++;
            if (text.Length >= FlushAt) await FlushAsync();
        }
        await FlushAsync();
        await response.CompleteAsync();

        async Task FlushAsync()
        {
            foreach (var chunk in text.GetChunks()) utf8.Convert(chunk.Span, body, flush: false, out _, out _);
            text.Clear();
            var flushed = await body.FlushAsync(cancellationToken);
            if (flushed.IsCanceled || flushed.IsCompleted) throw new OperationCanceledException("Nobody reads the answer any more.");
            export.Report(done);
        }
    }
}
