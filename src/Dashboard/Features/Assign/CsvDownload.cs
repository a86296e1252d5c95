using System.Text;
using Dashboard.Shared;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Features.Assign;

/// <summary>Streams rows as a CSV file, a few hundred of them in memory at a time.</summary>
internal static class CsvDownload
{
    private const int RowsAtOnce = 500;

    /// <summary>Writes the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fileName">Name of the file, in any language.</param>
    /// <param name="plainName">The same for a browser that takes ASCII only.</param>
    /// <param name="rows">The header first.</param>
    public static async Task WriteAsync(HttpContext context, string fileName, string plainName, IAsyncEnumerable<IEnumerable<string>> rows)
    {
        var cancelled = context.RequestAborted;
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = fileName, FileName = plainName }.ToString();
        context.Response.Headers.CacheControl = "no-store";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var text = new StringBuilder();
        var pending = 0;
        await foreach (var row in rows.WithCancellation(cancelled))
        {
            CsvRow.Append(text, row);
            if (++pending < RowsAtOnce) continue;
            await FlushAsync();
            pending = 0;
        }
        await FlushAsync();

        async Task FlushAsync()
        {
            await writer.WriteAsync(text, cancelled);
            await writer.FlushAsync(cancelled);
            text.Clear();
        }
    }
}
