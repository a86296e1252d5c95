using Dashboard.Auth;
using Dashboard.Shared;
using Quartz;

namespace Dashboard.Features.Tasks;

/// <summary>The mirror of the INCS tasks, and its pages.</summary>
public static class TasksSetup
{
    /// <summary>Adds the sync and the queries. Needs <c>AddJobs</c>, the database and the INCS client.</summary>
    public static void AddTasks(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(SyncOptions.Section);
        builder.Services.AddOptions<SyncOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<TaskQueries>();
        builder.Services.AddSingleton<SavedViewStore>();
        builder.Services.AddSingleton<TaskExport>();
        builder.Services.AddSingleton<TaskMirror>();
        builder.Services.AddSingleton<IRetention, TaskRetention>();
        builder.Services.AddSingleton<MirrorFeed>();
        builder.Services.AddSingleton<TaskSync>();
        builder.Services.AddSingleton<MirrorCheck>();
        builder.Services.AddSingleton<TaskLive>();
        builder.Services.AddHostedService(x => x.GetRequiredService<TaskLive>());
        var every = TimeSpan.FromSeconds((section.Get<SyncOptions>() ?? new()).IntervalSeconds);
        builder.Services.AddQuartz(quartz => quartz
            .AddJob<TaskSyncJob>(job => job.WithIdentity(TaskSyncJob.Key).RequestRecovery())
            .AddTrigger<TaskSyncJob>(trigger => trigger.WithIdentity(TaskSyncJob.Key.Name).ForJob(TaskSyncJob.Key).StartNow().WithSimpleSchedule(every))
            .AddJob<MirrorCheckJob>(job => job.WithIdentity(MirrorCheckJob.Key).RequestRecovery())
            .AddTrigger<MirrorCheckJob>(trigger => trigger.WithIdentity(MirrorCheckJob.Key.Name).ForJob(MirrorCheckJob.Key).StartNow().WithSimpleSchedule(TimeSpan.FromSeconds(5))));
    }

    /// <summary>Maps the export.</summary>
    public static void MapTasks(this WebApplication app) => app.MapGet(Links.TasksExport, (HttpContext context, TaskExport export) => export.WriteAsync(context)).RequireAuthorization(Policies.Manage).RequireRateLimiting(RateLimits.Export);
}
