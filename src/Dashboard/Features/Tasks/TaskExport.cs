using System.Globalization;
using System.Text;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;

namespace Dashboard.Features.Tasks;

/// <summary><c>/tasks/export.csv</c>: every match of the grid's query, streamed.</summary>
public static class TaskExport
{
    private const int FlushAt = 64 * 1024;
    private static readonly string[] Header = ["task_id", "status", "name", "description", "user_name", "user_phone", "assignee_username", "auth_id", "creation_id", "created_at", "updated_at"];

    /// <summary>Writes it, times in UTC, newest first. In the audit log.</summary>
    public static async Task WriteAsync(HttpContext context, TaskQueries queries, AuditTrail audit)
    {
        var filter = TaskFilter.Read(context.Request.QueryString.Value ?? "");
        await audit.WriteAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), "tasks.export", cancellationToken: context.RequestAborted);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"tasks.csv\"";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetPreamble(), context.RequestAborted);
        var text = new StringBuilder();
        CsvRow.Append(text, Header);
        var zone = ClientContext.FindZone(context.Request.Cookies["tz"]);
        await foreach (var row in queries.AllAsync(filter, zone, context.User.MaySeePersonalData(), context.RequestAborted))
        {
            CsvRow.Append(text, Cells(row.Task));
            if (text.Length < FlushAt) continue;
            await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
            text.Clear();
        }
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private static IEnumerable<string> Cells(MirroredTask x) =>
        [Text(x.Id), Text(x.Status), x.Name, x.Description, x.UserName, x.UserPhone, x.AssigneeUsername, Text(x.AuthId), Text(x.CreationId), Time(x.CreatedAt), Time(x.UpdatedAt)];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
