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
        builder.Services.AddSingleton<ReviewQueries>();
    }

    /// <summary>Maps the upload.</summary>
    public static void MapAssign(this WebApplication app) =>
        app.MapPost(Links.AssignUpload, SheetUpload.ReceiveAsync).RequireAuthorization(Policies.Manage);
}
