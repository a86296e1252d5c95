using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Audit;

/// <summary><c>/audit/export.csv</c>: every match of the page's query, newest first, streamed. Times are in UTC, as their <c>Z</c> says.
/// What is stored stands beside the words for it, in the language of whoever downloads it: tools read the one, people the other. Its beginning and its end are in the log too.</summary>
public sealed class AuditExport(AuditQueries queries, AuditTrail audit, CsvDownload download, IStringLocalizer<AuditText> texts)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "audit.csv";

    private static readonly string[] Header = ["at", "who", "action", "action_text", "target", "detail", "detail_text", "address"];

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var filter = AuditFilter.Read(context.Request.QueryString.Value ?? "").Beginning;
        var zone = ClientContext.FindZone(context.Request.Cookies["tz"]);
        await RecordAsync(context, "audit.export", AuditDetail.Of(("filter", Words(filter) is { Length: > 0 } words ? words : "all")), context.RequestAborted);
        var count = await queries.CountAsync(filter, zone, context.RequestAborted);
        await download.WriteAsync(context, FileName, count, Header, cancel => queries.AllAsync(filter, zone, cancel).Select(Cells), end => RecordAsync(context, "audit.export.end", end, CancellationToken.None));
    }

    // What was typed for a target may be a customer's phone.
    private static string Words(AuditFilter filter) => Uri.UnescapeDataString((filter with { Target = filter.Target is null ? null : "***" }).Address("").TrimStart('?'));

    private IEnumerable<string?> Cells(AuditEntry entry) =>
    [
        entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Who, entry.Action, AuditTarget.Action(entry.Action, texts),
        entry.Target, entry.Detail, entry.Detail is null ? null : string.Join(AuditWords.Between, AuditWords.Of(entry.Action, entry.Detail, TimeZoneInfo.Utc, texts)), entry.Address,
    ];

    private Task RecordAsync(HttpContext context, string action, string detail, CancellationToken cancellationToken) =>
        audit.WriteAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), action, detail: detail, cancellationToken: cancellationToken);
}
