using System.Globalization;
using Dashboard.Data;
using Dashboard.Data.Index;
using Dashboard.Features.Tasks;
using Dashboard.Upstream.Incs;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Features.Tasks;

/// <summary>Tasks as the mirror has them and as INCS answers them.</summary>
internal static class TaskData
{
    public static readonly DateTimeOffset Noon = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>A mirrored task in progress, with a customer of its own.</summary>
    public static MirroredTask Mirrored(long id, Action<MirroredTask>? change = null)
    {
        var task = new MirroredTask
        {
            Id = id, CreationId = 104, AuthId = 30058, Type = 3, Status = 1, Name = Text($"task {id}"), Description = "", UserName = "Erin",
            UserPhone = Text($"628150{id:D7}"), AssigneeUsername = "incs_1", CreatedAt = Noon, UpdatedAt = Noon, SyncedAt = Noon,
        };
        change?.Invoke(task);
        return task;
    }

    /// <summary>A log entry, minutes after noon.</summary>
    public static MirroredLog Log(long id, int type, int minutes = 0, int before = 0, int status = 0, string assignee = "", string comment = "") => new()
    {
        Id = id, Type = type, PreStatus = before, Status = status, AssigneeUsername = assignee, Comment = comment, CreatedAt = Noon.AddMinutes(minutes),
    };

    /// <summary>A task as INCS answers it.</summary>
    public static IncsTask Answered(long id, int status = 0, params IncsLog[] logs) => new()
    {
        Id = id, CreationId = 104, AuthId = 30058, Type = 3, Status = status, Name = Text($"task {id}"), UserName = "Erin", UserPhone = Text($"628150{id:D7}"),
        AssigneeUsername = "incs_1", ConversationId = 1000 + id, CreatedAt = Noon, UpdatedAt = Noon.AddMinutes(status), Logs = logs,
    };

    public static async Task AddTasksAsync(this IDbContextFactory<DashboardDb> databases, params IEnumerable<MirroredTask> tasks)
    {
        await using var db = await databases.CreateDbContextAsync();
        foreach (var task in tasks)
        {
            task.Summarise();
            // As a sync writes it: the index finds it by the time of the writing.
            task.SyncedAt = DateTimeOffset.UtcNow;
            db.Tasks.Add(task);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Adds tasks to the mirror of a running product, whose index then knows them.</summary>
    public static async Task AddTasksAsync(this DashboardApp app, params IEnumerable<MirroredTask> tasks)
    {
        await app.Databases.AddTasksAsync(tasks);
        await app.Services.GetRequiredService<TaskIndexSource>().FollowAsync(wide: true, default);
    }

    /// <summary>All mirrored tasks with their logs, by id.</summary>
    public static async Task<List<MirroredTask>> TasksAsync(this IDbContextFactory<DashboardDb> databases)
    {
        await using var db = await databases.CreateDbContextAsync();
        var tasks = await db.Tasks.AsNoTracking().Include(x => x.Logs.OrderBy(l => l.Id)).OrderBy(x => x.Id).ToListAsync();
        return tasks;
    }

    /// <summary>Ids of the first page that a manager in UTC sees.</summary>
    public static async Task<IEnumerable<long>> IdsAsync(this TaskQueries queries, TaskFilter filter, TimeZoneInfo? zone = null, bool wholePhones = true) =>
        (await queries.ListAsync(filter, zone ?? TimeZoneInfo.Utc, wholePhones, default)).Rows.Select(x => x.Task.Id);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
