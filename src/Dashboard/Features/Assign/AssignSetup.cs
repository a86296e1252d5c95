using Dashboard.Auth;
using Dashboard.Shared;

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
        builder.Services.AddSingleton<IRetention>(x => x.GetRequiredService<Retention>());
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
