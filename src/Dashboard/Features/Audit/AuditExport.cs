using System.Globalization;
using System.Text;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Audit;

/// <summary><c>/audit/export.csv</c>: every match of the page's query, newest first, streamed. Times are in UTC, as their <c>Z</c> says. Its beginning and its end are in the log too.</summary>
public sealed class AuditExport(AuditQueries queries, AuditTrail audit, Exports exports, IHostApplicationLifetime lifetime, IStringLocalizer<AuditText> texts)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "audit.csv";

    private const int RowsAtOnce = 500;
    private static readonly string[] Header = ["at", "who", "action", "action_text", "target", "detail", "address"];

    /// <summary>Writes it; what could not be written to its end ends as a broken connection, so that no part of it looks like the whole.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var filter = AuditFilter.Read(context.Request.QueryString.Value ?? "").Beginning;
        var zone = ClientContext.FindZone(context.Request.Cookies["tz"]);
        await RecordAsync(context, "audit.export", Words(filter), context.RequestAborted);
        var count = await queries.CountAsync(filter, zone, context.RequestAborted);
        using var export = exports.Begin(context.User.AccountName(), FileName, count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, export.Cancelled, lifetime.ApplicationStopping);
        var state = ExportState.CutOff;
        try
        {
            await WriteAsync(context, filter, zone, export, stop.Token);
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
            await RecordAsync(context, "audit.export.end", string.Create(CultureInfo.InvariantCulture, $"{state}: {export.Done} rows"), CancellationToken.None);
        }
    }

    private async Task WriteAsync(HttpContext context, AuditFilter filter, TimeZoneInfo zone, Export export, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var text = new StringBuilder();
        CsvRow.Append(text, Header);
        var done = 0;
        await foreach (var entry in queries.AllAsync(filter, zone, cancellationToken))
        {
            CsvRow.Append(text, Cells(entry));
            if (++done % RowsAtOnce == 0) await FlushAsync();
        }
        await FlushAsync();

        async Task FlushAsync()
        {
            await writer.WriteAsync(text, cancellationToken);
            await writer.FlushAsync(cancellationToken);
            text.Clear();
            export.Report(done);
        }
    }

    // What was typed for a target may be a customer's phone.
    private static string Words(AuditFilter filter) => Uri.UnescapeDataString((filter with { Target = filter.Target is null ? null : "***" }).Address("").TrimStart('?'));

    private IEnumerable<string?> Cells(AuditEntry entry) =>
    [
        entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Who, entry.Action, AuditTarget.Action(entry.Action, texts),
        entry.Target, entry.Detail, entry.Address,
    ];

    private Task RecordAsync(HttpContext context, string action, string detail, CancellationToken cancellationToken) =>
        audit.WriteAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), action, detail: detail.Length == 0 ? null : detail, cancellationToken: cancellationToken);
}
