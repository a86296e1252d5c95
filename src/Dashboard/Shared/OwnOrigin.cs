namespace Dashboard.Shared;

/// <summary>The circuit of a page answers that page only: another site's script can't open one with a person's cookie.</summary>
public static class OwnOrigin
{
    /// <summary>Refuses circuits that a page of another origin asks for.</summary>
    public static void UseOwnOriginForCircuits(this WebApplication app) => app.Use((context, next) =>
    {
        var origin = context.Request.Headers.Origin;
        if (!context.Request.Path.StartsWithSegments("/_blazor") || origin.Count == 0 || origin == $"{context.Request.Scheme}://{context.Request.Host}") return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });
}
