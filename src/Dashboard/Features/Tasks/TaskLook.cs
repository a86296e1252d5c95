using System.Globalization;
using Dashboard.Auth;
using Dashboard.Data;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Tasks;

/// <summary>Colour, icon and word of statuses and log types; what is not documented still shows its number.</summary>
public static class TaskLook
{
    /// <summary>Word of a status.</summary>
    public static string Word(int status, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return status is >= 0 and <= 3 ? texts[$"Status_{status}"] : texts["Unknown", status];
    }

    /// <summary>A task as the audit log names it.</summary>
    public static string Target(long taskId) => string.Create(CultureInfo.InvariantCulture, $"task {taskId}");

    /// <summary>What a log entry says, in one line; of a remark, what a page may show.</summary>
    public static string Words(MirroredLog log, IStringLocalizer texts, PersonalSight sight)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(texts);
        return log.Type switch
        {
            1 => texts["Log_1"],
            2 => texts["Log_2", log.AssigneeUsername],
            3 => texts["Log_3", Word(log.PreStatus, texts), Word(log.Status, texts)],
            4 => log.Comment.Length == 0 ? texts["Log_4_Empty"] : texts["Log_4", Masking.Text(log.Comment, sight)],
            _ => texts["Log_Unknown", log.Type],
        };
    }

    /// <summary>A length of time in its two largest units.</summary>
    public static string Span(TimeSpan span, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return span switch
        {
            { TotalMinutes: < 1 } => texts["Seconds", Math.Max((int)span.TotalSeconds, 0)],
            { TotalHours: < 1 } => texts["Minutes", (int)span.TotalMinutes],
            { TotalDays: < 1 } => texts["Hours", (int)span.TotalHours, span.Minutes],
            _ => texts["Days", (int)span.TotalDays, span.Hours],
        };
    }

    /// <summary>Icon of a log type.</summary>
    public static string LogIcon(int type) => type switch { 1 => "add_circle", 2 => "person_add", 3 => "swap_horiz", 4 => "chat", _ => "help" };
}
