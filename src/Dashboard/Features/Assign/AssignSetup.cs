using Dashboard.Auth;
using Dashboard.Shared;
using Quartz;

namespace Dashboard.Features.Assign;

/// <summary>From a sheet to a checked draft.</summary>
public static class AssignSetup
{
    /// <summary>Adds what receives and checks sheets.</summary>
    public static void AddAssign(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SheetFolder>();
        builder.Services.AddSingleton<SheetCheck>();
        builder.Services.AddSingleton<SheetEditor>();
        builder.Services.AddSingleton<SheetChecks>();
        builder.Services.AddSingleton<Forecast>();
        builder.Services.AddSingleton<SheetQueries>();
        builder.Services.AddSingleton<SheetReading>();
        builder.Services.AddSingleton<MappingMemory>();
        builder.Services.AddSingleton<KnownAccounts>();
        builder.Services.AddSingleton<SpreadPreviews>();
        builder.Services.AddSingleton<Retention>();
        builder.Services.AddSingleton<ForgetSearch>();
        builder.Services.AddSingleton<Forgetting>();
        builder.Services.AddOptions<RetentionOptions>().Bind(builder.Configuration.GetSection(RetentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddQuartz(quartz => quartz
            .AddJob<RetentionJob>(job => job.WithIdentity(RetentionJob.Key).RequestRecovery())
            .AddTrigger<RetentionJob>(trigger => trigger.WithIdentity(RetentionJob.Key.Name).ForJob(RetentionJob.Key).StartNow().WithSimpleSchedule(TimeSpan.FromHours(1))));
        builder.Services.AddSingleton<ReviewQueries>();
    }

    /// <summary>Makes the folder of the sheets and maps the upload.</summary>
    public static void MapAssign(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // A folder that can't be made stops the start, not the first upload.
        app.Services.GetRequiredService<SheetFolder>();
        app.MapPost(Links.AssignUpload, SheetUpload.ReceiveAsync).RequireAuthorization(Policies.Manage).RequireRateLimiting(RateLimits.Upload);
    }
}
