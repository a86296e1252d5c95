using Quartz;

namespace Dashboard.Shared;

/// <summary>The job engine.</summary>
public static class JobsSetup
{
    /// <summary>Adds Quartz. A feature adds its own jobs with <c>builder.Services.AddQuartz(q => q.ScheduleJob&lt;XJob&gt;(..))</c>.</summary>
    /// <remarks>Schedules live in memory: the product's own tables hold all truth, and jobs are scheduled from code at start.
    /// On shutdown running jobs see their token cancelled and are awaited.</remarks>
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddQuartz(quartz => quartz
            .UseInMemoryStore()
            .ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.Always));
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        // What is on the wire gets 30 s to finish; its outcomes need a moment more to be written.
        // Together: open pages must not use up the time of the jobs.
        builder.Services.Configure<HostOptions>(options => (options.ShutdownTimeout, options.ServicesStopConcurrently) = (TimeSpan.FromSeconds(45), true));
    }
}
