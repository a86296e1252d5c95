using Dashboard.Auth;
using Dashboard.Shared;
using Quartz;

namespace Dashboard.Features.Assign;

/// <summary>The dispatcher, its job, and the result file.</summary>
public static class DispatchSetup
{
    /// <summary>Adds what sends confirmed batches and shows them. Needs <c>AddJobs</c>, the database and the INCS client.</summary>
    public static void AddDispatch(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<DispatchSignal>();
        services.AddSingleton<LaneStatus>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<BatchQueries>();
        services.AddSingleton<Journal>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<UnclearStore>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<BatchProgressFeed>();
        services.AddHostedService(x => x.GetRequiredService<BatchProgressFeed>());
        services.AddHostedService<DispatchTrigger>();
        services.AddHostedService<BatchNews>();
        services.AddHostedService<WaitWatch>();
        services.AddQuartz(quartz => quartz
            .AddJob<DispatchJob>(job => job.WithIdentity(DispatchJob.Key).RequestRecovery())
            .AddTrigger<DispatchJob>(trigger => trigger.WithIdentity(DispatchJob.Key.Name).ForJob(DispatchJob.Key).StartNow().WithSimpleSchedule(TimeSpan.FromSeconds(2)))
            .AddJob<ReconcileJob>(job => job.WithIdentity(ReconcileJob.Key).RequestRecovery())
            .AddTrigger<ReconcileJob>(trigger => trigger.WithIdentity(ReconcileJob.Key.Name).ForJob(ReconcileJob.Key).StartNow().WithSimpleSchedule(TimeSpan.FromSeconds(1))));
    }

    /// <summary>Maps the result and the error file.</summary>
    public static void MapDispatch(this WebApplication app)
    {
        app.MapGet(Links.Batches + "/{id:long}/result.csv", ResultFile.WriteAsync).RequireAuthorization(Policies.Manage).RequireRateLimiting(RateLimits.Export);
        app.MapGet(Links.Batches + "/{id:long}/errors.csv", ErrorFile.WriteAsync).RequireAuthorization(Policies.Manage).RequireRateLimiting(RateLimits.Export);
    }
}
