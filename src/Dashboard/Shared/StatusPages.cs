using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Shared;

/// <summary>What is shown in place of a bare status code or of an exception: a page for people, the bare status for scripts, and never what went wrong inside.</summary>
public static class StatusPages
{
    /// <summary>Adds them. In Development an exception is shown as it is.</summary>
    public static void UseStatusPages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error", CreateScopeForErrors = true,
                // What the request itself got wrong, such as a body that is too large.
                StatusCodeSelector = x => x is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            });
        }
        app.UseStatusCodePagesWithReExecute("/refused/{0}", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (IsShown(context)) return ShowAsync(context, next);
            if (!IsForPeople(context.Request)) context.Features.GetRequiredFeature<IStatusCodePagesFeature>().Enabled = false;
            return next(context);
        });
    }

    /// <summary>The path that was asked for, also while a page about it is written.</summary>
    public static PathString PathOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path;
    }

    private static bool IsShown(HttpContext context) => context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    // A form's answer is read by a person too.
    private static bool IsForPeople(HttpRequest request) =>
        !request.Path.StartsWithSegments("/_blazor") && (HttpMethods.IsGet(request.Method) || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));

    // The page is read whatever was sent, in the language that was asked for.
    private static async Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        var (request, method) = (context.Request, context.Request.Method);
        request.Method = HttpMethods.Get;
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is { OriginalQueryString: { } query }) request.QueryString = new(query);
        try
        {
            await next(context);
        }
        finally
        {
            request.Method = method;
        }
    }
}
