using Dashboard.Data;
using Npgsql;
using Quartz;

namespace Dashboard.Shared;

/// <summary>The job engine.</summary>
public static class JobsSetup
{
    // A server that is silent for as long as both together is taken for dead, and another runs its jobs.
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>Adds Quartz. A feature adds its own jobs with <c>builder.Services.AddQuartz(q => q.AddJob&lt;XJob&gt;(..).AddTrigger&lt;XJob&gt;(..))</c>, each with
    /// a key of its own, and the job with <c>RequestRecovery()</c>.</summary>
    /// <remarks>The product's own tables hold all truth, and jobs are scheduled from code at every start. With SQLite, which has one server, schedules live
    /// in memory. With PostgreSQL they live in the database: its servers are a cluster that runs each job on one of them.
    /// On shutdown running jobs see their token cancelled and are awaited.</remarks>
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("Dashboard") ?? DataSetup.DefaultConnectionString;
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            if (DataSetup.IsPostgres(connectionString)) quartz.UseCluster(DataSetup.Pooled(connectionString));
            else quartz.UseInMemoryStore();
        });
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        // What is on the wire gets 30 s to finish; its outcomes need a moment more to be written.
        // Together: open pages must not use up the time of the jobs.
        builder.Services.Configure<HostOptions>(options => (options.ShutdownTimeout, options.ServicesStopConcurrently) = (TimeSpan.FromSeconds(45), true));
    }

    private static void UseCluster(this IQuartzBuilder quartz, string connectionString)
    {
        quartz.ConfigureScheduler(options =>
        {
            options.GenerateInstanceId = true;
            // How long a server may overlook what another one left to be run.
            options.IdleWaitTime = CheckIn;
        });
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(NpgsqlFactory.Instance, connectionString);
            store.ProvisionSchema();
            store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
            store.UseClustering(options => (options.CheckinInterval, options.CheckinMisfireThreshold) = (CheckIn, Patience));
        });
    }
}
