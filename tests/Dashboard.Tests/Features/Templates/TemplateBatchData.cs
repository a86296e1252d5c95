using Dashboard.Data;
using Dashboard.Tests.Features.Assign;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Features.Templates;

/// <summary>Batches whose lines name a template.</summary>
internal static class TemplateBatchData
{
    private static long nextTask = 50_000;

    /// <summary>A running batch with an assignment a status; null for one that is no task yet.</summary>
    public static async Task<long> AddTemplateBatchAsync(this TestDatabase database, long? template, params int?[] statuses)
    {
        var tasks = statuses.Select(status => status is { } known ? TaskData.Mirrored(Interlocked.Increment(ref nextTask), x => x.Status = known) : null).ToList();
        await database.AddTasksAsync(tasks.OfType<MirroredTask>());
        return await database.AddBatchAsync(statuses.Length, change: (x, i) =>
            (x.TemplateId, x.TaskId, x.State) = (template, tasks[i]?.Id, tasks[i] is null ? AssignmentState.Pending : AssignmentState.Assigned));
    }
}
