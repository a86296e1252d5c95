using Dashboard.Auth;
using Dashboard.Shared;

namespace Dashboard.Features.Audit;

/// <summary>The audit log's page and its export.</summary>
public static class AuditSetup
{
    /// <summary>Adds what reads the log.</summary>
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuditQueries>();
        builder.Services.AddSingleton<AuditExport>();
    }

    /// <summary>Maps the export.</summary>
    public static void MapAudit(this WebApplication app) =>
        app.MapGet(Links.AuditExport, (HttpContext context, AuditExport export) => export.WriteAsync(context)).RequireAuthorization(Policies.Administer).RequireRateLimiting(RateLimits.Export);
}
