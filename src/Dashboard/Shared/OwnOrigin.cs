namespace Dashboard.Shared;

/// <summary>The circuit of a page answers that page only: another site's script can't open one with a person's cookie.</summary>
public static class OwnOrigin
{
    /// <summary>Refuses circuits that a page of another origin asks for.</summary>
    public static void UseOwnOriginForCircuits(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor") || context.Request.Headers.Origin.Count == 0 || IsSentBy(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>Whether the browser says that a page of this origin sent a request: its <c>Origin</c> is where the request went.</summary>
    public static bool IsSentBy(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.Origin == $"{request.Scheme}://{request.Host}";
    }
}
