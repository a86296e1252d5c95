using System.Globalization;

namespace Sandbox.Incs;

/// <summary>Writes answers in the seed document's shapes.</summary>
public static class IncsWriting
{
    private static readonly object Nothing = new();

    /// <summary>A successful envelope.</summary>
    public static object Success(object data) => new { status = "success", code = 200, message = "", data, error = Nothing };

    /// <summary>A failed envelope.</summary>
    public static object Failure(int code, string message) => new { status = "error", code, message, data = Nothing, error = Nothing };

    /// <summary>A task as it stands.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">INCS's clock (UTC).</param>
    /// <param name="zone">INCS's zone.</param>
    /// <param name="withLogs">The create answer has an empty list.</param>
    public static object Task(SandboxTask task, DateTimeOffset now, TimeZoneInfo zone, bool withLogs)
    {
        var (status, logs) = TaskFate.At(task, now);
        return new
        {
            id = task.Id,
            creation_id = task.CreationId,
            auth_id = task.AuthId,
            name = task.Name,
            description = task.Description,
            type = 3,
            user_name = task.UserName,
            user_phone = task.UserPhone,
            assignee_username = task.AssigneeUsername,
            conversation_id = 1000 + task.Id,
            status = withLogs ? status : 0,
            created_at = Time(task.CreatedAt, zone),
            updated_at = Time(withLogs && logs.Count > 0 ? logs[^1].At : task.CreatedAt, zone),
            logs = withLogs ? logs.Select(x => Log(x, zone)) : [],
        };
    }

    private static object Log(SandboxLog log, TimeZoneInfo zone) => new
    {
        id = log.Id,
        type = log.Type,
        status = log.Status,
        pre_status = log.PreStatus,
        assignee_username = log.AssigneeUsername,
        comment = log.Comment,
        created_at = Time(log.At, zone),
        updated_at = Time(log.At, zone),
    };

    private static string Time(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
