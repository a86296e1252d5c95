using Microsoft.AspNetCore.Components;

namespace Dashboard.Shared;

/// <summary>Answers 404 with a page that says in its own words that what it is about does not exist: a portal reads the status of what it frames.</summary>
public sealed class NotFoundStatus : ComponentBase
{
    /// <summary>The request; none once the page has its circuit.</summary>
    [CascadingParameter] public HttpContext? HttpContext { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (HttpContext is not { Response: { HasStarted: false } response }) return;
        // At the last moment: the framework throws the page away of which it is known before.
        response.OnStarting(() =>
        {
            if (response.StatusCode == StatusCodes.Status200OK) response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
