using System.Globalization;
using Dashboard.Auth;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Tasks;

/// <summary>A task as a line of the export. The columns are an interface: new ones are added at the end. Times are in UTC, as their <c>Z</c> says; words are in the person's language.</summary>
public static class TaskExportRow
{
    /// <summary>Names of the columns, in order.</summary>
    public static readonly IReadOnlyList<string> Header =
    [
        "task_id", "status", "name", "description", "user_name", "user_phone", "assignee_username", "auth_id", "creation_id", "created_at", "updated_at",
        "status_text", "type", "conversation_id", "batch_id", "line", "template_id", "last_log_at", "last_log_text", "first_action_at", "ended_at", "read_at",
    ];

    /// <summary>Its cells.</summary>
    /// <param name="row">The task.</param>
    /// <param name="sight">What whoever reads them sees of personal data.</param>
    /// <param name="texts">Words of statuses and logs.</param>
    public static IEnumerable<string?> Cells(TaskRow row, PersonalSight sight, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(row);
        var x = row.Task;
        return
        [
            Text(x.Id), Text(x.Status), x.Name, x.Description, x.UserName, Masking.Phone(x.UserPhone, sight), x.AssigneeUsername, Text(x.AuthId), Text(x.CreationId), Time(x.CreatedAt), Time(x.UpdatedAt),
            TaskLook.Word(x.Status, texts), Text(x.Type), Text(x.ConversationId), Text(row.BatchId), Text(row.Line), Text(row.TemplateId), Time(row.LastLog?.CreatedAt),
            row.LastLog is { } log ? TaskLook.Words(log, texts, sight) : null, Time(x.FirstActionAt), Time(x.EndedAt), Time(x.SyncedAt),
        ];
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
