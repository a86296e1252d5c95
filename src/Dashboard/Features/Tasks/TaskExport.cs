using System.Globalization;
using Dashboard.Auth;
using Dashboard.Shared;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Tasks;

/// <summary><c>/tasks/export.csv</c>: every match of the grid's query in the grid's order, streamed; <c>ids=1,2,3</c> are just those tasks.</summary>
public sealed class TaskExport(TaskQueries queries, AuditTrail audit, CsvDownload download, IStringLocalizer<TasksText> texts)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "tasks.csv";

    /// <summary>Writes it. Its beginning and its end are in the audit log.</summary>
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
        var sight = context.User.Sight(hides: false);
        await AuditAsync(context, "tasks.export", ids.Count, TaskExportWords.Of(filter), context.RequestAborted);
        await download.WriteAsync(context, FileName, ids.Count, TaskExportRow.Header, cancel => queries.AllAsync(ids, cancel).Select(row => TaskExportRow.Cells(row, sight, texts)),
            end => AuditAsync(context, "tasks.export.end", ids.Count, end, CancellationToken.None));
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
