using Quartz;

namespace Dashboard.Shared;

/// <summary>The removal of what is kept no longer. Each part of the product adds its own <see cref="IRetention"/>.</summary>
public static class RetentionSetup
{
    /// <summary>Adds the setting and the job. Needs <c>AddJobs</c>.</summary>
    public static void AddRetention(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RetentionOptions>().Bind(builder.Configuration.GetSection(RetentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddQuartz(quartz => quartz
            .AddJob<RetentionJob>(job => job.WithIdentity(RetentionJob.Key).RequestRecovery())
            .AddTrigger<RetentionJob>(trigger => trigger.WithIdentity(RetentionJob.Key.Name).ForJob(RetentionJob.Key).StartNow().WithSimpleSchedule(TimeSpan.FromHours(1))));
    }
}
